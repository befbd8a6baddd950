// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/visitor.hpp"

namespace verikiosk::lab {
namespace {

constexpr Duration between_keys = std::chrono::milliseconds(250);

simulator::Cue cue_of(Reason guidance) {
    switch (guidance) {
        case Reason::too_far:
        case Reason::low_resolution:
            return simulator::Cue::come_nearer;
        case Reason::too_near:
            return simulator::Cue::go_back;
        case Reason::move_left:
            return simulator::Cue::move_left;
        case Reason::move_right:
            return simulator::Cue::move_right;
        case Reason::move_up:
            return simulator::Cue::move_up;
        case Reason::move_down:
            return simulator::Cue::move_down;
        default:
            return simulator::Cue::look_here;
    }
}

}  // namespace

std::optional<Habit> habit_of(session::Stage stage) {
    switch (stage) {
        case session::Stage::welcome:
            return Habit{session::Action::begin, 1200ms};
        case session::Stage::name:
            return Habit{session::Action::confirm_name, 1200ms};
        case session::Stage::consent:
            return Habit{session::Action::agree, 2500ms};
        case session::Stage::review:
            return Habit{session::Action::send, 1500ms};
        default:
            return std::nullopt;
    }
}

bool is_end(session::Stage stage) {
    switch (stage) {
        case session::Stage::verified:
        case session::Stage::try_again:
        case session::Stage::see_representative:
        case session::Stage::video_call:
        case session::Stage::result_follows:
        case session::Stage::out_of_service:
            return true;
        default:
            return false;
    }
}

simulator::Cue cue_for(const session::State& state) {
    using session::Stage;
    if (state.selfie_before)  // stays as asked before
        return state.guidance == Reason::too_far ? simulator::Cue::come_nearer : simulator::Cue::none;
    // Between two challenges the screen asks to look ahead.
    if (session::watching(state.stage) && !state.settled) return cue_of(state.guidance);
    // Who is told that nobody sees them looks where they should be seen.
    if (state.guidance == Reason::no_face) return simulator::Cue::look_here;
    switch (state.stage) {
        case Stage::position:
            return cue_of(state.guidance);
        case Stage::approach:
            return simulator::Cue::come_nearer;
        case Stage::turn:
            return state.context.challenge.side == Side::left ? simulator::Cue::turn_left
                                                              : simulator::Cue::turn_right;
        case Stage::hold:
        case Stage::light:
        case Stage::exposure:
            return simulator::Cue::look_here;
        case Stage::smile:
            return simulator::Cue::smile;
        case Stage::open_mouth:
            return simulator::Cue::open_mouth;
        default:
            return simulator::Cue::none;
    }
}

void VisitorHands::look(const session::State& state, TimePoint now, runner::Console& console) {
    if (state.stage != stage_) {
        stage_ = state.stage;
        since_ = now;
        pressed_ = false;
        if (stage_ == session::Stage::code) typed_ = 0;
    }
    if (stage_ == session::Stage::code && now - since_ > 1000ms && now - last_key_ >= between_keys &&
        typed_ < code_.size()) {
        input_.type(std::string_view(code_).substr(typed_++, 1));
        last_key_ = now;
    }
    const auto habit = habit_of(stage_);
    if (habit && !pressed_ && now - since_ >= habit->after) {
        pressed_ = true;
        touch(habit->action, state, now, console);
    }
}

void VisitorHands::touch(session::Action action, const session::State& state, TimePoint now,
                         runner::Console& console) {
    for (const screens::Hit& hit : console.layout(state, now).hits) {
        const auto* button = std::get_if<session::Pressed>(&hit.event);
        if (button == nullptr || button->action != action) continue;
        const Point middle = hit.box.centre();
        input_.touch(middle.x, middle.y);
        return;
    }
}

}  // namespace verikiosk::lab
