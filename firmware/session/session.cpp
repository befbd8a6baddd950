// SPDX-License-Identifier: Apache-2.0
#include "firmware/session/session.hpp"

#include <algorithm>

#include "firmware/domain/session_code.hpp"
#include "firmware/session/visit.hpp"

namespace verikiosk::session {
namespace {

bool is_result(Stage stage) {
    return stage == Stage::verified || stage == Stage::try_again || stage == Stage::see_representative ||
           stage == Stage::video_call || stage == Stage::result_follows;
}

void start_typing(Visit& visit) {
    const bool paused = visit.now < visit.state.blocked_until;
    visit.state.typed.clear();
    visit.go(Stage::code, paused ? Notice::too_many_codes : Notice::none);
}

void on_pressed(Visit& visit, Action action) {
    const std::vector<Action> possible = actions_of(visit.state);
    if (std::find(possible.begin(), possible.end(), action) == possible.end()) return;
    visit.state.last_input = visit.now;
    switch (action) {
        case Action::begin:
            start_typing(visit);
            break;
        case Action::cancel:
        case Action::deny_name:
        case Action::done:
            visit.end();
            break;
        case Action::submit_code:
            submit_code(visit);
            break;
        case Action::confirm_name:
            visit.go(visit.state.session->eligible ? Stage::consent : Stage::video_call);
            break;
        case Action::agree_without_lights:
            visit.state.lights_declined = true;
            start_challenges(visit);
            break;
        case Action::agree:
        case Action::take_again:
            start_challenges(visit);
            break;
        case Action::stop_lights:
            visit.state.lights_declined = true;
            decline(visit);
            break;
        case Action::cannot:
            decline(visit);
            break;
        case Action::send:
            visit.effects.emplace_back(CommitEvidence{*visit.state.session, visit.state.oval,
                                                      visit.state.results, visit.state.shown, true});
            visit.go(Stage::sending);
            break;
        case Action::enter_new_code:
            visit.end();
            if (visit.fit()) start_typing(visit);
            break;
        case Action::wait:
            visit.state.next_reconnect = visit.now;
            break;
    }
}

void on_typed(Visit& visit, char character) {
    if (visit.state.stage != Stage::code || visit.now < closed_until(visit.state)) return;
    visit.state.last_input = visit.now;
    visit.state.notice = Notice::none;
    if (visit.state.typed.size() == code_length) return;
    if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
    // Look-alikes are shown as what they are read as, so that the visitor sees the code the backend will get.
    if (character == 'I' || character == 'L') character = '1';
    if (character == 'O') character = '0';
    if (code_alphabet.find(character) == std::string_view::npos) return;
    visit.state.typed.push_back(character);
    if (visit.state.typed.size() == code_length) submit_code(visit);
}

void on_erased(Visit& visit) {
    if (visit.state.stage != Stage::code) return;
    visit.state.last_input = visit.now;
    visit.state.notice = Notice::none;
    if (!visit.state.typed.empty()) visit.state.typed.pop_back();
}

void on_code_seen(Visit& visit, const CodeSeen& seen) {
    State& state = visit.state;
    // A frame from before this screen shows what an earlier visitor, or an earlier try, held up.
    if (!reading_codes(state, visit.now, visit.limits) || seen.at < state.entered) return;
    if (canonical_code(seen.code) != seen.code) return;
    if (seen.code == state.refused_code) {
        const bool gone_since = seen.at - state.refused_seen >= visit.limits.code_gone;
        state.refused_seen = seen.at;
        if (!gone_since) return;
    }
    state.typed = seen.code;
    submit_code(visit);
}

void on_tick_waiting(Visit& visit) {
    if (visit.here() > visit.limits.give_up) {
        visit.end(Notice::backend_unreachable);
        return;
    }
    if (visit.now < visit.state.next_reconnect) return;
    const Duration pause = visit.limits.reconnect * (1 << std::min(visit.state.reconnects, 4));
    ++visit.state.reconnects;
    visit.state.next_reconnect = visit.now + pause;
    visit.effects.emplace_back(RedeemCode{visit.state.typed});
}

void on_tick(Visit& visit) {
    State& state = visit.state;
    switch (state.stage) {
        case Stage::welcome:
            if (!visit.fit()) visit.go_home();
            if (state.notice != Notice::none && visit.here() > visit.limits.result) visit.go(Stage::welcome);
            break;
        case Stage::code:
            if (state.notice == Notice::too_many_codes && visit.now >= state.blocked_until) {
                state.notice = Notice::none;
            }
            if (visit.now < closed_until(state)) state.last_input = visit.now;  // there is nothing to do
            [[fallthrough]];
        case Stage::name:
        case Stage::consent:
        case Stage::review:
            if (visit.idle() > visit.limits.idle) visit.end(Notice::left_alone);
            break;
        case Stage::opening:
            if (visit.here() > visit.limits.opening) {
                on_open_failed(visit, {Errc::timeout, "the backend did not answer in time"});
            }
            break;
        case Stage::waiting_for_backend:
            on_tick_waiting(visit);
            break;
        case Stage::position:
        case Stage::hold:
        case Stage::approach:
        case Stage::turn:
        case Stage::light:
        case Stage::exposure:
        case Stage::smile:
        case Stage::open_mouth: {
            step_sequence(visit);
            // Challenges end by their own clock, which frames drive. Without frames there is no camera.
            const Duration longest = state.context.challenge.time_limit;
            if (visit.here() > longest * 2 + visit.limits.opening && !state.held_back_until) {
                state.camera_ok = false;
                visit.end(Notice::camera_missing);
            }
            break;
        }
        case Stage::sending:
            if (visit.here() > visit.limits.receipt) visit.go(Stage::result_follows);
            break;
        case Stage::see_representative:
        case Stage::video_call:
            // How to start a call takes longer to read than a result.
            if (visit.idle() > visit.limits.idle) visit.end();
            break;
        case Stage::verified:
        case Stage::try_again:
        case Stage::result_follows:
            if (visit.idle() > visit.limits.result) visit.end();
            break;
        case Stage::out_of_service:
            if (visit.here() > visit.limits.storage_pause) visit.end();
            break;
    }
}

}  // namespace

void Visit::end(Notice notice) {
    State blank;
    blank.wrong_codes = state.wrong_codes;
    blank.blocked_until = state.blocked_until;
    blank.asked = state.asked;
    blank.attempts = state.attempts;
    blank.camera_ok = state.camera_ok;
    blank.storage_ok = state.storage_ok;
    state = std::move(blank);
    effects.emplace_back(Forget{});
    go_home(notice);
}

void Visit::go_home(Notice notice) {
    if (!state.camera_ok) {
        go(Stage::out_of_service, Notice::camera_missing);
    } else if (!state.storage_ok) {
        go(Stage::out_of_service, Notice::storage_full);
    } else {
        go(Stage::welcome, notice);
    }
}

void submit_code(Visit& visit) {
    if (visit.now < closed_until(visit.state)) return;
    if (!canonical_code(visit.state.typed)) {
        visit.state.notice = Notice::code_malformed;
        return;
    }
    visit.effects.emplace_back(RedeemCode{visit.state.typed});
    visit.go(Stage::opening);
}

Transition step(State state, const Event& event, TimePoint now, const Limits& limits) {
    Visit visit{std::move(state), now, limits};
    std::visit(
        [&](const auto& what) {
            using What = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<What, Pressed>) on_pressed(visit, what.action);
            if constexpr (std::is_same_v<What, Typed>) on_typed(visit, what.character);
            if constexpr (std::is_same_v<What, Erased>) on_erased(visit);
            if constexpr (std::is_same_v<What, CodeSeen>) on_code_seen(visit, what);
            if constexpr (std::is_same_v<What, Opened>) {
                if (what.code == visit.state.typed) on_opened(visit, what.session, what.control_lag_frames);
            }
            if constexpr (std::is_same_v<What, OpenFailed>) {
                if (what.code == visit.state.typed) on_open_failed(visit, what.error);
            }
            if constexpr (std::is_same_v<What, Observed>) on_row(visit, what.row, what.pan);
            if constexpr (std::is_same_v<What, PromptShown>) on_prompt(visit, what);
            if constexpr (std::is_same_v<What, ColourShown>) on_colour(visit, what);
            if constexpr (std::is_same_v<What, CameraLost>) on_camera(visit, what);
            if constexpr (std::is_same_v<What, FramesEnded>) on_frames_ended(visit);
            if constexpr (std::is_same_v<What, StorageState>) on_storage(visit, what);
            if constexpr (std::is_same_v<What, Committed>) {
                if (visit.state.stage == Stage::sending) visit.effects.emplace_back(SendEvidence{});
            }
            if constexpr (std::is_same_v<What, CommitFailed>) on_commit_failed(visit);
            if constexpr (std::is_same_v<What, ReceiptArrived>) on_receipt(visit, what.receipt);
            if constexpr (std::is_same_v<What, SendFailed>) on_send_failed(visit, what);
            if constexpr (std::is_same_v<What, Tick>) on_tick(visit);
        },
        event);
    if (is_result(visit.state.stage) && visit.state.judge) visit.state.judge.reset();
    settle_attempts(visit);
    return {std::move(visit.state), std::move(visit.effects)};
}

}  // namespace verikiosk::session
