// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/judge/judges.hpp"

namespace verikiosk::judge {

std::unique_ptr<ChallengeJudge> make_judge(const Context& context) {
    switch (context.challenge.kind) {
        case ChallengeKind::centre:
            return make_centre_judge(context);
        case ChallengeKind::smile:
            return make_smile_judge(context);
        case ChallengeKind::approach:
            return make_approach_judge(context);
        case ChallengeKind::turn:
            return make_turn_judge(context);
        case ChallengeKind::light:
            return make_light_judge(context);
        case ChallengeKind::exposure:
            return make_exposure_judge(context);
        case ChallengeKind::open_mouth:
            return make_open_mouth_judge(context);
    }
    return nullptr;
}

}  // namespace verikiosk::judge
