// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "firmware/session/visit.hpp"

namespace verikiosk::session {
namespace {

Duration pause_after(int failed, const Limits& limits) {
    return failed == 0 ? Duration{} : limits.attempt_pause * (1 << (failed - 1));
}

}  // namespace

State initial(TimePoint now, int failed_attempts, const Limits& limits) {
    State state;
    state.entered = now;
    state.last_input = now;
    const int failed = std::clamp(failed_attempts, 0, most_attempts);
    // How much of the pause had passed is not known: the wall clock may have been set since.
    state.attempts = {
        .failed = failed, .last = now, .paused_until = now + pause_after(failed, limits), .noted = failed};
    return state;
}

void attempt_failed(Visit& visit) {
    Attempts& attempts = visit.state.attempts;
    attempts.failed = std::min(attempts.failed + 1, most_attempts);
    attempts.last = visit.now;
    attempts.paused_until = visit.now + pause_after(attempts.failed, visit.limits);
}

void settle_attempts(Visit& visit) {
    Attempts& attempts = visit.state.attempts;
    if (visit.now - attempts.last >= visit.limits.attempts_forgotten) attempts.failed = 0;
    // What is on its way counts as failed until the answer is there: pulling the plug meanwhile must not save
    // the pause.
    const int unanswered = visit.state.stage == Stage::sending ? 1 : 0;
    const int count = std::min(attempts.failed + unanswered, most_attempts);
    if (count == attempts.noted) return;
    attempts.noted = count;
    std::vector<Effect> effects;
    effects.reserve(visit.effects.size() + 1);
    effects.emplace_back(NoteAttempts{count});
    std::move(visit.effects.begin(), visit.effects.end(), std::back_inserter(effects));
    visit.effects = std::move(effects);
}

}  // namespace verikiosk::session
