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
        case ChallengeKind::turn:
        case ChallengeKind::light:
        case ChallengeKind::exposure:
        case ChallengeKind::open_mouth:
            return nullptr;
    }
    return nullptr;
}

}  // namespace verikiosk::judge
