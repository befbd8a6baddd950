// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "firmware/session/session.hpp"

namespace verikiosk::session {

std::string_view name_of(Stage stage) {
    switch (stage) {
        case Stage::welcome:
            return "welcome";
        case Stage::code:
            return "code";
        case Stage::opening:
            return "opening";
        case Stage::waiting_for_backend:
            return "waiting_for_backend";
        case Stage::name:
            return "name";
        case Stage::consent:
            return "consent";
        case Stage::position:
            return "position";
        case Stage::hold:
            return "hold";
        case Stage::approach:
            return "approach";
        case Stage::turn:
            return "turn";
        case Stage::light:
            return "light";
        case Stage::exposure:
            return "exposure";
        case Stage::smile:
            return "smile";
        case Stage::open_mouth:
            return "open_mouth";
        case Stage::review:
            return "review";
        case Stage::sending:
            return "sending";
        case Stage::verified:
            return "verified";
        case Stage::try_again:
            return "try_again";
        case Stage::see_representative:
            return "see_representative";
        case Stage::video_call:
            return "video_call";
        case Stage::result_follows:
            return "result_follows";
        case Stage::out_of_service:
            return "out_of_service";
    }
    return "unknown";
}

std::string_view name_of(Notice notice) {
    switch (notice) {
        case Notice::none:
            return "none";
        case Notice::code_malformed:
            return "code_malformed";
        case Notice::code_unknown:
            return "code_unknown";
        case Notice::code_expired:
            return "code_expired";
        case Notice::too_many_codes:
            return "too_many_codes";
        case Notice::backend_unreachable:
            return "backend_unreachable";
        case Notice::backend_refused:
            return "backend_refused";
        case Notice::camera_missing:
            return "camera_missing";
        case Notice::camera_changed:
            return "camera_changed";
        case Notice::storage_full:
            return "storage_full";
        case Notice::storage_failed:
            return "storage_failed";
        case Notice::another_face:
            return "another_face";
        case Notice::left_alone:
            return "left_alone";
    }
    return "unknown";
}

namespace {

bool has_lights(const State& state) {
    if (!state.session) return false;
    const auto& planned = state.session->plan.challenges;
    return std::any_of(planned.begin(), planned.end(),
                       [](const Challenge& challenge) { return challenge.kind == ChallengeKind::light; });
}

}  // namespace

bool watching(Stage stage) {
    switch (stage) {
        case Stage::position:
        case Stage::hold:
        case Stage::approach:
        case Stage::turn:
        case Stage::light:
        case Stage::exposure:
        case Stage::smile:
        case Stage::open_mouth:
            return true;
        default:
            return false;
    }
}

bool reading_codes(const State& state, TimePoint now, const Limits& limits) {
    return limits.codes_by_camera && state.stage == Stage::code && now >= closed_until(state);
}

std::vector<Action> actions_of(const State& state) {
    switch (state.stage) {
        case Stage::welcome:
            return {Action::begin};
        case Stage::code:
            return {Action::submit_code, Action::cancel};
        case Stage::waiting_for_backend:
            return {Action::wait, Action::cancel};
        case Stage::name:
            return {Action::confirm_name, Action::deny_name, Action::cancel};
        case Stage::consent:
            if (has_lights(state)) return {Action::agree, Action::agree_without_lights, Action::cancel};
            return {Action::agree, Action::cancel};
        case Stage::opening:
        case Stage::position:
        case Stage::hold:
        case Stage::exposure:
            return {Action::cancel};
        case Stage::light:
            return {Action::stop_lights, Action::cancel};
        case Stage::approach:
        case Stage::turn:
        case Stage::smile:
        case Stage::open_mouth:
            // Only where the plan can do without it: everywhere else nothing better would come.
            if (!state.session || state.session->plan.classes.empty()) return {Action::cancel};
            return {Action::cannot, Action::cancel};
        case Stage::review:
            // Who has seen a drawn plan knows what comes: another take of it would prove less.
            if (!can_take_again(state) || (state.session && !state.session->plan.classes.empty()))
                return {Action::send, Action::cancel};
            return {Action::send, Action::take_again, Action::cancel};
        case Stage::sending:
            return {};
        case Stage::try_again:
            return {Action::enter_new_code, Action::done};
        case Stage::verified:
        case Stage::see_representative:
        case Stage::video_call:
        case Stage::result_follows:
            return {Action::done};
        case Stage::out_of_service:
            return {};
    }
    return {};
}

}  // namespace verikiosk::session
