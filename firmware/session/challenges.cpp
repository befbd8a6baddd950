// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "firmware/session/visit.hpp"
#include "vision/face/oval.hpp"

namespace verikiosk::session {
namespace {

const Challenge& current(const State& state) {
    return state.session->plan.challenges.at(state.challenge);
}

std::uint8_t planned(const State& state) {
    return static_cast<std::uint8_t>(state.challenge);
}

Stage stage_of(ChallengeKind kind) {
    return kind == ChallengeKind::smile ? Stage::smile : Stage::position;
}

/// Sets up the challenge at `state.challenge`; its judge starts when its prompt has taken effect.
void prepare(State& state) {
    state.prompted = false;
    state.judge.reset();
    state.standing = {};
    state.guidance = Reason::none;
    state.next_guidance = Reason::none;
    state.crops = 0;
    state.context.challenge = current(state);
    state.context.oval = state.oval;
    state.context.min_iod_px = state.session->plan.min_iod_px;
}

void next_challenge(Visit& visit) {
    State& state = visit.state;
    ++state.challenge;
    prepare(state);
    const std::optional<Duration> not_before = current(state).not_before;
    if (not_before && visit.now < state.capture_started + *not_before) {
        state.held_back_until = state.capture_started + *not_before;
        state.standing.progress = 1;
        return;
    }
    visit.go(stage_of(current(state).kind));
}

/// A picture to be proud of: everything but the smile's own open mouth is as it should be.
bool good_selfie(const State& state, const ObservationRow& row) {
    Reasons faults = row.quality;
    faults.remove(Reason::mouth_open);
    faults.remove(
        Reason::low_resolution);  // how large is large enough is the plan's to say, and centre's to judge
    return row.track == state.context.track && row.faces <= 1 && faults.empty();
}

void look_for_selfie(Visit& visit, const ObservationRow& row) {
    State& state = visit.state;
    if (!good_selfie(state, row) && row.time < *state.selfie_before) return;
    state.selfie_before.reset();
    visit.effects.emplace_back(TakeSelfie{row.sequence});
    visit.go(Stage::review);
}

/// Who is so near already is not asked to come nearer: this camera has too few pixels for the plan, or they
/// are smaller than most. The selftest tells technicians of the first.
Reason said_of(Reason guidance, const ObservationRow& row, FieldOfView view) {
    const bool near = row.has_face() && vision::distance_mm(row, view) <= vision::nearest_mm;
    return guidance == Reason::too_far && near ? Reason::none : guidance;
}

/// A sentence that changes thirty times a second can't be read, let alone followed: what is to be said next
/// has to last a moment first.
void steady_guidance(Visit& visit, const ObservationRow& row) {
    State& state = visit.state;
    const TimePoint now = row.time;
    const Reason wanted = said_of(state.standing.guidance, row, visit.limits.view);
    if (wanted != state.next_guidance) {
        state.next_guidance = wanted;
        state.next_guidance_since = now;
    }
    if (now - state.next_guidance_since >= visit.limits.guidance_steady) state.guidance = wanted;
}

/// Crops are kept at the first row, at each quarter of the progress and at the end.
void keep_decisive(Visit& visit, const ObservationRow& row) {
    State& state = visit.state;
    const int quarter = 1 + std::clamp(static_cast<int>(state.standing.progress * 4), 0, 4);
    if (!row.has_face() || (quarter <= state.crops && !state.standing.over)) return;
    state.crops = std::max(state.crops, quarter);
    visit.effects.emplace_back(KeepCrop{row.sequence});
}

/// The challenges end here without a pass: the record goes to the backend, which counts the attempt.
void give_up(Visit& visit) {
    State& state = visit.state;
    visit.effects.emplace_back(CommitEvidence{*state.session, state.oval, state.results, false});
    visit.go(Stage::sending);
}

void record_result(State& state, TimePoint ended) {
    if (!state.judge) {  // its prompt never took effect
        const Judgement never{Outcome::inconclusive, Reason::liveness_not_concluded, 0};
        state.results.push_back({current(state).kind, planned(state), ended, ended, never});
        return;
    }
    state.results.push_back(
        {current(state).kind, planned(state), state.context.prompted, ended, state.standing.judgement});
}

void conclude(Visit& visit, const ObservationRow& row) {
    State& state = visit.state;
    record_result(state, row.time);
    if (state.standing.judgement.outcome != Outcome::pass) {
        give_up(visit);
        return;
    }
    state.judge->carry_to(state.context);
    if (state.challenge + 1 < state.session->plan.challenges.size()) {
        next_challenge(visit);
        return;
    }
    state.selfie_before = row.time + visit.limits.selfie_search;
    look_for_selfie(visit, row);
}

/// The oval comes to whoever is seen first, and stays: a moving target would be hopeless to hold still in.
/// Where the camera's picture can be moved, it goes to their height first.
bool place_oval(State& state, const ObservationRow& row, Pan pan, FieldOfView view) {
    if (state.oval_placed || current(state).kind != ChallengeKind::centre) return false;
    if (comes_to_height(state, row, pan)) {
        prepare(state);  // what was judged before the picture moved is not held against what comes after
        return true;
    }
    if (!row.has_face()) return false;
    state.oval_placed = true;
    const Oval oval = vision::oval_for(row, state.session->plan.min_iod_px, view);
    if (oval == state.oval) return false;
    state.oval = oval;
    prepare(state);
    return true;
}

}  // namespace

void start_challenges(Visit& visit) {
    State& state = visit.state;
    ++state.takes;
    state.challenge = 0;
    state.oval_placed = false;
    state.oval = {};
    state.pan_before.reset();
    state.unseen_since.reset();
    state.capture_started = {};
    state.held_back_until.reset();
    state.selfie_before.reset();
    state.context = {};
    state.results.clear();
    prepare(state);
    visit.effects.emplace_back(StartCapture{});
    visit.go(stage_of(current(state).kind));
}

void on_prompt(Visit& visit, const PromptShown& shown) {
    State& state = visit.state;
    if (state.prompted || prompt_of(state) != shown.kind) return;
    state.prompted = true;
    state.context.prompted = shown.at;
    state.judge = judge::make_judge(state.context);
}

void on_row(Visit& visit, const ObservationRow& row, Pan pan) {
    State& state = visit.state;
    if (!watching(state.stage)) return;
    if (state.capture_started == TimePoint{}) state.capture_started = row.time;
    if (state.selfie_before) {
        look_for_selfie(visit, row);
        return;
    }
    if (state.held_back_until && row.time >= *state.held_back_until) {
        state.held_back_until.reset();
        visit.go(stage_of(current(state).kind));
    }
    if (place_oval(state, row, pan, visit.limits.view) || !state.prompted ||
        row.time <= state.context.prompted)
        return;

    state.standing = state.judge->add(row);
    keep_decisive(visit, row);
    steady_guidance(visit, row);
    if (state.standing.over) {
        conclude(visit, row);
        return;
    }
    if (current(state).kind == ChallengeKind::centre) {
        // "Hold still" is said once something is being held.
        const bool holding = state.guidance == Reason::none && state.standing.progress > 0;
        state.stage = holding ? Stage::hold : Stage::position;
    }
}

void on_frames_ended(Visit& visit) {
    if (!watching(visit.state.stage)) return;
    if (visit.state.selfie_before) {
        visit.end();
        return;
    }
    record_result(visit.state, visit.now);
    give_up(visit);
}

std::optional<ChallengeKind> prompt_of(const State& state) {
    if (!watching(state.stage) || state.held_back_until || state.selfie_before) return std::nullopt;
    return current(state).kind;
}

}  // namespace verikiosk::session
