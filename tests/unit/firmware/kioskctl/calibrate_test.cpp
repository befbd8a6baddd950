// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/calibrate.hpp"

#include <cmath>
#include <sstream>
#include <utility>

#include "drivers/simulator/head_shape.hpp"
#include "drivers/simulator/simulated_camera.hpp"
#include "firmware/kioskctl/selftest.hpp"
#include "tests/support/check.hpp"
#include "tests/support/stand_ins.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;

GROUP("calibrate");

namespace {

/// Somebody as one should stand, with eyes so many pixels apart.
ObservationRow standing(double iod_px) {
    ObservationRow row;
    row.frame_width = 1280;
    row.frame_height = 720;
    row.faces = 1;
    row.track = 1;
    row.box_width = 220;
    row.box_height = 300;
    row.box_x = 640 - 110;
    row.box_y = 360 - 150;
    row.iod_decipx = static_cast<std::uint16_t>(std::lround(iod_px * 10));
    return row;
}

/// What the drawing knows of the last picture.
struct Drawn {
    double ears_mm = 0;  ///< from the lens to the axis through the ears
    float vertical = 0;  ///< the lens's field of view, degrees
};

/// How far a drawn person's eyes are before their ears, millimetres.
double eyes_before_ears_mm(const simulator::Person& person) {
    float angle = 0;
    while (simulator::head_point(person, 0, angle, {}).x < simulator::eye_middle(person))
        angle += 0.005F;
    return double{simulator::head_point(person, 0, angle, {}).z} * 10;
}

/// A drawn visitor before the kiosk, whose pictures move the story's clock.
class Visited final : public drivers::Camera {
  public:
    Visited(drivers::ManualClock& clock, simulator::ActKind act, Drawn& drawn)
        : camera_(tests::must(drivers::make_simulated_camera({.act = act}))), clock_(clock), drawn_(drawn) {}
    [[nodiscard]] const CameraInfo& info() const override { return camera_->info(); }
    [[nodiscard]] Result<void> start() override { return camera_->start(); }
    void stop() noexcept override { camera_->stop(); }
    [[nodiscard]] Result<drivers::Frame> next(Duration limit) override {
        clock_.advance_to(clock_.now() + Duration(33'333'000));
        auto frame = camera_->next(limit);
        for (const simulator::Stance& stance : camera_->act().stances())
            drawn_.ears_mm = double{stance.place.distance} * 10;
        drawn_.vertical = FieldOfView::of_focal(camera_->lens().focal / 720).vertical;
        return frame;
    }
    [[nodiscard]] std::uint32_t generation() const override { return camera_->generation(); }
    [[nodiscard]] drivers::CameraCounters counters() const override { return camera_->counters(); }

  private:
    std::unique_ptr<drivers::SimulatedCamera> camera_;
    drivers::ManualClock& clock_;
    Drawn& drawn_;
};

struct Desk {
    tests::TemporaryFolder folder;
    drivers::ManualClock clock{TimePoint(100s), WallTime{}};
    CalibrateOptions options;
    simulator::ActKind act = simulator::ActKind::visitor;
    Drawn drawn;
    bool opened = false;
    std::function<Result<std::unique_ptr<Sight>>()> sight = [] { return make_face_sight({}); };
    std::ostringstream out;
    std::ostringstream problems;

    Desk() {
        options.status = folder / "status.toml";
        options.without_screen = true;
        std::filesystem::create_directory(folder / "proc");
    }
    int run() {
        CameraAccess access;
        access.processes = folder / "proc";
        access.open = [this](const drivers::LibcameraOptions&) -> Result<std::unique_ptr<drivers::Camera>> {
            opened = true;
            return std::make_unique<Visited>(clock, act, drawn);
        };
        const auto sign = []() -> Result<std::unique_ptr<CameraSign>> {
            return fail(Errc::unavailable, "no screen");
        };
        return run_calibrate(options, {}, access, sight, sign, clock, out, problems);
    }
};

/// The number behind a key.
double number_of(const std::string& json, const std::string& key) {
    const std::size_t at = json.find("\"" + key + "\":");
    CHECK(at != std::string::npos);
    return std::stod(json.substr(at + key.size() + 3));
}

}  // namespace

STORY(a_face_as_tall_as_it_should_be_gives_the_view_that_it_was_drawn_with) {
    // 63 mm at 60 cm by a camera of 43 degrees: 0.105 of 1.269 picture heights.
    const FieldOfView view{43};
    const double iod = 63.0 / 600 * double{view.focal()} * 720;
    CHECK(std::abs(field_of_view(known_eyes(600), iod, 720).vertical - 43) < 0.01F);
    // Eyes farther apart than most make the same picture with a wider lens.
    CHECK(field_of_view(measured_eyes(600, 70), iod, 720).vertical > 46);
    CHECK(field_of_view(measured_eyes(500, 63), iod, 720).vertical > 46);
}

STORY(measured_eyes_leave_only_the_tapes_error) {
    CHECK(std::abs(focal_error(measured_eyes(600, 63)) - 1.0 / 60) < 1e-9);
    CHECK(focal_error(known_eyes(600)) > 0.05);
    CHECK(focal_error(known_card(600, 120)) < 0.022);
}

STORY(sixty_pictures_of_somebody_who_keeps_still_are_enough) {
    Gauge gauge(60);
    for (int i = 0; i < 60; ++i) {
        CHECK(!gauge.full());
        CHECK_EQUAL(gauge.add(sight_eyes(standing(i % 2 == 0 ? 99 : 101))), "");
    }
    CHECK(gauge.full());
    CHECK(std::abs(gauge.median() - 100) <= 1);
    CHECK(std::abs(gauge.spread() - 0.02) < 0.001);
}

STORY(what_does_not_count_is_said) {
    ObservationRow row = standing(100);
    row.faces = 0;
    row.track = 0;
    CHECK_CONTAINS(sight_eyes(row).obstacle, "nobody is seen");
    row = standing(100);
    row.faces = 2;
    CHECK_CONTAINS(sight_eyes(row).obstacle, "somebody else");
    row = standing(100);
    row.box_x = 20;
    CHECK_CONTAINS(sight_eyes(row).obstacle, "into the middle");
    row = standing(100);
    row.asymmetry_milli = 300;
    CHECK_CONTAINS(sight_eyes(row).obstacle, "straight into the lens");
    Gauge gauge(2);
    CHECK_CONTAINS(gauge.add(sight_eyes(row)), "straight into the lens");
    CHECK_EQUAL(gauge.count(), 0U);
}

STORY(whoever_walks_nearer_starts_anew) {
    Gauge gauge(60);
    for (int i = 0; i < 59; ++i)
        CHECK_EQUAL(gauge.add({100}), "");
    CHECK_CONTAINS(gauge.add({110}), "keep still");
    CHECK_EQUAL(gauge.count(), 0U);
}

STORY(a_drawn_visitor_tells_the_lens_that_they_were_drawn_with) {
    const simulator::Person person = simulator::draw_visitor(1).person;
    Desk desk;
    desk.options.json = true;
    desk.options.known = measured_eyes(600, double{simulator::eye_middle(person)} * 20);
    CHECK_EQUAL(desk.run(), all_passed);
    // What the tape would have said; a focal length grows with the distance that it is told.
    const double eyes_mm = desk.drawn.ears_mm - eyes_before_ears_mm(person);
    const FieldOfView told{static_cast<float>(number_of(desk.out.str(), "field_of_view"))};
    const double found = double{told.focal()} * eyes_mm / desk.options.known.distance;
    // Landmarks are within 0.042 of the distance between the eyes.
    CHECK(std::abs(found / double{FieldOfView{desk.drawn.vertical}.focal()} - 1) < 0.042);
    CHECK_EQUAL(number_of(desk.out.str(), "height"), 720.0);
}

STORY(the_result_is_words_for_the_site_file) {
    Desk desk;
    CHECK_EQUAL(desk.run(), all_passed);
    CHECK_CONTAINS(desk.out.str(), "[camera]\nfield_of_view = ");
    CHECK_CONTAINS(desk.out.str(), "cm from the lens");
}

STORY(before_an_empty_room_nothing_is_measured) {
    Desk desk;
    desk.act = simulator::ActKind::nobody;
    desk.options.limit = 3s;
    CHECK_EQUAL(desk.run(), something_failed);
    CHECK_CONTAINS(desk.problems.str(), "nobody stood still");
    CHECK(desk.out.str().find("field_of_view") == std::string::npos);
}

STORY(a_kiosk_that_serves_is_not_calibrated) {
    Desk desk;
    std::filesystem::create_directory(desk.folder / "proc/7");
    tests::write_file(desk.folder / "proc/7/comm", "kioskd\n");
    CHECK_EQUAL(desk.run(), could_not);
    CHECK(!desk.opened);
    CHECK_CONTAINS(desk.problems.str(), "F12");
}

STORY(without_a_screen_one_has_to_say_so_before_calibrating) {
    Desk desk;
    desk.options.without_screen = false;
    CHECK_EQUAL(desk.run(), could_not);
    CHECK(!desk.opened);
    CHECK_CONTAINS(desk.problems.str(), "--without-screen");
}
