// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/judge/judge.hpp"

namespace verikiosk::judge {
namespace {

constexpr Judgement missing{Outcome::inconclusive, Reason::liveness_not_concluded, 0};

Judgement replay(ChallengeJudge& judge, const Evidence& evidence, TimePoint ended) {
    Standing standing;
    standing.judgement = missing;
    for (const ObservationRow& row : evidence.rows) {
        if (row.time > ended || standing.over) break;
        standing = judge.add(row);
    }
    return standing.judgement;
}

}  // namespace

Rejudged rejudge(const Plan& plan, const Evidence& evidence) {
    Rejudged result;
    Context carried;
    TimePoint earliest = TimePoint::min();
    for (std::size_t i = 0; i < plan.challenges.size(); ++i) {
        const Challenge& challenge = plan.challenges[i];
        ChallengeResult entry{challenge.kind, static_cast<std::uint8_t>(i), {}, {}, missing};
        const bool present = i < evidence.challenges.size() && evidence.challenges[i].kind == challenge.kind;
        // One challenge at a time, in the plan's order: overlapping times let one moment count twice.
        if (present && evidence.challenges[i].prompted >= earliest &&
            evidence.challenges[i].ended >= evidence.challenges[i].prompted) {
            entry = evidence.challenges[i];
            Context context = carried;
            context.challenge = challenge;
            context.prompted = entry.prompted;
            context.oval = evidence.oval;
            context.min_iod_px = plan.min_iod_px;
            const auto judge = make_judge(context);
            entry.judgement = judge ? replay(*judge, evidence, entry.ended) : missing;
            if (judge) judge->carry_to(carried);
            earliest = entry.ended;
        }
        result.challenges.push_back(entry);
    }
    result.passive = judge_passive(evidence.rows);
    return result;
}

}  // namespace verikiosk::judge
