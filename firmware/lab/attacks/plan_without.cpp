// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/plan_without.hpp"

#include <algorithm>

namespace verikiosk::lab::attacks {
namespace {

bool belongs(ChallengeKind kind, Without without) {
    switch (without) {
        case Without::motion:
            return kind == ChallengeKind::turn || kind == ChallengeKind::approach;
        case Without::light:
            return kind == ChallengeKind::light;
        case Without::exposure:
            return kind == ChallengeKind::exposure;
        case Without::expression:
            return kind == ChallengeKind::smile || kind == ChallengeKind::open_mouth;
        default:
            return false;
    }
}

}  // namespace

Plan plan_without(Plan plan, Without without) {
    const auto is_off = [&](const Challenge& challenge) { return belongs(challenge.kind, without); };
    std::erase_if(plan.challenges, is_off);
    std::erase_if(plan.alternates, is_off);
    for (ClassRule& rule : plan.classes)
        std::erase_if(rule.stopped_by, [&](ChallengeKind kind) { return belongs(kind, without); });
    std::erase_if(plan.classes, [](const ClassRule& rule) { return rule.stopped_by.empty(); });
    return plan;
}

}  // namespace verikiosk::lab::attacks
