// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <vector>

#include "vision/liveness/judge/exposure_answer.hpp"
#include "vision/liveness/judge/following.hpp"
#include "vision/liveness/judge/judges.hpp"
#include "vision/liveness/judge/measured.hpp"
#include "vision/liveness/judge/thresholds.hpp"

/// Exposure. Compares what the camera reports with what it was asked for, within the lag that it declares;
/// the light of face and background with what it reports, frame by frame; and the noise with the gain. What
/// does not follow, or follows on other frames, is no picture of that sensor: exposure_ignored. Nothing
/// reported, a picture too dark or too bright, noise that the camera smooths away: inconclusive. Score: the
/// change of the face's light over the change reported, thousandths.
namespace verikiosk::judge {
namespace {

class ExposureJudge final : public FollowingJudge {
  public:
    explicit ExposureJudge(const Context& context) : FollowingJudge(context) {
        if (challenge().exposures.size() < 2) end(Outcome::inconclusive, Reason::liveness_not_concluded);
        rows_.reserve(most_rows);
    }

    void take(const Shown& shown) override {
        if (over() || shown.kind != ShownKind::exposure || shown.at < context().prompted) return;
        const std::size_t at = requests_.size();
        if (at == challenge().exposures.size()) return;  // back to what was locked
        const bool as_planned = shown.exposure == challenge().exposures[at];
        if (!as_planned || (at > 0 && shown.at <= requests_.back().at)) {
            end(Outcome::inconclusive, Reason::liveness_not_concluded);
            return;
        }
        requests_.push_back({shown.at, shown.exposure});
    }

  private:
    // 16 steps of a second at 60 frames a second.
    static constexpr std::size_t most_rows = 1024;

    void look(const ObservationRow& row) override {
        if (measured(row) && rows_.size() < most_rows) rows_.push_back(exposed_row(row));
        const bool all = requests_.size() == challenge().exposures.size();
        if (all && row.time >= requests_.back().at + challenge().hold) {
            const Judgement judgement = judge(requests_.back().at + challenge().hold);
            // Without a crop of this row nothing would prove a pass.
            const bool proven = row.has_face() || judgement.outcome != Outcome::pass;
            end(proven ? judgement.outcome : Outcome::inconclusive,
                proven ? judgement.reason : Reason::no_face);
            return;
        }
        const auto asked = static_cast<float>(requests_.size());
        const auto planned = static_cast<float>(challenge().exposures.size());
        go_on(row.has_face() ? Reason::none : Reason::no_face, Reason::liveness_not_concluded,
              asked / (planned + 1));
    }
    void run_out() override { end(Outcome::inconclusive, Reason::time_out); }
    [[nodiscard]] std::int32_t score() const override { return score_; }

    Judgement judge(TimePoint sequence_end) {
        const int lag = std::max(context().control_lag_frames, 0);
        const Reported metadata = reported(rows_, requests_, sequence_end, lag);
        const Judgement unclear{Outcome::inconclusive, Reason::weak_signal, 0};
        const Judgement ignored{Outcome::fail, Reason::exposure_ignored, 0};
        if (!metadata.at_all || metadata.asked < 2) return unclear;
        if (!metadata.moved || metadata.late * 2 > metadata.asked) return ignored;
        // A camera at the end of its range meets some requests only.
        if (metadata.met * 2 < metadata.asked || metadata.span < threshold::exposure_span) return unclear;
        const Judgement picture = judge_picture();
        if (picture.outcome != Outcome::pass) return picture;
        const NoiseRise rise = noise_rise(rows_, requests_, sequence_end, lag);
        return rise.told && rise.per_gain < threshold::noise_per_stop ? unclear : picture;
    }

    Judgement judge_picture() {
        const Follows face = picture_follows(rows_, &ExposedRow::face);
        score_ = static_cast<std::int32_t>(std::clamp(face.slope, -100.0, 100.0) * 1000);
        const auto clipped = std::count_if(rows_.begin(), rows_.end(), std::mem_fn(&ExposedRow::clipped));
        const bool dull = clipped * 4 > static_cast<std::ptrdiff_t>(rows_.size());
        const Judgement unclear{Outcome::inconclusive, Reason::weak_signal, 0};
        const Follows behind = picture_follows(rows_, &ExposedRow::background);
        for (const Follows& part : {face, behind}) {
            if (part.best_elsewhere >= threshold::picture_follows &&
                part.best_elsewhere > part.correlation + threshold::picture_elsewhere)
                return {Outcome::fail, Reason::exposure_ignored, 0};
        }
        // Where only every second frame was looked at, no two lie on either side of a step.
        if (dull || !face.told) return unclear;
        if (face.correlation >= threshold::picture_follows && face.slope >= threshold::picture_slope)
            return {Outcome::pass, Reason::none, 0};
        return face.slope < threshold::picture_still ? Judgement{Outcome::fail, Reason::exposure_ignored, 0}
                                                     : unclear;
    }

    std::vector<ExposedRow> rows_;
    std::vector<ExposureRequest> requests_;
    std::int32_t score_ = 0;
};

}  // namespace

std::unique_ptr<ChallengeJudge> make_exposure_judge(const Context& context) {
    return std::make_unique<ExposureJudge>(context);
}

}  // namespace verikiosk::judge
