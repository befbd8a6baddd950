// SPDX-License-Identifier: Apache-2.0
// The technician's key, between what visitors do.
#include "firmware/runner/console.hpp"

#include "drivers/input/scripted_input.hpp"
#include "tests/support/check.hpp"
#include "tests/support/stand_ins.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using drivers::Key;
using session::Stage;

GROUP("console");

namespace {

struct Desk {
    tests::TemporaryFolder folder;
    screens::Texts texts = tests::must(screens::Texts::open(folder.path(), "en"));
    std::unique_ptr<screens::Painter> painter = tests::must(screens::Painter::create(640, 640));
    tests::NullDisplay display;
    drivers::ScriptedInput input;
    runner::Console console{display, input, *painter, texts, {}};
    session::State state = session::initial(TimePoint(100s));
    TimePoint now{100s};

    std::vector<session::Event> poll(Stage stage) {
        state.stage = stage;
        return console.poll(state, now);
    }
    void touch_corner(int times) {
        for (int i = 0; i < times; ++i)
            input.touch(5, 5);
    }
};

}  // namespace

STORY(f12_asks_for_the_service_page_while_nobody_is_there) {
    for (const Stage stage : {Stage::welcome, Stage::out_of_service}) {
        Desk desk;
        desk.input.press(Key::service);
        CHECK(desk.poll(stage).empty());
        CHECK(desk.console.service());
        CHECK(!desk.console.quit());
    }
}

STORY(five_touches_in_the_corner_do_too) {
    Desk desk;
    desk.touch_corner(4);
    CHECK(desk.poll(Stage::welcome).empty());
    CHECK(!desk.console.service());
    desk.now += 1s;
    desk.touch_corner(1);
    CHECK(desk.poll(Stage::welcome).empty());
    CHECK(desk.console.service());
}

STORY(during_a_visit_neither_does_anything) {
    for (int number = 0; number <= static_cast<int>(Stage::out_of_service); ++number) {
        const auto stage = static_cast<Stage>(number);
        if (stage == Stage::welcome || stage == Stage::out_of_service) continue;
        Desk desk;
        desk.input.press(Key::service);
        desk.touch_corner(10);
        (void)desk.poll(stage);
        CHECK(!desk.console.service());
    }
}

STORY(touches_before_a_visit_and_after_it_are_not_added_up) {
    Desk desk;
    desk.touch_corner(4);
    CHECK(desk.poll(Stage::welcome).empty());
    (void)desk.poll(Stage::code);
    desk.touch_corner(1);
    (void)desk.poll(Stage::welcome);
    CHECK(!desk.console.service());
}

STORY(visitors_buttons_and_the_window_work_as_ever) {
    Desk desk;
    desk.input.press(Key::enter);
    const auto events = desk.poll(Stage::welcome);
    CHECK_EQUAL(events.size(), 1U);
    CHECK(std::get<session::Pressed>(events.at(0)).action == session::Action::begin);
    desk.input.press(Key::escape);
    CHECK(std::get<session::Pressed>(desk.poll(Stage::code).at(0)).action == session::Action::cancel);
    CHECK(!desk.console.service());
    desk.input.quit();
    CHECK(desk.poll(Stage::welcome).empty());
    CHECK(desk.console.quit());
}
