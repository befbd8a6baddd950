// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/plan_without.hpp"

#include <algorithm>

namespace verikiosk::lab::attacks {

Without judgement_of(ChallengeKind kind) {
    switch (kind) {
        case ChallengeKind::turn:
        case ChallengeKind::approach:
            return Without::motion;
        case ChallengeKind::light:
            return Without::light;
        case ChallengeKind::exposure:
            return Without::exposure;
        case ChallengeKind::smile:
        case ChallengeKind::open_mouth:
            return Without::expression;
        case ChallengeKind::centre:
            break;
    }
    return Without::nothing;
}

Plan plan_without(Plan plan, Without without) {
    const auto off = [without](ChallengeKind kind) { return is_off(without, judgement_of(kind)); };
    const auto not_asked = [&](const Challenge& challenge) { return off(challenge.kind); };
    std::erase_if(plan.challenges, not_asked);
    std::erase_if(plan.alternates, not_asked);
    for (ClassRule& rule : plan.classes)
        std::erase_if(rule.stopped_by, off);
    std::erase_if(plan.classes, [](const ClassRule& rule) { return rule.stopped_by.empty(); });
    return plan;
}

}  // namespace verikiosk::lab::attacks
