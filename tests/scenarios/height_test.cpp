// SPDX-License-Identifier: Apache-2.0
// People of every height before a camera that sees more than its picture.
#include <cmath>
#include <numbers>

#include "drivers/simulator/simulated_camera.hpp"
#include "tests/scenarios/booth.hpp"
#include "tests/unit/firmware/session/walk.hpp"
#include "vision/face/oval.hpp"

using namespace verikiosk;
using session::Stage;
using tests::must;

GROUP("height");

namespace {

/// A drawn visitor with their eyes so far below the lens, before a 4:3 sensor, and the kiosk's own eyes: from
/// the moment when faces are looked for to the end of the first challenge.
struct Drawn {
    bool passed = false;  ///< that challenge
    int lost = 0;         ///< frames without a face after the first with one
    int tracks = 0;       ///< how often somebody was taken for new
    Oval oval;
    Pan pan;  ///< of the last frame
    ObservationRow last;
};

Drawn walk_up(std::uint64_t seed, float eyes_cm, int sensor_height) {
    drivers::SimulatedCameraOptions options;
    options.visitor = simulator::draw_visitor(seed);
    options.visitor.start.x = 0;
    options.visitor.start.y = eyes_cm;
    options.visitor.start.distance = 55;
    // They look into the lens.
    options.visitor.start.pitch = std::atan2(eyes_cm, 55.0F) * 180 / std::numbers::pi_v<float>;
    options.behaviour.faultless = true;
    options.sensor_height = sensor_height;
    const auto camera = must(drivers::make_simulated_camera(options));
    must(camera->start());
    const auto analyser = must(vision::make_analyser({}));
    const auto detector = must(vision::make_detector({}));

    tests::Walk walk;
    walk.until_position();
    Drawn drawn;
    vision::DetectionRequest request;
    const auto look = [&](const vision::GrayView& luma, const vision::FrameStamp& stamp) {
        if (analyser->wants_detection(luma, stamp, request)) analyser->land(detector->detect(request));
        const ObservationRow row = analyser->analyse(luma, stamp).row;
        if (drawn.last.has_face() && !row.has_face()) ++drawn.lost;
        if (row.has_face() && row.track != drawn.last.track) ++drawn.tracks;
        drawn.last = row;
        return row;
    };
    while (walk.state.results.empty() && walk.sequence < 300) {
        camera->pan(walk.state.pan);
        const drivers::Frame frame = must(camera->next({}));
        walk.pan = drawn.pan = frame.info().pan;
        walk.frame([&](std::uint64_t sequence, TimePoint time) {
            return look(runner::luma_of(frame), {sequence, time, frame.info().exposure, frame.info().gain});
        });
    }
    drawn.passed =
        !walk.state.results.empty() && walk.state.results.front().judgement.outcome == Outcome::pass;
    drawn.oval = walk.state.oval;
    return drawn;
}

}  // namespace

STORY(the_picture_goes_to_drawn_people_and_does_not_lose_them_on_its_way) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        for (const float eyes_cm : {-11.0F, -7.0F, 4.0F, 8.0F}) {
            const Drawn drawn = walk_up(seed, eyes_cm, 960);
            CHECK(drawn.passed);
            CHECK_EQUAL(drawn.lost, 0);
            CHECK_EQUAL(drawn.tracks, 1);
            // Up for the tall, down for the small.
            CHECK(drawn.pan.at * eyes_cm > 0);
            CHECK(vision::oval_fit(drawn.last, drawn.oval, 90) == Reason::none);
        }
    }
}

STORY(whose_chin_is_below_the_picture_is_seen_where_it_can_come_down) {
    CHECK(!walk_up(1, 13, 720).passed);
    const Drawn with = walk_up(1, 13, 960);
    CHECK(with.passed);
    CHECK(with.pan.at > 0.15F);
}

STORY(a_child_is_verified_with_the_picture_come_down_to_them) {
    tests::Booth booth;
    booth.camera.lies.room = 1.0F / 6;
    booth.analyser.sees = [&booth](std::uint64_t sequence, TimePoint time) {
        ObservationRow seen = booth.obedient(sequence, time);
        const float below = 0.15F - booth.camera.lies.at;
        seen.box_y = static_cast<std::int16_t>(std::lround(static_cast<float>(seen.box_y) + below * 720));
        return seen;
    };
    const std::string account = booth.account();
    booth.walk_in(booth.code_for(account));
    booth.until(Stage::hold);
    const float settled = booth.camera.lies.at;
    CHECK(settled > 0.12F);
    CHECK(std::abs(booth.state().oval.centre_y - 0.5F) < 0.03F);
    booth.until(Stage::review);
    booth.press(session::Action::send);
    booth.until(Stage::verified);
    CHECK_EQUAL(booth.camera.lies.at, settled);
    CHECK_EQUAL(name_of(must(booth.store().account(account)).hold), "none");
    booth.until(Stage::welcome);
    booth.turns(2);
    CHECK_EQUAL(booth.state().pan, 0.0F);
}
