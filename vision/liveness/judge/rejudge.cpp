// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "vision/liveness/judge/fusion.hpp"
#include "vision/liveness/judge/judge.hpp"

namespace verikiosk::judge {
namespace {

constexpr Judgement missing{Outcome::inconclusive, Reason::liveness_not_concluded, 0};

/// Rows and what was shown, in order of time: what was shown at a moment comes before any later row.
Standing replay(ChallengeJudge& judge, const Evidence& evidence, TimePoint ended) {
    Standing standing;
    standing.judgement = missing;
    auto shown = evidence.shown.begin();
    for (const ObservationRow& row : evidence.rows) {
        if (row.time > ended || standing.over) break;
        for (; shown != evidence.shown.end() && shown->at < row.time; ++shown)
            judge.take(*shown);
        standing = judge.add(row);
    }
    return standing;
}

bool declined(const Judgement& judgement) {
    return judgement.outcome == Outcome::inconclusive && judgement.reason == Reason::declined;
}

class Rejudging {
  public:
    Rejudging(const Plan& plan, const Evidence& evidence) : plan_(plan), evidence_(evidence) {}

    Rejudged run() {
        for (const ChallengeResult& claimed : evidence_.challenges) {
            ChallengeResult entry = claimed;
            entry.judgement = may_follow(claimed) ? judge(claimed) : missing;
            result_.challenges.push_back(entry);
        }
        for (std::size_t i = 0; i < plan_.challenges.size(); ++i) {
            if (!listed(i))
                result_.challenges.push_back(
                    {plan_.challenges[i].kind, static_cast<std::uint8_t>(i), {}, {}, missing});
        }
        result_.passive = judge_passive(evidence_.rows);
        return std::move(result_);
    }

  private:
    [[nodiscard]] bool listed(std::size_t planned) const {
        return std::any_of(result_.challenges.begin(), result_.challenges.end(),
                           [planned](const ChallengeResult& entry) { return entry.planned == planned; });
    }

    /// One challenge at a time: overlapping times let one moment count twice. In the plan's order, and an
    /// alternate where it is asked for.
    [[nodiscard]] bool may_follow(const ChallengeResult& claimed) const {
        const Challenge* challenge = planned_challenge(plan_, claimed.planned);
        if (challenge == nullptr || challenge->kind != claimed.kind) return false;
        if (claimed.prompted < earliest_ || claimed.ended < claimed.prompted) return false;
        if (claimed.planned >= plan_.challenges.size())
            return alternate_for(plan_, result_.challenges) == std::size_t{claimed.planned};
        return claimed.planned >= next_planned_;
    }

    Judgement judge(const ChallengeResult& claimed) {
        Context context = carried_;
        context.challenge = *planned_challenge(plan_, claimed.planned);
        context.prompted = claimed.prompted;
        context.oval = evidence_.oval;
        context.min_iod_px = plan_.min_iod_px;
        context.control_lag_frames = evidence_.camera.control_lag_frames;
        const auto judge = make_judge(context);
        earliest_ = claimed.ended;
        if (claimed.planned < plan_.challenges.size()) next_planned_ = std::size_t{claimed.planned} + 1;
        if (!judge) return missing;
        const Standing standing = replay(*judge, evidence_, claimed.ended);
        if (standing.judgement.outcome == Outcome::pass) judge->carry_to(carried_);
        // Declining raises no chance, and hides no failure.
        const bool failed = standing.judgement.outcome == Outcome::fail;
        return declined(claimed.judgement) && !failed ? Judgement{Outcome::inconclusive, Reason::declined, 0}
                                                      : standing.judgement;
    }

    const Plan& plan_;
    const Evidence& evidence_;
    Rejudged result_;
    Context carried_;
    TimePoint earliest_ = TimePoint::min();
    std::size_t next_planned_ = 0;
};

}  // namespace

Rejudged rejudge(const Plan& plan, const Evidence& evidence) {
    return Rejudging(plan, evidence).run();
}

}  // namespace verikiosk::judge
