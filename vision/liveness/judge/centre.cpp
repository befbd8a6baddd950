// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdlib>

#include "vision/face/oval.hpp"
#include "vision/liveness/judge/hold.hpp"
#include "vision/liveness/judge/judges.hpp"
#include "vision/liveness/judge/median.hpp"
#include "vision/liveness/judge/thresholds.hpp"

namespace verikiosk::judge {
namespace {

/// What a selfie needs, in the order in which it is said: light first, since bad light is what makes the
/// others hard to see; blur last, since whoever moves is told to keep still before. Resolution is the plan's
/// business (min_iod_px).
constexpr std::array quality_order{
    Reason::too_dark,    Reason::too_bright,  Reason::uneven_light, Reason::low_contrast,
    Reason::head_turned, Reason::head_tilted, Reason::face_covered, Reason::mouth_open,
    Reason::eyes_closed, Reason::blurred,     Reason::cropped,
};

Reason first_quality_reason(Reasons reasons) {
    const auto* first = std::find_if(quality_order.begin(), quality_order.end(),
                                     [&](Reason reason) { return reasons.has(reason); });
    return first == quality_order.end() ? Reason::none : *first;
}

class CentreJudge final : public ChallengeJudge {
  public:
    explicit CentreJudge(const Context& context) : context_(context) {}

    Standing add(const ObservationRow& row) override {
        if (standing_.over || row.time <= context_.prompted || (seen_ && row.time <= last_)) return standing_;
        seen_ = true;
        last_ = row.time;
        if (row.time - context_.prompted > context_.challenge.time_limit) {
            end(Outcome::fail, tally_.leading(Reason::time_out));
            return standing_;
        }
        const Reason obstacle = obstacle_of(row);
        tally_.count(obstacle);
        if (obstacle == Reason::none) {
            hold_on(row);
        } else if (hold_.bad(row.time, obstacle == Reason::eyes_closed ? threshold::blink : Duration{}) &&
                   obstacle == Reason::not_still) {
            begin(row);  // they may stand still from here on
        }
        describe(obstacle);
        return standing_;
    }

    void carry_to(Context& next) const override {
        if (standing_.judgement.outcome != Outcome::pass) return;
        next.neutral_mouth_width_milli = mouth_width_.median();
        next.neutral_corner_rise_milli = corner_rise_.median();
        next.neutral_asymmetry_milli = asymmetry_.median();
        next.neutral_mouth_open_milli = mouth_gap_.median();
        next.centre_iod_decipx = iod_.median();
        next.source = anchor_.source;
        next.track = anchor_.track;
    }

  private:
    [[nodiscard]] Reason obstacle_of(const ObservationRow& row) const {
        if (const Reason fit = vision::oval_fit(row, context_.oval, context_.min_iod_px);
            fit != Reason::none) {
            return fit;
        }
        if (hold_.running() && (row.track != anchor_.track || moved(row))) return Reason::not_still;
        return first_quality_reason(row.quality);
    }

    /// Compared in whole numbers: twice the centre's shift, in pixels, and tenths of a pixel for the eyes.
    [[nodiscard]] bool moved(const ObservationRow& row) const {
        const std::int64_t dx = (2 * row.box_x + row.box_width) - (2 * anchor_.box_x + anchor_.box_width);
        const std::int64_t dy = (2 * row.box_y + row.box_height) - (2 * anchor_.box_y + anchor_.box_height);
        const std::int64_t iod = anchor_.iod_decipx;
        const std::int64_t shift_squared = (dx * dx + dy * dy) * 25 * 1'000'000;  // (tenths of a px * 1000)^2
        const std::int64_t limit = threshold::still_move_milli * iod;
        const std::int64_t size_change = std::abs(std::int64_t{row.iod_decipx} - iod) * 1000;
        return shift_squared > limit * limit || size_change > threshold::still_size_milli * iod;
    }

    void begin(const ObservationRow& row) {
        hold_.restart(row.time);
        anchor_ = row;
        mouth_width_.clear();
        corner_rise_.clear();
        asymmetry_.clear();
        mouth_gap_.clear();
        iod_.clear();
    }

    void hold_on(const ObservationRow& row) {
        if (hold_.good(row.time)) begin(row);
        mouth_width_.add(row.mouth_width_milli);
        corner_rise_.add(row.corner_rise_milli);
        asymmetry_.add(row.asymmetry_milli);
        mouth_gap_.add(row.mouth_open_milli);
        iod_.add(row.iod_decipx);
        if (hold_.held() >= context_.challenge.hold) end(Outcome::pass, Reason::none);
    }

    void end(Outcome outcome, Reason reason) {
        standing_.over = true;
        standing_.guidance = reason;
        standing_.progress = outcome == Outcome::pass ? 1.0F : 0.0F;
        standing_.judgement = {outcome, reason, held_ms()};
    }

    void describe(Reason obstacle) {
        if (standing_.over) return;
        const auto needed = static_cast<float>(std::max<std::int64_t>(context_.challenge.hold.count(), 1));
        standing_.guidance = obstacle;
        standing_.progress = std::min(1.0F, static_cast<float>(hold_.held().count()) / needed);
        standing_.judgement = {Outcome::inconclusive, tally_.leading(Reason::time_out), held_ms()};
    }

    [[nodiscard]] std::int32_t held_ms() const {
        return static_cast<std::int32_t>(hold_.held() / std::chrono::milliseconds(1));
    }

    Context context_;
    Standing standing_;
    Hold hold_;
    Tally tally_;
    ObservationRow anchor_;  // where the hold began
    // Of the hold's latest four seconds at 30 frames a second.
    using Median = RunningMedian<128>;
    Median mouth_width_;
    Median corner_rise_;
    Median asymmetry_;
    Median mouth_gap_;
    Median iod_;
    bool seen_ = false;
    TimePoint last_{};
};

}  // namespace

std::unique_ptr<ChallengeJudge> make_centre_judge(const Context& context) {
    return std::make_unique<CentreJudge>(context);
}

}  // namespace verikiosk::judge
