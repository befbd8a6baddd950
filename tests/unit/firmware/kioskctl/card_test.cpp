// SPDX-License-Identifier: Apache-2.0
// kioskctl calibrate by a printed card: what is printed, and what is measured by it.
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include "firmware/kioskctl/calibrate.hpp"
#include "firmware/kioskctl/calibration_card.hpp"
#include "firmware/kioskctl/selftest.hpp"
#include "tests/support/check.hpp"
#include "tests/support/drawn_code.hpp"
#include "tests/support/stand_ins.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;
using tests::Held;
using tests::must;

GROUP("card");

namespace {

constexpr int modules_a_side = 21;

/// Pixels of a module of a card so far away, by a camera of 43 degrees and 720 rows.
float module_at(double distance_mm) {
    const double focal_px = double{FieldOfView{43}.focal()} * 720;
    return static_cast<float>(card_side_mm * focal_px / distance_mm / modules_a_side);
}

vision::PackedGray room_with_card(const Held& held) {
    vision::PackedGray picture = tests::empty_room();
    tests::hold(picture, vision::card_content, held);
    tests::blur(picture, 1);
    tests::add_noise(picture, 3);
    return picture;
}

Sighted seen(const Held& held) {
    const vision::PackedGray picture = room_with_card(held);
    return sight_card(must(vision::make_code_scanner())->scan(picture), picture.width, picture.height);
}

/// A camera that sees one picture, and moves the story's clock.
class StillCamera final : public drivers::Camera {
  public:
    StillCamera(const vision::PackedGray& picture, drivers::ManualClock& clock) : clock_(clock) {
        plain_.show(picture.view());
    }
    [[nodiscard]] const CameraInfo& info() const override { return plain_.info(); }
    [[nodiscard]] Result<void> start() override { return {}; }
    void stop() noexcept override {}
    [[nodiscard]] Result<drivers::Frame> next(Duration limit) override {
        clock_.advance_to(clock_.now() + 100ms);
        return plain_.next(limit);
    }
    [[nodiscard]] std::uint32_t generation() const override { return 0; }
    [[nodiscard]] drivers::CameraCounters counters() const override { return plain_.counters(); }

  private:
    tests::PlainCamera plain_;
    drivers::ManualClock& clock_;
};

struct Desk {
    tests::TemporaryFolder folder;
    drivers::ManualClock clock{TimePoint(100s), WallTime{}};
    CalibrateOptions options;
    std::ostringstream out;
    std::ostringstream problems;

    explicit Desk(double distance_mm) {
        options.known = known_card(distance_mm, card_side_mm);
        options.status = folder / "status.toml";
        options.without_screen = true;
        options.limit = 5s;
        std::filesystem::create_directory(folder / "proc");
    }
    int run(const vision::PackedGray& picture) {
        CameraAccess access;
        access.processes = folder / "proc";
        access.open = [&](const drivers::LibcameraOptions&) -> Result<std::unique_ptr<drivers::Camera>> {
            return std::make_unique<StillCamera>(picture, clock);
        };
        const auto sign = []() -> Result<std::unique_ptr<CameraSign>> {
            return fail(Errc::unavailable, "no screen");
        };
        return run_calibrate(options, {}, access, make_card_sight, sign, clock, out, problems);
    }
};

/// The page's code as a printer puts it on paper, at so many pixels a millimetre, on white.
vision::PackedGray printed(const std::string& svg, double per_mm) {
    const std::size_t at = svg.find("scale(");
    CHECK(at != std::string::npos);
    const double module_px = std::stod(svg.substr(at + 6)) * per_mm;
    constexpr int margin = 60;
    const int side = static_cast<int>(std::lround(module_px * modules_a_side)) + 2 * margin;
    vision::PackedGray paper{side, side, {}};
    paper.pixels.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 230);
    const auto pixel = [&](int module) { return margin + static_cast<int>(std::lround(module * module_px)); };
    int x = 0;
    int y = 0;
    int width = 0;
    for (std::size_t from = svg.find('M', at); from < svg.find('"', svg.find("d=", at) + 3);
         from = svg.find('M', from + 1)) {
        CHECK_EQUAL(std::sscanf(svg.c_str() + from, "M%d %dh%d", &x, &y, &width), 3);
        for (int row = pixel(y); row < pixel(y + 1); ++row) {
            for (int column = pixel(x); column < pixel(x + width); ++column)
                paper.pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) +
                             static_cast<std::size_t>(column)] = 30;
        }
    }
    return paper;
}

}  // namespace

STORY(what_is_printed_is_the_card_at_its_size) {
    const tests::TemporaryFolder folder;
    std::ostringstream out;
    std::ostringstream problems;
    CHECK_EQUAL(run_print_card(folder / "card.svg", out, problems), all_passed);
    CHECK_CONTAINS(out.str(), "100 %");
    std::ifstream page(folder / "card.svg");
    const std::string svg{std::istreambuf_iterator<char>(page), {}};
    CHECK_CONTAINS(svg, "100 mm");
    CHECK_CONTAINS(svg, "width=\"210mm\"");
    const auto card = vision::card_in(must(vision::make_code_scanner())->scan(printed(svg, 2)));
    CHECK(card.has_value());
    CHECK(std::abs(double{card->side} - 2 * card_side_mm) <= 1.5);
}

STORY(a_card_that_cant_be_written_is_said_to_be_so) {
    std::ostringstream out;
    std::ostringstream problems;
    CHECK_EQUAL(run_print_card("/nowhere/card.svg", out, problems), could_not);
    CHECK_CONTAINS(problems.str(), "/nowhere/card.svg");
}

STORY(a_card_held_up_tells_the_lens_within_its_own_error) {
    for (const double distance : {400.0, 600.0, 800.0}) {
        Desk desk(distance);
        desk.options.json = true;
        CHECK_EQUAL(desk.run(room_with_card({.module = module_at(distance), .turned = 7, .tilted = 8})),
                    all_passed);
        const double view = std::stod(desk.out.str().substr(desk.out.str().find(':') + 1));
        // One percent: a whole pixel at a corner.
        CHECK(std::abs(FieldOfView{static_cast<float>(view)}.focal() / FieldOfView{43}.focal() - 1) < 0.011F);
        CHECK_CONTAINS(desk.out.str(), "\"readings\":20");
    }
}

STORY(a_larger_sensors_picture_is_measured_in_its_own_pixels) {
    vision::PackedGray picture = tests::empty_room(2560, 1440);
    tests::hold(picture, vision::card_content, {.module = 2 * module_at(600), .x = 1280, .y = 720});
    Desk desk(600);
    CHECK_EQUAL(desk.run(picture), all_passed);
    CHECK_CONTAINS(desk.out.str(), "of 1440 pixels");
    CHECK_CONTAINS(desk.out.str(), "the camera sees 4");
    const std::size_t at = desk.out.str().find("field_of_view = ");
    CHECK(std::abs(std::stod(desk.out.str().substr(at + 16)) - 43) < 0.5);
}

STORY(what_is_wrong_with_a_card_is_said) {
    CHECK_CONTAINS(seen({.module = 3}).obstacle, "too small");
    CHECK_CONTAINS(seen({.tilted = 25}).obstacle, "tilted");
    CHECK_CONTAINS(seen({.turned = 45, .tilted = 25}).obstacle, "tilted");
    CHECK_CONTAINS(seen({.x = 200}).obstacle, "into the middle");
    CHECK_CONTAINS(seen({.covered = 0.6F}).obstacle, "no card");
    CHECK_EQUAL(seen({.module = 6}).obstacle, "");
}

STORY(another_code_is_no_card) {
    const vision::PackedGray picture = tests::room_with("https://shop.example/card");
    Desk desk(600);
    CHECK_EQUAL(desk.run(picture), something_failed);
    CHECK_CONTAINS(desk.problems.str(), "--print-card");
    CHECK_CONTAINS(desk.problems.str(), "no card is seen");
    CHECK(desk.out.str().find("field_of_view") == std::string::npos);
}

STORY(a_tape_that_says_what_no_lens_can_is_refused) {
    Desk desk(600);
    desk.options.known.distance = 20;
    CHECK_EQUAL(desk.run(room_with_card({.module = module_at(600)})), something_failed);
    CHECK_CONTAINS(desk.problems.str(), "no camera sees that");
}
