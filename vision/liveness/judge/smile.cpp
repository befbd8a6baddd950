// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "vision/liveness/judge/hold.hpp"
#include "vision/liveness/judge/judges.hpp"
#include "vision/liveness/judge/thresholds.hpp"

namespace verikiosk::judge {
namespace {

class SmileJudge final : public ChallengeJudge {
  public:
    explicit SmileJudge(const Context& context) : context_(context) {
        // Without the visitor's own neutral face a smile can't be told from a wide mouth.
        if (context_.neutral_mouth_width_milli <= 0 || context_.track == 0) {
            end(Outcome::inconclusive, Reason::liveness_not_concluded);
        }
    }

    Standing add(const ObservationRow& row) override {
        if (standing_.over || row.time <= context_.prompted || (seen_ && row.time <= last_)) return standing_;
        seen_ = true;
        last_ = row.time;
        if (row.time - context_.prompted > context_.challenge.time_limit) {
            end(Outcome::fail, why_not());
            return standing_;
        }
        if (row.has_face() && row.track != context_.track) {
            end(Outcome::fail, Reason::face_changed);
            return standing_;
        }
        if (row.has_face() && row.source != context_.source) {
            // Two sources do not measure the same mouth alike: there is no neutral face to compare with.
            end(Outcome::inconclusive, Reason::liveness_not_concluded);
            return standing_;
        }
        const Reason obstacle = obstacle_of(row);
        tally_.count(obstacle);
        if (obstacle == Reason::none) {
            hold_.good(row.time);
            if (hold_.held() >= context_.challenge.hold) end(Outcome::pass, Reason::none);
        } else {
            hold_.bad(row.time);
        }
        describe(obstacle);
        return standing_;
    }

    void carry_to(Context& next) const override {
        next.neutral_mouth_width_milli = context_.neutral_mouth_width_milli;
        next.neutral_corner_rise_milli = context_.neutral_corner_rise_milli;
        next.source = context_.source;
        next.track = context_.track;
    }

  private:
    [[nodiscard]] std::int64_t gain_milli(const ObservationRow& row) const {
        return std::int64_t{row.mouth_width_milli} * 1000 / context_.neutral_mouth_width_milli - 1000;
    }

    Reason obstacle_of(const ObservationRow& row) {
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
            row.corner_rise_milli - context_.neutral_corner_rise_milli >= threshold::smile_corner_rise_milli;
        // Reacting to the prompt is what is asked: a smile that was there before it has to end first.
        const bool begun = gain - lowest_gain_ >= threshold::onset_width_gain_milli(row.source);
        if (wide && risen) return begun ? Reason::none : Reason::not_smiling;
        if (wide || row.mouth_open_milli >= threshold::mouth_open_milli) return Reason::mouth_not_smile;
        return Reason::not_smiling;
    }

    /// What to say when there was no smile. A mouth that was wide or open for as long as the smile should
    /// have lasted tells more than the time before it.
    [[nodiscard]] Reason why_not() const {
        if (wide_rows_time_ >= context_.challenge.hold && tally_.of(Reason::mouth_not_smile) > 0) {
            return Reason::mouth_not_smile;
        }
        return tally_.leading(Reason::time_out);
    }

    void end(Outcome outcome, Reason reason) {
        standing_.over = true;
        standing_.guidance = reason;
        standing_.progress = outcome == Outcome::pass ? 1.0F : 0.0F;
        standing_.judgement = {outcome, reason, static_cast<std::int32_t>(best_gain_)};
    }

    void describe(Reason obstacle) {
        if (standing_.over) return;
        if (obstacle == Reason::mouth_not_smile && previous_ == Reason::mouth_not_smile) {
            wide_rows_time_ += last_ - before_;
        }
        previous_ = obstacle;
        before_ = last_;
        const auto needed = static_cast<float>(std::max<std::int64_t>(context_.challenge.hold.count(), 1));
        standing_.guidance = obstacle;
        standing_.progress = std::min(1.0F, static_cast<float>(hold_.held().count()) / needed);
        standing_.judgement = {Outcome::inconclusive, why_not(), static_cast<std::int32_t>(best_gain_)};
    }

    Context context_;
    Standing standing_;
    Hold hold_;
    Tally tally_;
    std::int64_t best_gain_ = 0;
    std::int64_t lowest_gain_ = std::numeric_limits<std::int64_t>::max();
    Reason previous_ = Reason::none;
    Duration wide_rows_time_{};
    bool seen_ = false;
    TimePoint last_{};
    TimePoint before_{};
};

}  // namespace

std::unique_ptr<ChallengeJudge> make_smile_judge(const Context& context) {
    return std::make_unique<SmileJudge>(context);
}

}  // namespace verikiosk::judge
