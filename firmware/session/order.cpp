// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "firmware/session/visit.hpp"
#include "vision/face/oval.hpp"
#include "vision/liveness/judge/flash.hpp"
#include "vision/liveness/judge/fusion.hpp"

/// What is asked for in which order, and what is not.
namespace verikiosk::session {
namespace {

bool stops(const ClassRule& rule, const Challenge& challenge) {
    return std::find(rule.stopped_by.begin(), rule.stopped_by.end(), challenge.kind) != rule.stopped_by.end();
}

bool is_open(const std::vector<AttackClass>& open, const ClassRule& rule) {
    return std::find(open.begin(), open.end(), rule.attack) != open.end();
}

// What a screen of ours shows before and after the colours: between nearly white, as around a picture, and
// the live picture of a dark room.
constexpr std::array<std::uint32_t, 2> around{0xF6F7F9, 0x000000};

}  // namespace

Result<void> plan_fault(const Plan& plan) {
    if (plan.challenges.empty()) return fail(Errc::corrupt, "the plan asks for nothing");
    if (plan.challenges.front().kind != ChallengeKind::centre)
        return fail(Errc::corrupt, "the plan does not begin with centre");
    for (const auto* list : {&plan.challenges, &plan.alternates}) {
        for (const Challenge& challenge : *list) {
            if (challenge.kind != ChallengeKind::light) continue;
            for (const std::uint32_t colour : around) {
                const auto safe = judge::safe_to_show(challenge.colours, challenge.hold, colour);
                if (!safe)
                    return fail(Errc::corrupt, "the plan's colours are not safe: " + safe.error().what);
            }
        }
    }
    return {};
}

std::optional<std::size_t> next_of(State& state) {
    const Plan& plan = state.session->plan;
    if (const auto alternate = judge::alternate_for(plan, state.results)) return alternate;
    if (state.next_planned < plan.challenges.size()) return state.next_planned++;
    return std::nullopt;
}

bool hopeless(const State& state, std::optional<std::size_t> next) {
    const Plan& plan = state.session->plan;
    if (state.results.back().judgement.outcome == Outcome::fail) return true;
    if (plan.classes.empty() || state.results.back().kind == ChallengeKind::centre)
        return state.results.back().judgement.outcome != Outcome::pass;
    const auto open = judge::open_classes(plan, state.results);
    return std::any_of(plan.classes.begin(), plan.classes.end(), [&](const ClassRule& rule) {
        if (!is_open(open, rule)) return false;
        if (next && stops(rule, *judge::planned_challenge(plan, *next))) return false;
        const auto rest = plan.challenges.begin() + static_cast<std::ptrdiff_t>(state.next_planned);
        return std::none_of(rest, plan.challenges.end(),
                            [&](const Challenge& challenge) { return stops(rule, challenge); });
    });
}

Reason passed_over(const State& state) {
    const Challenge& challenge = *judge::planned_challenge(state.session->plan, state.challenge);
    if (challenge.kind == ChallengeKind::light && state.lights_declined) return Reason::declined;
    const float nearest =
        state.distance_mm * 1000 / static_cast<float>(std::max<int>(challenge.grow_milli, 1));
    // Nobody is asked nearer than arm's length.
    const bool too_near = challenge.kind == ChallengeKind::approach && nearest < vision::nearest_mm;
    return too_near ? Reason::too_near : Reason::none;
}

}  // namespace verikiosk::session
