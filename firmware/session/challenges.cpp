// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>

#include "firmware/session/visit.hpp"
#include "vision/face/oval.hpp"
#include "vision/liveness/judge/fusion.hpp"
#include "vision/liveness/judge/thresholds.hpp"

namespace verikiosk::session {
namespace {

const Challenge& current(const State& state) {
    return *judge::planned_challenge(state.session->plan, state.challenge);
}

Stage stage_of(ChallengeKind kind) {
    switch (kind) {
        case ChallengeKind::centre:
            return Stage::position;
        case ChallengeKind::approach:
            return Stage::approach;
        case ChallengeKind::turn:
            return Stage::turn;
        case ChallengeKind::light:
            return Stage::light;
        case ChallengeKind::exposure:
            return Stage::exposure;
        case ChallengeKind::smile:
            return Stage::smile;
        case ChallengeKind::open_mouth:
            return Stage::open_mouth;
    }
    return Stage::position;
}

/// Sets up the challenge at `state.challenge`; its judge starts when its prompt has taken effect.
void prepare(State& state) {
    ++state.asked;
    state.prompted = false;
    state.settled = state.results.empty();
    state.judge.reset();
    state.standing = {};
    state.guidance = Reason::none;
    state.next_guidance = Reason::none;
    state.crops = 0;
    state.step = 0;
    state.step_since.reset();
    state.lit = false;
    state.unseen_frames = 0;
    state.context.challenge = current(state);
    state.context.oval = state.oval;
    state.context.control_lag_frames = state.control_lag_frames;
    state.context.min_iod_px = state.session->plan.min_iod_px;
}

void ask(Visit& visit, std::size_t planned) {
    State& state = visit.state;
    state.challenge = planned;
    prepare(state);
    const std::optional<Duration> not_before = current(state).not_before;
    if (not_before && visit.now < state.capture_started + *not_before) {
        state.held_back_until = state.capture_started + *not_before;
        state.standing.progress = 1;
        return;
    }
    visit.go(stage_of(current(state).kind));
}

/// The face that was found alive, alone, and as large as the plan asks for: the backend takes no other.
bool usable_selfie(const State& state, const ObservationRow& row) {
    return row.track == state.context.track && row.faces == 1 &&
           row.iod_decipx >= state.context.min_iod_px * 10;
}

/// A picture to be proud of: everything but the smile's own open mouth is as it should be.
bool good_selfie(const State& state, const ObservationRow& row) {
    Reasons faults = row.quality;
    faults.remove(Reason::mouth_open);
    faults.remove(Reason::low_resolution);  // how large is large enough is the plan's to say
    return usable_selfie(state, row) && faults.empty();
}

void look_for_selfie(Visit& visit, const ObservationRow& row) {
    State& state = visit.state;
    const bool in_haste = row.time >= *state.selfie_before;
    const bool out_of_time = row.time >= *state.selfie_before + visit.limits.selfie_wait;
    if (!good_selfie(state, row) && !(in_haste && usable_selfie(state, row)) && !out_of_time) {
        // Too small is all that is left, where the face is there and alone: who has moved back comes nearer
        // again.
        if (in_haste && row.faces == 1 && row.track == state.context.track) state.guidance = Reason::too_far;
        return;
    }
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

bool asks_to_move_over(Reason guidance) {
    return guidance == Reason::move_left || guidance == Reason::move_right || guidance == Reason::move_up ||
           guidance == Reason::move_down;
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
    const bool arrived = wanted == Reason::none && asks_to_move_over(state.guidance);
    const Duration steady = arrived ? visit.limits.arrival_steady : visit.limits.guidance_steady;
    if (now - state.next_guidance_since >= steady) state.guidance = wanted;
}

/// How many moments of a challenge are kept as crops. All of a plan's together are at most twelve: what a
/// single moment proves (a turned head, a smile) needs one, what is a difference needs two.
int crops_wanted(const State& state) {
    constexpr int of_a_short_plan = 5;
    if (state.session->plan.classes.empty()) return of_a_short_plan;
    const ChallengeKind kind = current(state).kind;
    return kind == ChallengeKind::approach || kind == ChallengeKind::light ? 2 : 1;
}

/// Crops are kept at the first row, at equal parts of the progress and at the end; one alone at the end.
void keep_decisive(Visit& visit, const ObservationRow& row) {
    State& state = visit.state;
    const int wanted = crops_wanted(state);
    const int parts = wanted - 1;
    const int reached =
        parts == 0
            ? 0
            : 1 + std::clamp(static_cast<int>(state.standing.progress * static_cast<float>(parts)), 0, parts);
    if (!row.has_face() || (reached <= state.crops && !state.standing.over)) return;
    state.crops = std::max(state.crops, reached);
    visit.effects.emplace_back(KeepCrop{row.sequence});
}

/// The challenges end here without a pass: the record goes to the backend, which counts the attempt.
void give_up(Visit& visit) {
    State& state = visit.state;
    visit.effects.emplace_back(CommitEvidence{*state.session, state.oval, state.results, state.shown, false});
    visit.go(Stage::sending);
}

void record(State& state, TimePoint prompted, TimePoint ended, const Judgement& judgement) {
    state.results.push_back(
        {current(state).kind, static_cast<std::uint8_t>(state.challenge), prompted, ended, judgement});
}

void record_result(State& state, TimePoint ended) {
    if (!state.judge) {  // its prompt never took effect
        record(state, ended, ended, {Outcome::inconclusive, Reason::liveness_not_concluded, 0});
        return;
    }
    record(state, state.context.prompted, ended, state.standing.judgement);
}

/// After a result: what is asked for next, the selfie when that was all, or the end.
void go_on(Visit& visit, const ObservationRow* row) {
    State& state = visit.state;
    for (;;) {
        const auto next = next_of(state);
        if (hopeless(state, next)) return give_up(visit);
        if (!next) break;
        state.challenge = *next;
        const Reason reason = passed_over(state);
        if (reason == Reason::none) return ask(visit, *next);
        record(state, visit.now, visit.now, {Outcome::inconclusive, reason, 0});
    }
    state.guidance = Reason::none;
    state.selfie_before = visit.now + visit.limits.selfie_search;
    if (row != nullptr) look_for_selfie(visit, *row);
}

void conclude(Visit& visit, const ObservationRow& row) {
    State& state = visit.state;
    record_result(state, row.time);
    if (state.standing.judgement.outcome == Outcome::pass) state.judge->carry_to(state.context);
    go_on(visit, &row);
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

/// What keeps the next challenge from being prompted: who has just turned their head, or leant in, has to
/// come back to where the next measurement starts from.
Reason unsettled(const State& state, const ObservationRow& row) {
    // Not much nearer than at centre: a face that fills the picture is measured badly.
    constexpr int nearer_percent = 120;
    if (!row.has_face()) return Reason::no_face;
    const int turned = std::abs(row.asymmetry_milli - state.context.neutral_asymmetry_milli);
    if (turned >= judge::threshold::flat_asymmetry_milli(row.source)) return Reason::head_turned;
    if (row.iod_decipx * 100 > state.context.centre_iod_decipx * nearer_percent) return Reason::too_near;
    return row.quality.has(Reason::mouth_open) ? Reason::mouth_open : Reason::none;
}

void settle(Visit& visit, const ObservationRow& row) {
    State& state = visit.state;
    if (state.settled) return;
    const Reason reason = unsettled(state, row);
    state.settled = reason == Reason::none || visit.here() >= visit.limits.settle;
    // Said at once: it is seldom there for longer than it takes to read.
    state.guidance = state.settled ? Reason::none : reason;
}

/// Whoever the colours are for has left: they must not go on (WCAG 2.2, 2.3.1 leaves no doubt only for light
/// that is off), and what they showed so far is not enough. One frame is a slip of landmarks; after the
/// second the screen is dark within two frames of their leaving.
bool unlit(State& state, const ObservationRow& row) {
    constexpr int frames_away = 2;
    state.unseen_frames = row.has_face() ? 0 : state.unseen_frames + 1;
    return current(state).kind == ChallengeKind::light && state.unseen_frames >= frames_away &&
           !state.standing.over;
}

void end_lights(State& state) {
    state.standing.over = true;
    state.standing.judgement = {Outcome::inconclusive, Reason::no_face, 0};
}

/// Somebody else than who passed centre is there: the challenges begin again with them. Not once something
/// that was drawn has been shown, since whoever saw it knows what comes; then the judge's word stands.
bool starts_again(const State& state, const ObservationRow& row) {
    const bool another = state.context.track != 0 && row.has_face() && row.track != state.context.track;
    return another && state.shown.empty() && can_take_again(state);
}

}  // namespace

void start_challenges(Visit& visit) {
    State& state = visit.state;
    ++state.takes;
    state.challenge = 0;
    state.next_planned = 1;
    state.shown.clear();
    state.oval_placed = false;
    state.oval = {};
    state.pan_before.reset();
    state.unseen_since.reset();
    state.capture_started = {};
    state.held_back_until.reset();
    state.selfie_before.reset();
    state.context = {};
    state.results.clear();
    state.judged_until = {};
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
    start_sequence(visit);
}

void decline(Visit& visit) {
    State& state = visit.state;
    if (!watching(state.stage) || state.selfie_before) return;
    const TimePoint prompted = state.prompted ? state.context.prompted : visit.now;
    // At the last row that was judged: frames that are on their way are nobody's any more.
    record(state, prompted, std::max(state.judged_until, prompted),
           {Outcome::inconclusive, Reason::declined, 0});
    go_on(visit, nullptr);
}

void on_row(Visit& visit, const ObservationRow& row, Pan pan) {
    State& state = visit.state;
    if (!watching(state.stage)) return;
    if (state.capture_started == TimePoint{}) state.capture_started = row.time;
    if (row.has_face()) state.distance_mm = vision::distance_mm(row, visit.limits.view);
    if (starts_again(state, row)) {
        start_challenges(visit);
        state.notice = Notice::another_face;
        return;
    }
    if (state.selfie_before) {
        look_for_selfie(visit, row);
        return;
    }
    if (state.held_back_until && row.time >= *state.held_back_until) {
        state.held_back_until.reset();
        visit.go(stage_of(current(state).kind));
    }
    settle(visit, row);
    if (place_oval(state, row, pan, visit.limits.view) || !state.prompted ||
        row.time <= state.context.prompted)
        return;

    step_sequence(visit);
    state.standing = state.judge->add(row);
    state.judged_until = row.time;
    if (unlit(state, row)) end_lights(state);
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
    if (!watching(state.stage) || !state.settled || state.held_back_until || state.selfie_before)
        return std::nullopt;
    return current(state).kind;
}

}  // namespace verikiosk::session
