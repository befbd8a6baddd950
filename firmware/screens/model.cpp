// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/model.hpp"

#include "firmware/screens/sentences.hpp"
#include "firmware/screens/stages.hpp"

namespace verikiosk::screens {
namespace {

using session::Action;
using session::Stage;

const char* name_of_key(Shortcut shortcut) {
    switch (shortcut) {
        case Shortcut::enter:
            return msg("Enter");
        case Shortcut::escape:
            return msg("Esc");
        case Shortcut::backspace:
            return msg("Backspace");
        case Shortcut::none:
            break;
    }
    return nullptr;
}

/// Where something is asked for, doing it is the way forward, and no key should be hit on the way.
bool leads_forward(Action action) {
    return action != Action::cancel && action != Action::cannot && action != Action::stop_lights;
}

/// The session says what can be pressed; its first action is the plain way forward. Enter takes that,
/// Escape always leaves, Backspace takes the remaining one, where it isn't needed to erase.
std::vector<Button> buttons_of(const session::State& state, const Texts& texts) {
    std::vector<Button> buttons;
    bool backspace_free = state.stage != Stage::code;
    for (const Action action : session::actions_of(state)) {
        Button button{action, texts(label_for(action)), buttons.empty() && leads_forward(action), {}, {}};
        if (button.primary) {
            button.shortcut = Shortcut::enter;
        } else if (action == Action::cancel) {
            button.shortcut = Shortcut::escape;
        } else if (backspace_free) {
            button.shortcut = Shortcut::backspace;
            backspace_free = false;
        }
        if (const char* key = name_of_key(button.shortcut)) button.hint = texts(key);
        buttons.push_back(std::move(button));
    }
    return buttons;
}

void tell(const Telling& telling, ScreenModel& model) {
    switch (telling.state.stage) {
        case Stage::welcome:
        case Stage::code:
        case Stage::opening:
        case Stage::waiting_for_backend:
        case Stage::name:
        case Stage::consent:
            return tell_arrival(telling, model);
        case Stage::position:
        case Stage::hold:
        case Stage::approach:
        case Stage::turn:
        case Stage::light:
        case Stage::exposure:
        case Stage::smile:
        case Stage::open_mouth:
            return tell_challenge(telling, model);
        case Stage::review:
        case Stage::sending:
            return tell_selfie(telling, model);
        case Stage::verified:
        case Stage::try_again:
        case Stage::see_representative:
        case Stage::video_call:
        case Stage::result_follows:
            return tell_result(telling, model);
        case Stage::out_of_service:
            return tell_out_of_service(telling, model);
    }
}

bool waiting(Stage stage) {
    return stage == Stage::opening || stage == Stage::waiting_for_backend || stage == Stage::sending;
}

/// On the two screens at which a pause is waited for; what has just happened is said first.
bool pausing(const session::State& state, TimePoint now) {
    return (state.stage == Stage::welcome || state.stage == Stage::code) &&
           state.notice == session::Notice::none && now < state.attempts.paused_until;
}

}  // namespace

// Twelve positions a second, so that the ring turns once in two.
int turn_of(Duration since) {
    return static_cast<int>((since / 83ms) % 24);
}

ScreenModel model_of(const session::State& state, TimePoint now, const Texts& texts,
                     const session::Limits& limits) {
    ScreenModel model;
    model.stage = state.stage;
    model.right_to_left = texts.right_to_left();
    model.banner = banner_of(state, texts);
    if (const char* remark = remark_for(state.notice); *remark != '\0') model.remark = texts(remark);
    if (pausing(state, now)) model.remark = texts(between_tries());
    const Telling telling{state, now, texts, limits};
    tell(telling, model);
    model.buttons = buttons_of(state, texts);
    model.countdown = countdown_of(telling);
    if (waiting(state.stage)) model.turning = turn_of(now - state.entered);
    return model;
}

}  // namespace verikiosk::screens
