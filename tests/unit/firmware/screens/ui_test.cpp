// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "firmware/screens/painter.hpp"
#include "firmware/screens/ui.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/firmware/screens/stage_states.hpp"

GROUP("ui");

namespace {

using namespace verikiosk;
using drivers::InputEvent;
using drivers::Key;
using screens::ScreenModel;
using screens::Ui;
using session::Action;
using tests::scene_time;

struct Desk {
    screens::Texts texts = tests::must(screens::Texts::open("share/locale", "en"));
    std::unique_ptr<screens::Painter> painter = tests::must(screens::Painter::create(1280, 720));
    Ui ui;
    ScreenModel model;

    void show(const session::State& state) { model = screens::model_of(state, scene_time, texts); }
    void show(session::Stage stage) {
        session::State state;
        state.stage = stage;
        show(state);
    }
    std::optional<session::Event> on(const InputEvent& input) {
        return ui.on(input, model, painter->layout(model).hits);
    }
    std::optional<session::Event> key(Key key) { return on({InputEvent::Kind::key, 0, 0, key, 0}); }
    std::optional<session::Event> type(char32_t c) {
        return on({InputEvent::Kind::key, 0, 0, Key::character, c});
    }
    std::optional<session::Event> touch(Point at) {
        return on({InputEvent::Kind::touch, at.x, at.y, Key::character, 0});
    }
    int focus() {
        ui.mark(model);
        return model.focus;
    }
};

std::optional<Action> action_in(const std::optional<session::Event>& event) {
    if (!event || !std::holds_alternative<session::Pressed>(*event)) return std::nullopt;
    return std::get<session::Pressed>(*event).action;
}

std::string typed_in(const std::optional<session::Event>& event) {
    if (!event || !std::holds_alternative<session::Typed>(*event)) return {};
    return {std::get<session::Typed>(*event).character};
}

}  // namespace

STORY(every_action_of_every_stage_is_reached_by_touch_and_by_keyboard) {
    Desk desk;
    std::size_t actions = 0;
    for (const auto& [name, state] : tests::states_of_every_stage()) {
        desk.show(state);
        const auto hits = desk.painter->layout(desk.model).hits;
        for (const Action action : session::actions_of(state)) {
            ++actions;
            const bool touched = std::ranges::any_of(hits, [&](const screens::Hit& hit) {
                return action_in(desk.touch(hit.box.centre())) == action;
            });
            desk.ui = {};
            bool tabbed = false;
            for (std::size_t i = 0; i < hits.size() && !tabbed; ++i) {
                CHECK(!desk.key(Key::tab));
                tabbed = action_in(desk.key(Key::enter)) == action;
            }
            desk.ui = {};
            const bool direct =
                std::ranges::any_of(std::array{Key::enter, Key::escape, Key::backspace},
                                    [&](Key key) { return action_in(desk.key(key)) == action; });
            if (!touched || !tabbed || !direct) {
                tests::check_failed(name + ": an action is out of reach", std::source_location::current());
            }
        }
    }
    CHECK(actions > 40);
}

STORY(a_code_is_typed_by_touch_or_by_keyboard) {
    Desk desk;
    desk.show(session::Stage::code);
    const auto hits = desk.painter->layout(desk.model).hits;
    std::string touched;
    for (const auto& hit : hits)
        touched += typed_in(desk.touch(hit.box.centre()));
    CHECK_EQUAL(touched, "0123456789ABCDEFGHJKMNPQRSTVWXY");
    CHECK_EQUAL(typed_in(desk.type(U'k')), "K");
    CHECK_EQUAL(typed_in(desk.type(U'7')), "7");
    CHECK_EQUAL(typed_in(desk.type(U'\u0667')), "7");  // the Arabic-Indic seven
    CHECK(!desk.type(U'\u0634'));
    CHECK(!desk.type(U'-'));
}

STORY(what_was_typed_can_be_erased_by_touch_and_by_keyboard) {
    Desk desk;
    desk.show(session::Stage::code);
    const auto by_key = desk.key(Key::backspace);
    CHECK(by_key && std::holds_alternative<session::Erased>(*by_key));
    const auto by_touch = desk.touch(desk.painter->layout(desk.model).hits.at(31).box.centre());
    CHECK(by_touch && std::holds_alternative<session::Erased>(*by_touch));
}

STORY(letters_mean_nothing_where_no_code_is_asked_for) {
    Desk desk;
    desk.show(session::Stage::welcome);
    CHECK(!desk.type(U'A'));
    CHECK(!desk.touch({1, 1}));
}

STORY(during_the_pause_nothing_can_be_typed_but_one_can_leave) {
    Desk desk;
    session::State state;
    state.stage = session::Stage::code;
    state.blocked_until = scene_time + 10s;
    desk.show(state);
    CHECK(!desk.type(U'A'));
    CHECK(!desk.key(Key::backspace));
    CHECK(action_in(desk.key(Key::escape)) == Action::cancel);
}

STORY(arrows_walk_over_the_keypad) {
    Desk desk;
    desk.show(session::Stage::code);
    CHECK_EQUAL(desk.focus(), -1);
    CHECK(!desk.key(Key::down));
    CHECK_EQUAL(desk.focus(), 0);
    CHECK(!desk.key(Key::right));
    CHECK_EQUAL(desk.focus(), 1);
    CHECK(!desk.key(Key::down));
    CHECK_EQUAL(desk.focus(), 9);
    CHECK(!desk.key(Key::left));
    CHECK_EQUAL(desk.focus(), 8);
    CHECK(!desk.key(Key::up));
    CHECK_EQUAL(desk.focus(), 0);
    CHECK_EQUAL(typed_in(desk.type(U' ')), "0");
    CHECK(!desk.key(Key::back_tab));
    CHECK_EQUAL(desk.focus(), 33);
}

STORY(the_focus_does_not_follow_to_the_next_screen) {
    Desk desk;
    desk.show(session::Stage::name);
    CHECK(!desk.key(Key::tab));
    CHECK(!desk.key(Key::tab));
    CHECK(desk.focus() > 0);
    desk.show(session::Stage::consent);
    CHECK_EQUAL(desk.focus(), -1);
    CHECK(action_in(desk.key(Key::enter)) == Action::agree);
}

STORY(closing_the_window_is_not_the_visitors_event) {
    Desk desk;
    desk.show(session::Stage::welcome);
    CHECK(!desk.on({InputEvent::Kind::quit, 0, 0, Key::character, 0}));
}
