// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "vision/liveness/judge/held.hpp"
#include "vision/liveness/judge/judges.hpp"
#include "vision/liveness/judge/measured.hpp"
#include "vision/liveness/judge/median.hpp"
#include "vision/liveness/judge/thresholds.hpp"

/// Approach. Compares the distance between the eyes with that on the first rows after the prompt, and the
/// points with any plane's picture of where they were then: of a head that comes nearer the nose grows faster
/// than the ears. One that grows without that is flat_face; one that does not grow in time not_nearer. Can't
/// say where nothing was measured. Score: the parallax while near (median).
namespace verikiosk::judge {
namespace {

class ApproachJudge final : public HeldJudge {
  public:
    explicit ApproachJudge(const Context& context) : HeldJudge(context) {
        if (challenge().grow_milli <= 1000) end(Outcome::inconclusive, Reason::liveness_not_concluded);
    }

  private:
    Reason obstacle_of(const ObservationRow& row) override {
        if (!row.has_face()) return Reason::no_face;
        if (row.faces > 1) return Reason::several_faces;
        if (!measured(row)) return Reason::weak_signal;
        if (iod_.count() < first_rows) {
            iod_.add(row.iod_decipx);
            return Reason::not_nearer;
        }
        if (std::int64_t{row.iod_decipx} * 1000 < std::int64_t{iod_.median()} * challenge().grow_milli)
            return Reason::not_nearer;
        parallax_.add(row.liveness.parallax_milli);
        if (parallax_.median() >= threshold::near_parallax_milli) return Reason::none;
        near_.good(row.time);
        if (near_.held() >= threshold::near_patience) end(Outcome::fail, Reason::flat_face);
        return Reason::flat_face;
    }
    [[nodiscard]] std::int32_t score() const override { return parallax_.median(); }

    static constexpr std::size_t first_rows = 5;
    RunningMedian<first_rows> iod_;  // when the challenge began
    RunningMedian<32> parallax_;     // of the rows that were near enough
    Hold near_;
};

}  // namespace

std::unique_ptr<ChallengeJudge> make_approach_judge(const Context& context) {
    return std::make_unique<ApproachJudge>(context);
}

}  // namespace verikiosk::judge
