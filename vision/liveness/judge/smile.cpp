// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "vision/liveness/judge/held.hpp"
#include "vision/liveness/judge/judges.hpp"
#include "vision/liveness/judge/thresholds.hpp"

namespace verikiosk::judge {
namespace {

class SmileJudge final : public HeldJudge {
  public:
    explicit SmileJudge(const Context& context) : HeldJudge(context) {
        // Without the visitor's own neutral face a smile can't be told from a wide mouth.
        if (context.neutral_mouth_width_milli <= 0)
            end(Outcome::inconclusive, Reason::liveness_not_concluded);
    }

  private:
    Reason obstacle_of(const ObservationRow& row) override {
        const Reason obstacle = mouth_of(row);
        if (obstacle == Reason::mouth_not_smile && previous_ == Reason::mouth_not_smile)
            wide_rows_time_ += row.time - before_;
        previous_ = obstacle;
        before_ = row.time;
        return obstacle;
    }
    [[nodiscard]] std::int32_t score() const override { return static_cast<std::int32_t>(best_gain_); }

    [[nodiscard]] std::int64_t gain_milli(const ObservationRow& row) const {
        return std::int64_t{row.mouth_width_milli} * 1000 / context().neutral_mouth_width_milli - 1000;
    }

    Reason mouth_of(const ObservationRow& row) {
        if (!row.has_face()) return Reason::no_face;
        if (row.faces > 1) return Reason::several_faces;
        // A turned or covered mouth has no width worth measuring.
        if (row.quality.has(Reason::head_turned)) return Reason::head_turned;
        if (row.quality.has(Reason::face_covered)) return Reason::face_covered;
        const std::int64_t gain = gain_milli(row);
        best_gain_ = std::max(best_gain_, gain);
        lowest_gain_ = std::min(lowest_gain_, gain);
        const bool wide = gain >= threshold::smile_width_gain_milli(row.source);
        const bool risen =
            row.corner_rise_milli - context().neutral_corner_rise_milli >= threshold::smile_corner_rise_milli;
        // Reacting to the prompt is what is asked: a smile that was there before it has to end first.
        const bool begun = gain - lowest_gain_ >= threshold::onset_width_gain_milli(row.source);
        if (wide && risen) return begun ? Reason::none : Reason::not_smiling;
        if (wide || row.mouth_open_milli >= threshold::mouth_open_milli) return Reason::mouth_not_smile;
        return Reason::not_smiling;
    }

    /// What to say when there was no smile. A mouth that was wide or open for as long as the smile should
    /// have lasted tells more than the time before it.
    [[nodiscard]] Reason why_not() const override {
        if (wide_rows_time_ >= challenge().hold && tally().of(Reason::mouth_not_smile) > 0) {
            return Reason::mouth_not_smile;
        }
        return tally().leading(Reason::time_out);
    }

    std::int64_t best_gain_ = 0;
    std::int64_t lowest_gain_ = std::numeric_limits<std::int64_t>::max();
    Reason previous_ = Reason::none;
    Duration wide_rows_time_{};
    TimePoint before_{};
};

}  // namespace

std::unique_ptr<ChallengeJudge> make_smile_judge(const Context& context) {
    return std::make_unique<SmileJudge>(context);
}

}  // namespace verikiosk::judge
