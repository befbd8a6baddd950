// SPDX-License-Identifier: Apache-2.0
#include "vision/face/expression.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "vision/face/quality.hpp"
#include "vision/liveness/judge/thresholds.hpp"

namespace verikiosk::vision {
namespace {

// Of the photos of 33 people. Face Mesh's mouths are narrower than the 68 points' by 6 % (58 photos), and
// widen by less.
constexpr ExpressionThresholds of(PointSource source, float mouth_width, float corner_rise,
                                  float widest_neutral, float blink_share) {
    // What makes a smile is the judges' to say.
    return {mouth_width,
            corner_rise,
            widest_neutral,
            static_cast<float>(judge::threshold::smile_width_gain_milli(source)) / 1000,
            static_cast<float>(judge::threshold::smile_corner_rise_milli) / 1000,
            blink_share};
}
constexpr ExpressionThresholds of_ibug_68 = of(PointSource::ibug_68, 0.86F, 0.07F, 0.96F, 0.75F);
constexpr ExpressionThresholds of_face_mesh = of(PointSource::face_mesh, 0.80F, 0.0F, 0.90F, 0.80F);

// Rows of a closed mouth on a face turned to the camera after which the visitor's own neutral is known: half
// a second.
constexpr std::size_t own_neutral_rows = 15;
// People speak and smile at a kiosk, so their mouths are wider than neutral more often than narrower.
constexpr std::size_t neutral_percentile = 30;
// Eyes are mostly open.
constexpr std::size_t open_percentile = 70;
// Lids fall within 100 ms and are up again within 400 (Stern et al. 1984, "The endogenous eyeblink"); a
// squint, a laugh and a look down take longer to come. A frame at 30 a second is added to each.
constexpr Duration moment = 135ms;
constexpr Duration longest_blink = 435ms;
// Eyes that are shut can't blink: both under the threshold of quality, in thousandths.
constexpr float least_open = 2.0F * quality::eye_open_milli;
// Points are noisy from frame to frame, expressions are not: a third of the time in which an onset has to be
// noticed.
constexpr float smoothing_s = 0.1F;

constexpr int rise_offset = 1000;

float steep(float x) {
    return 1 / (1 + std::exp(-x));
}

}  // namespace

const ExpressionThresholds& thresholds_of(PointSource source) {
    return source == PointSource::face_mesh ? of_face_mesh : of_ibug_68;
}

float smile_of(const Mouth& mouth, const Mouth& neutral, const ExpressionThresholds& thresholds) {
    const float width = (mouth.width / std::max(neutral.width, 0.1F) - 1) / thresholds.width_gain;
    const float rise = (mouth.rise - neutral.rise) / thresholds.rise_gain;
    const auto [weaker, stronger] = std::minmax(width, rise);
    return steep(2 * (weaker + 0.5F * stronger - 1.5F));
}

std::uint16_t Recent::percentile(std::size_t percent) const {
    if (count_ == 0) return 0;
    auto sorted = values_;
    const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(count_);
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>((count_ - 1) * percent / 100);
    std::nth_element(sorted.begin(), at, end);
    return *at;
}

void ExpressionReader::read_alone(Observation& observation) {
    const ExpressionThresholds& usual = thresholds_of(observation.row.source);
    const ObservationRow& row = observation.row;
    Expression& expression = observation.expression;
    const Mouth mouth{static_cast<float>(row.mouth_width_milli) / 1000,
                      static_cast<float>(row.corner_rise_milli) / 1000};
    expression.smile = smile_of(mouth, {usual.mouth_width, usual.corner_rise}, usual);
    expression.mouth_open = row.mouth_open_milli > quality::mouth_open_milli;
    // Without the person's own open eyes: shut ones lie under the threshold of quality, open ones at twice.
    const auto open = [](std::uint16_t milli) {
        return static_cast<float>(milli) / (2.0F * quality::eye_open_milli);
    };
    expression.eye_right_open = open(row.eye_right_milli);
    expression.eye_left_open = open(row.eye_left_milli);
}

void ExpressionReader::start(std::uint32_t track) {
    track_ = track;
    widths_.clear();
    rises_.clear();
    right_.clear();
    left_.clear();
    smoothed_ = -1;
    moment_ = {};
    before_blink_ = 0;
}

void ExpressionReader::read(Observation& observation) {
    const ObservationRow& row = observation.row;
    if (!row.has_face()) return;
    if (row.track != track_) start(row.track);
    const ExpressionThresholds& thresholds = thresholds_of(observation.row.source);
    smile(row, thresholds, observation.expression);
    eyes(row, thresholds, observation.expression);
    last_ = row.time;
}

void ExpressionReader::smile(const ObservationRow& row, const ExpressionThresholds& thresholds,
                             Expression& expression) {
    expression.mouth_open = row.mouth_open_milli > quality::mouth_open_milli;
    if (!expression.mouth_open && std::abs(row.asymmetry_milli) < quality::asymmetry_milli) {
        widths_.add(row.mouth_width_milli);
        rises_.add(
            static_cast<std::uint16_t>(std::clamp(row.corner_rise_milli + rise_offset, 0, 2 * rise_offset)));
    }
    Mouth neutral{thresholds.mouth_width, thresholds.corner_rise};
    expression.own_neutral = widths_.count() >= own_neutral_rows;
    if (expression.own_neutral) {
        neutral = {static_cast<float>(widths_.percentile(neutral_percentile)) / 1000,
                   static_cast<float>(rises_.percentile(neutral_percentile) - rise_offset) / 1000};
        // Whoever comes smiling has not shown a neutral face yet.
        if (neutral.width > thresholds.widest_neutral) {
            neutral = {thresholds.widest_neutral, thresholds.corner_rise};
        }
    }
    const float now = smile_of(
        {static_cast<float>(row.mouth_width_milli) / 1000, static_cast<float>(row.corner_rise_milli) / 1000},
        neutral, thresholds);
    const float passed = static_cast<float>(seconds_of(row.time - last_));
    const float weight = smoothed_ < 0 ? 1 : 1 - std::exp(-std::max(passed, 0.0F) / smoothing_s);
    smoothed_ = std::max(smoothed_, 0.0F) + weight * (now - std::max(smoothed_, 0.0F));
    expression.smile = smoothed_;
}

void ExpressionReader::eyes(const ObservationRow& row, const ExpressionThresholds& thresholds,
                            Expression& expression) {
    right_.add(row.eye_right_milli);
    left_.add(row.eye_left_milli);
    const auto share = [](std::uint16_t now, const Recent& recent) {
        return static_cast<float>(now) /
               static_cast<float>(std::max<std::uint16_t>(recent.percentile(open_percentile), 1));
    };
    expression.eye_right_open = share(row.eye_right_milli, right_);
    expression.eye_left_open = share(row.eye_left_milli, left_);
    expression.blinked = blinked(row.time, static_cast<float>(row.eye_right_milli + row.eye_left_milli),
                                 thresholds.blink_share);
}

bool ExpressionReader::blinked(TimePoint now, float opening, float share) {
    moment_[at_++ % moment_.size()] = {now, opening};
    if (before_blink_ == 0) {
        float widest = 0;
        for (const Opening& past : moment_)
            if (now - past.time <= moment) widest = std::max(widest, past.value);
        if (opening >= share * widest || widest < least_open) return false;
        before_blink_ = widest;
        in_blink_ = opening;
        blink_since_ = now;
        return false;
    }
    in_blink_ = std::min(in_blink_, opening);
    const bool open_again = opening >= (before_blink_ + in_blink_) / 2;
    const bool over = now - blink_since_ > longest_blink;
    if (open_again || over) before_blink_ = 0;
    return open_again && !over;
}

}  // namespace verikiosk::vision
