// SPDX-License-Identifier: Apache-2.0
#include "drivers/input/scripted_input.hpp"
#include "firmware/kioskctl/selftest.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/firmware/kioskctl/sample_reports.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;

GROUP("screen");

namespace {

class CountingDisplay final : public drivers::Display {
  public:
    [[nodiscard]] int width() const override { return 800; }
    [[nodiscard]] int height() const override { return 480; }
    [[nodiscard]] Result<TimePoint> show(const drivers::Picture& picture, TimePoint now) override {
        CHECK_EQUAL(picture.width, 800);
        if (broken) return fail(Errc::unavailable, "the display was unplugged");
        ++shown;
        return now;
    }
    int shown = 0;
    bool broken = false;
};

/// A display, somebody before it, and a clock that pausing moves.
struct Service {
    CountingDisplay display;
    drivers::ScriptedInput input;
    drivers::ManualClock clock{TimePoint{}, WallTime{}};
    std::unique_ptr<PagePainter> painter = tests::must(PagePainter::create(800, 480));
    ServiceScreen screen{display, input, *painter, clock};
    Report report = tests::good_report();
    std::vector<std::string> names = tests::names_in(report);
    std::function<void(Duration)> at = [](Duration) {};

    /// How long the page stayed.
    Duration stay() {
        const TimePoint start = clock.now();
        tests::must(screen.stay(report, names, 120s, [this](Duration pause) {
            clock.advance_to(clock.now() + pause);
            at(clock.now().time_since_epoch());
        }));
        return clock.now() - start;
    }
};

}  // namespace

STORY(the_page_closes_by_itself_and_counts_down_until_then) {
    Service service;
    CHECK_EQUAL(service.stay() / 1s, 120);
    CHECK_EQUAL(service.display.shown, 120);
}

STORY(a_touch_enter_or_escape_closes_it) {
    for (const auto& press : std::vector<std::function<void(drivers::ScriptedInput&)>>{
             [](auto& input) { input.touch(3, 3); }, [](auto& input) { input.press(drivers::Key::enter); },
             [](auto& input) { input.press(drivers::Key::escape); }, [](auto& input) { input.quit(); }}) {
        Service service;
        service.at = [&](Duration time) {
            if (time == 5s) press(service.input);
        };
        CHECK_EQUAL(service.stay() / 1ms, 5000);
    }
}

STORY(other_keys_and_those_pressed_while_checks_ran_do_not_close_it) {
    Service service;
    service.input.press(drivers::Key::enter);
    service.input.touch(3, 3);
    service.at = [&](Duration time) {
        if (time == 5s) service.input.type("abc");
    };
    CHECK_EQUAL(service.stay() / 1s, 120);
}

STORY(the_page_is_there_while_checks_run) {
    Service service;
    service.report.findings.resize(3);
    service.input.press(drivers::Key::enter);
    tests::must(service.screen.show(service.report, service.names));
    CHECK_EQUAL(service.display.shown, 1);
    CHECK(!service.input.poll().has_value());
}

STORY(a_display_that_breaks_ends_it) {
    Service service;
    service.display.broken = true;
    CHECK(!service.screen.show(service.report, service.names).has_value());
    CHECK(!service.screen.stay(service.report, service.names, 120s, service.at).has_value());
}
