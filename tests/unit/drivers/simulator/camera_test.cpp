// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstring>
#include <vector>

#include "drivers/simulator/simulated_camera.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::drivers;
using namespace verikiosk::tests;
using simulator::ActKind;
using simulator::Cue;

GROUP("simulated_camera");

namespace {

std::unique_ptr<SimulatedCamera> camera(ActKind kind, std::uint64_t seed = 1) {
    SimulatedCameraOptions options;
    options.visitor = simulator::draw_visitor(seed);
    options.act = kind;
    options.width = 320;
    options.height = 180;
    auto made = must(make_simulated_camera(options));
    must(made->start());
    return made;
}

std::vector<std::uint8_t> bytes(const Frame& frame) {
    const auto count = [](const Plane& plane, int rows) {
        return plane.stride * static_cast<std::size_t>(rows);
    };
    std::vector<std::uint8_t> out(frame.plane(0).data,
                                  frame.plane(0).data + count(frame.plane(0), frame.info().height));
    out.insert(out.end(), frame.plane(1).data,
               frame.plane(1).data + count(frame.plane(1), frame.info().height / 2));
    return out;
}

}  // namespace

STORY(it_says_that_it_is_simulated_and_what_it_can_do) {
    const auto c = camera(ActKind::visitor, 42);
    CHECK_EQUAL(c->info().kind, CameraKind::simulated);
    CHECK_EQUAL(c->info().id, std::string("simulated-42"));
    CHECK_EQUAL(c->info().width, 320);
    CHECK(c->info().exposure_settable && c->info().exposure_reported);
}

STORY(sensor_time_grows_by_a_thirtieth_with_a_little_jitter) {
    const auto c = camera(ActKind::nobody);
    TimePoint last{};
    bool jitters = false;
    for (std::uint64_t i = 0; i < 60; ++i) {
        const Frame frame = must(c->next(Duration::zero()));
        CHECK_EQUAL(frame.info().sequence, i);
        if (i > 0) {
            const Duration step = frame.info().sensor_time - last;
            CHECK(step > 32ms && step < 35ms);
            jitters |= step != Duration(33'333'333);
        }
        last = frame.info().sensor_time;
        CHECK(frame.info().exposure > Duration::zero() && frame.info().gain >= 1.0F);
    }
    CHECK(jitters);
    CHECK_EQUAL(c->counters().delivered, std::uint64_t{60});
}

STORY(the_same_seed_and_cues_give_the_same_bytes) {
    const auto run = [] {
        const auto c = camera(ActKind::visitor, 8);
        std::vector<std::uint8_t> out;
        for (int i = 0; i < 40; ++i) {
            if (i == 5) c->cue(Cue::smile);
            if (i == 20) c->set_screen_light({40.0F, 0.0F, 0.0F});
            const auto picture = bytes(must(c->next(Duration::zero())));
            if (i % 10 == 9) out.insert(out.end(), picture.begin(), picture.end());
        }
        return out;
    };
    CHECK(run() == run());
}

STORY(four_frames_may_be_held_and_a_fifth_has_to_wait) {
    const auto c = camera(ActKind::nobody);
    std::vector<Frame> held;
    for (int i = 0; i < 4; ++i)
        held.push_back(must(c->next(Duration::zero())));
    const auto fifth = c->next(Duration::zero());
    CHECK(!fifth && fifth.error().code == Errc::timeout);
    const auto kept = bytes(held[1]);
    held.erase(held.begin());
    CHECK(c->next(Duration::zero()).has_value());
    CHECK(bytes(held[0]) == kept);  // nobody wrote into what is still held
}

STORY(a_lease_outlives_its_camera) {
    auto c = camera(ActKind::nobody);
    Frame frame = must(c->next(Duration::zero()));
    const auto before = bytes(frame);
    c.reset();
    CHECK(bytes(frame) == before);
}

STORY(a_frozen_camera_repeats_its_last_picture_byte_for_byte) {
    const auto c = camera(ActKind::frozen);
    std::vector<std::uint8_t> last;
    int repeated = 0;
    int differing = 0;
    TimePoint time{};
    for (int i = 0; i < 90; ++i) {
        const Frame frame = must(c->next(Duration::zero()));
        CHECK(frame.info().sensor_time > time);
        time = frame.info().sensor_time;
        const auto now = bytes(frame);
        if (i > 0) (now == last ? repeated : differing) += 1;
        if (i > 60) CHECK(now == last);
        last = now;
    }
    CHECK(differing >= 25);
    CHECK(repeated >= 29);
}

STORY(a_living_visitor_never_repeats_a_picture) {
    const auto c = camera(ActKind::visitor);
    auto last = bytes(must(c->next(Duration::zero())));
    for (int i = 0; i < 60; ++i) {
        auto now = bytes(must(c->next(Duration::zero())));
        CHECK(now != last);
        last = std::move(now);
    }
}

STORY(an_exposure_step_governs_from_the_stated_frame_on) {
    const auto c = camera(ActKind::visitor);
    for (int i = 0; i < 10; ++i)
        CHECK(c->next(Duration::zero()).has_value());
    c->set_exposure(5ms, 3.0F);
    const int lag = c->info().control_lag_frames;
    for (int i = 0; i < lag; ++i)
        CHECK(must(c->next(Duration::zero())).info().gain != 3.0F);
    const Frame frame = must(c->next(Duration::zero()));
    CHECK_EQUAL(frame.info().gain, 3.0F);
    CHECK(frame.info().exposure > Duration(4'900'000) && frame.info().exposure < Duration(5'100'000));
}

STORY(attacks_show_what_they_are_named_after) {
    CHECK_EQUAL(camera(ActKind::nobody)->act().people().size(), std::size_t{0});
    CHECK_EQUAL(camera(ActKind::two_people)->act().people().size(), std::size_t{2});
    const auto print = camera(ActKind::print);
    CHECK(print->act().prop() != nullptr);
    CHECK(print->act().people().empty());
    // The hand moves the print: pictures half a second apart differ by far more than noise.
    const auto first = bytes(must(print->next(Duration::zero())));
    for (int i = 0; i < 15; ++i)
        CHECK(print->next(Duration::zero()).has_value());
    const auto later = bytes(must(print->next(Duration::zero())));
    int moved = 0;
    for (std::size_t i = 0; i < first.size(); ++i)
        moved += std::abs(int{first[i]} - int{later[i]}) > 40 ? 1 : 0;
    CHECK(moved > 200);
}

STORY(impossible_sizes_and_an_unstarted_camera_are_refused) {
    SimulatedCameraOptions options;
    options.width = 641;
    CHECK_EQUAL(make_simulated_camera(options).error().code, Errc::invalid);
    options.width = 8000;
    CHECK_CONTAINS(make_simulated_camera(options).error().what, "8000 x 720");
    options.width = 64;
    options.height = 64;
    const auto c = must(make_simulated_camera(options));
    CHECK_EQUAL(c->next(Duration::zero()).error().code, Errc::invalid);
}

STORY(a_taller_sensors_picture_goes_where_it_is_wished_two_frames_later) {
    SimulatedCameraOptions options;
    options.width = 320;
    options.height = 180;
    options.sensor_height = 240;
    const auto c = must(make_simulated_camera(options));
    must(c->start());
    Frame frame = must(c->next(Duration::zero()));
    CHECK_EQUAL(frame.info().height, 180);
    CHECK_EQUAL(frame.info().pan.room, 30.0F / 180);
    CHECK_EQUAL(frame.info().pan.at, 0.0F);
    c->pan(1);
    for (int i = 0; i < 2; ++i) {
        frame = must(c->next(Duration::zero()));
        CHECK_EQUAL(frame.info().pan.at, 0.0F);
    }
    const float before = c->act().people().front()->landmark(simulator::Landmark::chin, c->lens()).y;
    frame = {};
    frame = must(c->next(Duration::zero()));
    CHECK_EQUAL(frame.info().pan.at, frame.info().pan.room);
    const float after = c->act().people().front()->landmark(simulator::Landmark::chin, c->lens()).y;
    CHECK(std::abs(before - after - 30) < 2);
}

STORY(a_picture_is_the_part_of_the_sensor_that_it_says) {
    SimulatedCameraOptions options;
    options.act = ActKind::nobody;
    options.width = 320;
    options.height = 240;
    const auto all = must(make_simulated_camera(options));
    options.height = 180;
    options.sensor_height = 240;
    const auto part = must(make_simulated_camera(options));
    must(all->start());
    must(part->start());
    part->pan(-1);
    for (int i = 0; i < 5; ++i) {
        const Frame whole = must(all->next(Duration::zero()));
        const Frame piece = must(part->next(Duration::zero()));
        const int top = i < 2 ? 30 : 0;
        CHECK_EQUAL(std::memcmp(piece.plane(0).data, whole.plane(0).data + 320 * top, 320 * 180), 0);
        CHECK_EQUAL(std::memcmp(piece.plane(1).data, whole.plane(1).data + 320 * (top / 2), 320 * 90), 0);
    }
}

STORY(a_sensor_smaller_than_its_picture_is_refused) {
    SimulatedCameraOptions options;
    options.sensor_height = 700;
    CHECK_EQUAL(make_simulated_camera(options).error().code, Errc::invalid);
    options.sensor_height = 721;
    CHECK_EQUAL(make_simulated_camera(options).error().code, Errc::invalid);
}
