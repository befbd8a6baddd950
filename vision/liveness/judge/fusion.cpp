// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/judge/fusion.hpp"

#include <algorithm>

namespace verikiosk::judge {
namespace {

bool stops(const ClassRule& rule, ChallengeKind kind) {
    return std::find(rule.stopped_by.begin(), rule.stopped_by.end(), kind) != rule.stopped_by.end();
}

bool is_open(const ClassRule& rule, std::span<const ChallengeResult> results) {
    return std::none_of(results.begin(), results.end(), [&](const ChallengeResult& result) {
        return result.judgement.outcome == Outcome::pass && stops(rule, result.kind);
    });
}

/// Whether one of the plan's own challenges that were not asked for yet stops this class too.
bool still_comes(const Plan& plan, const ClassRule& rule, std::span<const ChallengeResult> results) {
    for (std::size_t i = 0; i < plan.challenges.size(); ++i) {
        const bool asked = std::any_of(results.begin(), results.end(),
                                       [i](const ChallengeResult& result) { return result.planned == i; });
        if (!asked && stops(rule, plan.challenges[i].kind)) return true;
    }
    return false;
}

/// Why a class is open: what its own challenge came to.
Reason why_open(const ClassRule& rule, std::span<const ChallengeResult> results) {
    for (const ChallengeResult& result : results) {
        if (stops(rule, result.kind) && result.judgement.reason != Reason::none)
            return result.judgement.reason;
    }
    return Reason::liveness_not_concluded;
}

}  // namespace

const Challenge* planned_challenge(const Plan& plan, std::size_t planned) {
    if (planned < plan.challenges.size()) return &plan.challenges[planned];
    const std::size_t alternate = planned - plan.challenges.size();
    return alternate < plan.alternates.size() ? &plan.alternates[alternate] : nullptr;
}

std::vector<AttackClass> open_classes(const Plan& plan, std::span<const ChallengeResult> results) {
    std::vector<AttackClass> open;
    for (const ClassRule& rule : plan.classes) {
        if (is_open(rule, results)) open.push_back(rule.attack);
    }
    return open;
}

std::optional<std::size_t> alternate_for(const Plan& plan, std::span<const ChallengeResult> results) {
    if (results.empty() || results.back().judgement.outcome != Outcome::inconclusive) return std::nullopt;
    for (std::size_t i = 0; i < plan.alternates.size(); ++i) {
        const std::size_t planned = plan.challenges.size() + i;
        const bool asked = std::any_of(results.begin(), results.end(), [&](const ChallengeResult& result) {
            return result.planned == planned;
        });
        const bool helps = std::any_of(plan.classes.begin(), plan.classes.end(), [&](const ClassRule& rule) {
            return stops(rule, results.back().kind) && stops(rule, plan.alternates[i].kind) &&
                   is_open(rule, results) && !still_comes(plan, rule, results);
        });
        if (!asked && helps) return planned;
    }
    return std::nullopt;
}

Judgement fuse(const Plan& plan, std::span<const ChallengeResult> results, const Judgement& passive) {
    const auto open = static_cast<std::int32_t>(open_classes(plan, results).size());
    if (passive.outcome == Outcome::fail) return {Outcome::fail, passive.reason, open};
    for (const ChallengeResult& result : results) {
        if (result.judgement.outcome == Outcome::fail) return {Outcome::fail, result.judgement.reason, open};
    }
    const bool centred = std::any_of(results.begin(), results.end(), [](const ChallengeResult& result) {
        return result.kind == ChallengeKind::centre && result.judgement.outcome == Outcome::pass;
    });
    if (!centred) return {Outcome::inconclusive, Reason::liveness_not_concluded, open};
    for (const ClassRule& rule : plan.classes) {
        if (is_open(rule, results)) return {Outcome::inconclusive, why_open(rule, results), open};
    }
    if (passive.outcome == Outcome::inconclusive) return {Outcome::inconclusive, passive.reason, open};
    return {Outcome::pass, Reason::none, 0};
}

}  // namespace verikiosk::judge
