// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>

#include "vision/liveness/judge/held.hpp"
#include "vision/liveness/judge/judges.hpp"
#include "vision/liveness/judge/measured.hpp"
#include "vision/liveness/judge/median.hpp"
#include "vision/liveness/judge/thresholds.hpp"

/// Approach. Compares the distance between the eyes with that on the first rows after the prompt, and once it
/// has grown enough, two things that a plane keeps: all points with any plane's picture of where they were,
/// and the face's width from edge to edge with the distance between the eyes, which of a head that comes
/// nearer grows more, since its edges lie behind them. Both are small: at 60 cm and a third nearer the width
/// loses 2 %. So one of them clearly, or both, is a pass; neither at all is flat_face; what lies between,
/// or was not measured, nobody can say. Not nearer in time is not_nearer. Score: the points' parallax while
/// near (median).
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
        if (!measured(row) || row.iod_decipx == 0) return Reason::weak_signal;
        if (iod_.count() < first_rows) iod_.add(row.iod_decipx);
        const std::int64_t grown = std::int64_t{row.iod_decipx} * 1000;
        if (grown < iod_.median() * threshold::not_grown_milli) far_width_.add(width(row));
        if (iod_.count() < first_rows || grown < std::int64_t{iod_.median()} * challenge().grow_milli)
            return Reason::not_nearer;
        parallax_.add(row.liveness.parallax_milli);
        near_width_.add(width(row));
        near_.good(row.time);
        const bool patient = near_.held() >= threshold::near_patience;
        if (parallax_.count() < threshold::near_rows) return Reason::not_nearer;
        if (solid()) return Reason::none;
        if (patient && flat()) end(Outcome::fail, Reason::flat_face);
        if (patient && !flat()) end(Outcome::inconclusive, Reason::weak_signal);
        return Reason::weak_signal;
    }
    [[nodiscard]] std::int32_t score() const override { return parallax_.median(); }

    /// Of the face from edge to edge over the distance between the eyes, hundred-thousandths.
    static std::int32_t width(const ObservationRow& row) {
        const std::int64_t wide = std::int64_t{row.box_width} * 1'000'000 / row.iod_decipx;
        return static_cast<std::int32_t>(std::min<std::int64_t>(wide, widest));
    }
    /// How much less the width has grown than the distance between the eyes, hundred-thousandths.
    [[nodiscard]] std::int64_t narrower() const {
        const std::int64_t far = std::max<std::int64_t>(far_width_.median(), 1);
        return 100'000 - std::int64_t{near_width_.median()} * 100'000 / far;
    }
    [[nodiscard]] bool solid() const {
        return parallax_.median() >= threshold::near_parallax_milli ||
               (parallax_.median() >= threshold::some_parallax_milli &&
                narrower() >= threshold::narrower_near);
    }
    [[nodiscard]] bool flat() const {
        return parallax_.median() <= threshold::no_parallax_milli &&
               std::abs(narrower()) <= threshold::as_wide_near;
    }

    static constexpr std::int64_t widest = 100'000'000;  // no face is a hundred times as wide
    static constexpr std::size_t first_rows = 5;
    RunningMedian<first_rows> iod_;  // when the challenge began
    RunningMedian<64> far_width_;    // before it grew
    RunningMedian<32> near_width_;   // of the rows that were near enough
    RunningMedian<32> parallax_;
    Hold near_;
};

}  // namespace

std::unique_ptr<ChallengeJudge> make_approach_judge(const Context& context) {
    return std::make_unique<ApproachJudge>(context);
}

}  // namespace verikiosk::judge
