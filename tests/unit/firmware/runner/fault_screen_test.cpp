// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/fault_screen.hpp"

#include "drivers/input/scripted_input.hpp"
#include "tests/support/check.hpp"
#include "tests/support/stand_ins.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using drivers::Key;
using runner::FaultEnd;
using runner::RetryPause;
using tests::must;

GROUP("fault_screen");

namespace {

class BrokenDisplay final : public drivers::Display {
  public:
    [[nodiscard]] int width() const override { return 640; }
    [[nodiscard]] int height() const override { return 640; }
    [[nodiscard]] Result<TimePoint> show(const drivers::Picture&, TimePoint) override {
        return fail(Errc::unavailable, "the screen is gone");
    }
};

/// A kiosk whose settings are wrong.
struct Trouble {
    tests::TemporaryFolder folder;
    screens::Texts texts = must(screens::Texts::open(folder.path(), "en"));
    std::unique_ptr<screens::Painter> painter = must(screens::Painter::create(640, 640));
    tests::NullDisplay display;
    drivers::ScriptedInput input;
    /// A round of the loop takes a tenth of a second of it.
    drivers::ManualClock clock{from_nanoseconds(1), {}};
    screens::Fault fault{{Errc::invalid, "site.toml:7: backend.port: expected a number"}, {}};
    int rounds = 0;
    int stop_after = 1000;

    Result<FaultEnd> show(drivers::Display& on, Duration next_try) {
        fault.next_try = clock.now() + next_try;
        return runner::show_fault({on, input, *painter, texts, clock}, fault,
                                  {.stop = [this] { return rounds >= stop_after; },
                                   .on_round =
                                       [this](TimePoint now) {
                                           ++rounds;
                                           clock.advance_to(now + 100ms);
                                       }});
    }
    FaultEnd show(Duration next_try = 60s) { return must(show(display, next_try)); }
};

}  // namespace

STORY(the_same_trouble_is_tried_more_and_more_rarely_and_another_one_soon) {
    RetryPause pause;
    const Error wrong{Errc::invalid, "site.toml:7: wrong"};
    for (const Duration expected : {5s, 10s, 20s, 40s, 60s, 60s})
        CHECK(pause.after(wrong) == expected);
    const Error missing{Errc::not_found, "kiosk.key is not there"};
    CHECK(pause.after(missing) == 5s);
    CHECK(pause.after(missing) == 10s);
    CHECK(pause.after(wrong) == 5s);
}

STORY(it_is_shown_and_kept_alive_until_it_is_time_to_try_again) {
    Trouble trouble;
    const TimePoint before = trouble.clock.now();
    CHECK(trouble.show(300ms) == FaultEnd::retry);
    CHECK(trouble.clock.now() - before >= 300ms);
    CHECK(trouble.display.shown >= 1);
    CHECK_EQUAL(trouble.rounds, 3);
}

STORY(it_is_shown_once_even_where_the_next_try_is_due_already) {
    Trouble trouble;
    CHECK(trouble.show(Duration{}) == FaultEnd::retry);
    CHECK_EQUAL(trouble.display.shown, 1);
}

STORY(a_technician_gets_the_service_page) {
    Trouble by_key;
    by_key.input.press(Key::service);
    CHECK(by_key.show() == FaultEnd::service);
    Trouble by_touch;
    for (int i = 0; i < 5; ++i)
        by_touch.input.touch(3, 3);
    CHECK(by_touch.show() == FaultEnd::service);
}

STORY(a_developer_closes_the_window_and_a_stop_is_heard) {
    Trouble trouble;
    trouble.input.quit();
    CHECK(trouble.show() == FaultEnd::quit);
    trouble.stop_after = 2;
    trouble.input.press(Key::escape);  // there is nothing to leave
    CHECK(trouble.show() == FaultEnd::stop);
    CHECK_EQUAL(trouble.rounds, 2);
}

STORY(a_display_that_is_gone_is_an_error) {
    Trouble trouble;
    BrokenDisplay broken;
    const auto shown = trouble.show(broken, 60s);
    CHECK(!shown);
    CHECK_EQUAL(shown.error().code, Errc::unavailable);
}
