// SPDX-License-Identifier: Apache-2.0
#include "net/backend/kiosk_judges.hpp"

#include <utility>

#include "vision/liveness/judge/flash.hpp"
#include "vision/liveness/judge/fusion.hpp"
#include "vision/liveness/judge/judge.hpp"

namespace verikiosk::backend {

Judges kiosk_judges() {
    Judges judges;
    judges.log = [](const Plan& plan, const Evidence& evidence) {
        judge::Rejudged log = judge::rejudge(plan, evidence);
        return LogJudgement{std::move(log.challenges), log.passive};
    };
    judges.planned_challenge = judge::planned_challenge;
    judges.open_classes = judge::open_classes;
    judges.alternate_for = judge::alternate_for;
    judges.fuse = judge::fuse;
    judges.safe_to_show = judge::safe_to_show;
    return judges;
}

}  // namespace verikiosk::backend
