// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "vision/liveness/judge/following.hpp"
#include "vision/liveness/judge/judges.hpp"
#include "vision/liveness/judge/light_answer.hpp"
#include "vision/liveness/judge/measured.hpp"
#include "vision/liveness/judge/thresholds.hpp"

/// Light. Compares the light of forehead and cheeks with the colours that the screen showed, each against the
/// black steps around it, with the background's, and with what the same rows would answer later. Late, the
/// background as much as the face, the regions against each other, or other colours than shown: a failure.
/// Little or nothing, or light that lies on the face and does not take on its colour: inconclusive, as nobody
/// knows how bright or warm this room or how dull this camera is. Score:
/// the screen's white over the room's light, thousandths.
namespace verikiosk::judge {
namespace {

constexpr std::array face_regions{Region::forehead, Region::cheek_right, Region::cheek_left};

class LightJudge final : public FollowingJudge {
  public:
    explicit LightJudge(const Context& context) : FollowingJudge(context) {
        const auto black = std::count(challenge().colours.begin(), challenge().colours.end(), 0U);
        const auto lit = static_cast<std::ptrdiff_t>(challenge().colours.size()) - black;
        // Without black before and after there is nothing to compare with.
        if (black < 2 || lit < 1 || challenge().colours.size() > 16)
            end(Outcome::inconclusive, Reason::liveness_not_concluded);
        rows_.reserve(most_rows);
    }

    void take(const Shown& shown) override {
        if (over() || shown.kind != ShownKind::colour || shown.at < context().prompted) return;
        const std::size_t at = steps_.size();
        if (at == challenge().colours.size()) return;  // what the screen goes back to
        const bool as_planned = shown.colour == challenge().colours[at];
        if (!as_planned || (at > 0 && shown.at <= steps_.back().from)) {
            end(Outcome::inconclusive, Reason::liveness_not_concluded);
            return;
        }
        steps_.push_back(lit_step(shown.at, shown.colour));
    }

  private:
    // 16 steps of a second at 60 frames a second.
    static constexpr std::size_t most_rows = 1024;

    void look(const ObservationRow& row) override {
        if (!row.has_face()) {
            // The screen goes dark when the face leaves: what follows is no sequence any more.
            if (++away_ > 2) end(Outcome::inconclusive, Reason::no_face);
            return;
        }
        away_ = 0;
        if (row.faces > 1) several_ = true;
        if (measured(row) && rows_.size() < most_rows) rows_.push_back(lit_row(row));
        note_exposure(row);
        const bool all = steps_.size() == challenge().colours.size();
        if (all && row.time >= sequence_end()) {
            conclude();
            return;
        }
        const auto shown = static_cast<float>(steps_.size());
        const auto planned = static_cast<float>(challenge().colours.size());
        go_on(several_ ? Reason::several_faces : Reason::none, Reason::liveness_not_concluded,
              shown / (planned + 1));
    }
    void run_out() override { end(Outcome::inconclusive, Reason::time_out); }
    [[nodiscard]] std::int32_t score() const override { return score_; }

    [[nodiscard]] TimePoint sequence_end() const { return steps_.back().from + challenge().hold; }

    /// A camera that chooses its exposure anew answers the light itself. Before the first colour it may still
    /// be on its way back from an exposure that it was asked for.
    void note_exposure(const ObservationRow& row) {
        if (steps_.empty() || row.time <= steps_.front().from) return;
        const std::uint64_t product = std::uint64_t{row.exposure_us} * row.gain_milli;
        if (product == 0) return;
        least_ = least_ == 0 ? product : std::min(least_, product);
        most_ = std::max(most_, product);
    }
    [[nodiscard]] bool exposure_changed() const {
        return most_ * 1000 > least_ * threshold::locked_exposure_milli;
    }

    void conclude() {
        if (several_) {
            end(Outcome::inconclusive, Reason::several_faces);
            return;
        }
        if (exposure_changed()) {
            end(Outcome::inconclusive, Reason::weak_signal);
            return;
        }
        const Judgement judgement = judge();
        end(judgement.outcome, judgement.reason);
    }

    [[nodiscard]] LightAnswer answer_at(Duration lag) const {
        return light_answer(rows_, steps_, sequence_end(), lag);
    }

    Judgement judge() {
        LightAnswer prompt;  // the best within the time that light may take
        LightAnswer late;    // the best after it
        for (Duration lag{}; lag <= threshold::longest_light_lag; lag += threshold::light_lag_step) {
            const LightAnswer answer = answer_at(lag);
            LightAnswer& best = lag <= threshold::light_lag ? prompt : late;
            if (answer.in_step > best.in_step) best = answer;
        }
        score_ = static_cast<std::int32_t>(std::clamp(face_gain(prompt), -1.0, 1000.0) * 1000);
        if (answers(late) && late.in_step > prompt.in_step + threshold::light_late_margin)
            return {Outcome::fail, Reason::late_light_answer, 0};
        if (!answers(prompt)) return wrong_hue(prompt);
        return judge_regions(prompt);
    }

    static bool answers(const LightAnswer& answer) {
        return answer.explained >= threshold::light_explained && answer.hue >= threshold::light_hue &&
               answer.signal >= threshold::light_signal && face_gain(answer) >= threshold::light_gain;
    }

    /// Clearly changing its hue step by step, but not as shown: somebody else's colours.
    static Judgement wrong_hue(const LightAnswer& answer) {
        const bool clear = answer.hue_change >= threshold::wrong_hue_change &&
                           answer.hue_change >= threshold::clear_hue * answer.hue_noise;
        if (clear && answer.hue < threshold::light_wrong_hue)
            return {Outcome::fail, Reason::no_light_answer, 0};
        return {Outcome::inconclusive, Reason::weak_signal, 0};
    }

    /// Light that lies on the picture of a face, as a screen's glass reflects it. Its colours say so, and
    /// that there is little of it, or much behind as well; where both are so, colours have to say otherwise
    /// clearly.
    static bool lies_on_top(const LightAnswer& answer) {
        const double face = mean_of_face(answer.added);
        const double behind = answer.added[static_cast<std::size_t>(Region::background)];
        const bool little = face < threshold::light_clear;
        const bool behind_too = behind >= threshold::light_added_behind * face;
        if (little && behind_too) return answer.of_its_colour < threshold::light_clearly_of_its_colour;
        return (little || behind_too) && answer.of_its_colour < threshold::light_of_its_colour;
    }

    static Judgement judge_regions(const LightAnswer& answer) {
        if (lies_on_top(answer)) return {Outcome::inconclusive, Reason::weak_signal, 0};
        const double face = face_gain(answer);
        for (const Region region : face_regions) {
            if (!answer.seen[static_cast<std::size_t>(region)])
                return {Outcome::inconclusive, Reason::weak_signal, 0};
            const double share = answer.gain[static_cast<std::size_t>(region)] / face;
            if (share < -threshold::light_region_share) return {Outcome::fail, Reason::no_light_answer, 0};
            if (share < threshold::light_region_share) return {Outcome::inconclusive, Reason::weak_signal, 0};
        }
        constexpr auto background = static_cast<std::size_t>(Region::background);
        if (!answer.seen[background]) return {Outcome::inconclusive, Reason::weak_signal, 0};
        const double behind = answer.gain[background] / face;
        if (behind < threshold::light_behind) return {Outcome::pass, Reason::none, 0};
        const bool same = behind >= threshold::light_flat && behind <= 1 / threshold::light_flat;
        return same ? Judgement{Outcome::fail, Reason::no_light_answer, 0}
                    : Judgement{Outcome::inconclusive, Reason::weak_signal, 0};
    }

    static double mean_of_face(const std::array<double, region_count>& values) {
        double sum = 0;
        for (const Region region : face_regions)
            sum += values[static_cast<std::size_t>(region)];
        return sum / static_cast<double>(face_regions.size());
    }
    static double face_gain(const LightAnswer& answer) { return mean_of_face(answer.gain); }

    std::vector<LitRow> rows_;
    std::vector<LitStep> steps_;
    std::uint64_t least_ = 0;  // of exposure time x gain
    std::uint64_t most_ = 0;
    std::int32_t score_ = 0;
    int away_ = 0;
    bool several_ = false;
};

}  // namespace

std::unique_ptr<ChallengeJudge> make_light_judge(const Context& context) {
    return std::make_unique<LightJudge>(context);
}

}  // namespace verikiosk::judge
