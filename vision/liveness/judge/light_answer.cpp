// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/judge/light_answer.hpp"

#include <algorithm>
#include <cmath>

namespace verikiosk::judge {
namespace {

constexpr std::size_t most_steps = 16;
constexpr std::size_t channels = 3;
constexpr std::size_t face_regions = 3;  // the first ones of Region
// A mean of fewer rows is at the mercy of one.
constexpr int fewest_rows = 3;

double squared(double value) {
    return value * value;
}

/// Mean over the rows of one step.
struct StepMean {
    int rows = 0;
    double time = 0;  // seconds from the first step
    Rgb mean{};
    Rgb variance{};  // of the mean
    Rgb scatter{};   // of a row
};
using StepMeans = std::array<StepMean, most_steps>;

/// Step means of one region, of the light itself and then relative to black.
class RegionFit {
  public:
    RegionFit(std::span<const LitRow> rows, std::span<const LitStep> steps, TimePoint end, Duration lag,
              std::size_t region)
        : steps_(steps), region_(region) {
        average(
            rows, end, lag, [](double value, double) { return value; }, means_);
        complete_ = std::all_of(means_.begin(), means_.begin() + static_cast<std::ptrdiff_t>(steps.size()),
                                [](const StepMean& mean) { return mean.rows >= fewest_rows; });
        if (!complete_) return;
        for (std::size_t c = 0; c < channels; ++c) {
            channel_ = c;
            average_relative(rows, end, lag);
        }
    }
    [[nodiscard]] bool complete() const { return complete_; }
    [[nodiscard]] const StepMeans& absolute() const { return means_; }
    [[nodiscard]] const StepMeans& relative() const { return relative_; }

  private:
    /// The step that a row lies in, or as many as there are.
    [[nodiscard]] std::size_t step_at(TimePoint time, TimePoint end) const {
        if (time >= end) return steps_.size();
        std::size_t found = steps_.size();
        for (std::size_t k = 0; k < steps_.size() && steps_[k].from <= time; ++k)
            found = k;
        return found;
    }

    template <class Map>
    void average(std::span<const LitRow> rows, TimePoint end, Duration lag, Map map, StepMeans& into) const {
        for (const LitRow& row : rows) {
            const std::size_t k = step_at(row.time - lag, end);
            if (k == steps_.size() || row.regions[region_] == Rgb{}) continue;
            const double seconds = seconds_of(row.time - lag - steps_[0].from);
            StepMean& step = into[k];
            ++step.rows;
            step.time += seconds;
            for (std::size_t c = 0; c < channels; ++c) {
                const double value = map(row.regions[region_][c], seconds);
                step.mean[c] += value;
                step.scatter[c] += value * value;
            }
        }
        finish(into);
    }

    void finish(StepMeans& steps) const {
        for (std::size_t k = 0; k < steps_.size(); ++k) {
            StepMean& step = steps[k];
            if (step.rows < fewest_rows) continue;
            const double n = step.rows;
            step.time /= n;
            for (std::size_t c = 0; c < channels; ++c) {
                step.mean[c] /= n;
                step.scatter[c] = std::max(step.scatter[c] - n * squared(step.mean[c]), 0.0) / (n - 1);
                step.variance[c] = step.scatter[c] / n;
            }
        }
    }

    /// The region's light while the screen was black, between the black steps around a moment.
    [[nodiscard]] double black_at(double seconds) const {
        const StepMean* before = nullptr;
        const StepMean* after = nullptr;
        for (std::size_t k = 0; k < steps_.size(); ++k) {
            if (!steps_[k].black) continue;
            if (means_[k].time <= seconds) before = &means_[k];
            if (means_[k].time > seconds && after == nullptr) after = &means_[k];
        }
        if (before == nullptr) return after == nullptr ? 0 : after->mean[channel_];
        if (after == nullptr) return before->mean[channel_];
        const double part = (seconds - before->time) / (after->time - before->time);
        return before->mean[channel_] + part * (after->mean[channel_] - before->mean[channel_]);
    }

    void average_relative(std::span<const LitRow> rows, TimePoint end, Duration lag) {
        StepMeans one{};
        average(
            rows, end, lag,
            [this](double value, double seconds) {
                const double black = black_at(seconds);
                return black > 0 ? value / black - 1 : 0;
            },
            one);
        for (std::size_t k = 0; k < steps_.size(); ++k) {
            relative_[k].rows = one[k].rows;
            relative_[k].time = one[k].time;
            relative_[k].mean[channel_] = one[k].mean[channel_];
            relative_[k].variance[channel_] = one[k].variance[channel_];
            relative_[k].scatter[channel_] = one[k].scatter[channel_];
        }
    }

    std::span<const LitStep> steps_;
    std::size_t region_;
    std::size_t channel_ = 0;
    bool complete_ = false;
    StepMeans means_{};
    StepMeans relative_{};
};

/// Per channel: how much of the shown light is in the step means.
Rgb factors(const StepMeans& means, std::span<const LitStep> steps) {
    Rgb factor{};
    for (std::size_t c = 0; c < channels; ++c) {
        double product = 0;
        double power = 0;
        for (std::size_t k = 0; k < steps.size(); ++k) {
            if (steps[k].black) continue;
            product += means[k].mean[c] * steps[k].light[c];
            power += squared(steps[k].light[c]);
        }
        factor[c] = power > 0 ? product / power : 0;
    }
    return factor;
}

double mean_of(const Rgb& value) {
    return (value[0] + value[1] + value[2]) / 3;
}

/// Sum of the squared differences from the mean, over the mean's square.
double spread(const Rgb& value) {
    const double mean = mean_of(value);
    double sum = 0;
    for (const double one : value)
        sum += squared(one - mean);
    return sum / squared(mean);
}

/// Mean over the black steps: the room's light alone.
Rgb unlit(const StepMeans& means, std::span<const LitStep> steps) {
    Rgb light{};
    double black = 0;
    for (std::size_t k = 0; k < steps.size(); ++k) {
        if (!steps[k].black) continue;
        black += 1;
        for (std::size_t c = 0; c < channels; ++c)
            light[c] += means[k].mean[c];
    }
    for (double& one : light)
        one /= std::max(black, 1.0);
    return light;
}

Rgb expected_of(const Rgb& factor, const LitStep& step) {
    return {factor[0] * step.light[0], factor[1] * step.light[1], factor[2] * step.light[2]};
}

/// Of the rows, black steps included: where light comes late, rows of one colour lie in another's step.
double in_step(const StepMeans& face, std::span<const LitStep> steps, const Rgb& factor) {
    double total = 0;
    double rest = 0;
    for (std::size_t k = 0; k < steps.size(); ++k) {
        const Rgb expected = expected_of(factor, steps[k]);
        const double n = face[k].rows;
        for (std::size_t c = 0; c < channels; ++c) {
            const double inside = (n - 1) * face[k].scatter[c];
            total += n * squared(face[k].mean[c]) + inside;
            rest += n * squared(face[k].mean[c] - expected[c]) + inside;
        }
    }
    return total > 0 ? 1 - rest / total : 0;
}

void judge_face(const StepMeans& face, std::span<const LitStep> steps, LightAnswer& answer) {
    const Rgb factor = factors(face, steps);
    double total = 0;
    double rest = 0;
    double scatter = 0;
    double shown_power = 0;
    double hue_power = 0;
    double hue_shown = 0;
    double hue_product = 0;
    double lit = 0;
    for (std::size_t k = 0; k < steps.size(); ++k) {
        if (steps[k].black) continue;
        lit += 1;
        const Rgb expected = expected_of(factor, steps[k]);
        for (std::size_t c = 0; c < channels; ++c) {
            total += squared(face[k].mean[c]);
            rest += squared(face[k].mean[c] - expected[c]);
            scatter += face[k].variance[c];
            shown_power += squared(steps[k].light[c]);
            const double hue = face[k].mean[c] - mean_of(face[k].mean);
            const double hue_expected = steps[k].light[c] - mean_of(steps[k].light);
            hue_power += squared(hue);
            hue_shown += squared(hue_expected);
            hue_product += hue * hue_expected;
        }
    }
    if (lit == 0 || total <= 0) return;
    const double values = lit * 3;
    answer.explained = 1 - rest / total;
    answer.in_step = in_step(face, steps, factor);
    answer.hue = hue_power > 0 && hue_shown > 0 ? hue_product / std::sqrt(hue_power * hue_shown) : 0;
    answer.hue_change = std::sqrt(hue_power / values);
    answer.hue_noise = std::sqrt(scatter / values);
    // The fit's own residuals, or the scatter inside the steps where that is more: three factors were fitted.
    const double per_value = std::max(rest / std::max(values - 3, 1.0), scatter / values);
    const double error = std::sqrt(per_value / std::max(shown_power, 1e-9));
    answer.signal = error > 0 ? mean_of(factor) / error : 0;
}

}  // namespace

LitRow lit_row(const ObservationRow& row) {
    LitRow lit;
    lit.time = row.time;
    for (std::size_t r = 0; r < region_count; ++r) {
        const RegionColour& colour = row.liveness.regions[r];
        if (colour.luma == 0) continue;
        // BT.601 of limited range. Samples of full range are off by a scale that relative changes do not see.
        const double y = (colour.luma / 16.0 - 16) * 255 / 219;
        const double cb = (colour.cb / 16.0 - 128) * 255 / 224;
        const double cr = (colour.cr / 16.0 - 128) * 255 / 224;
        const Rgb coded{y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb};
        // Cameras' tone curves are near the root of light.
        for (std::size_t c = 0; c < channels; ++c)
            lit.regions[r][c] = squared(std::max(coded[c], 1.0));
    }
    return lit;
}

LitStep lit_step(TimePoint from, std::uint32_t colour) {
    const auto linear = [](std::uint32_t code) {
        // sRGB's curve by a polynomial of the third degree, within 0.004: the four operations alone.
        const double v = (code & 255U) / 255.0;
        return v * (v * (v * 0.305306011 + 0.682171111) + 0.012522878);
    };
    return {from, {linear(colour >> 16U), linear(colour >> 8U), linear(colour)}, (colour & 0xFFFFFFU) == 0};
}

LightAnswer light_answer(std::span<const LitRow> rows, std::span<const LitStep> steps, TimePoint end,
                         Duration lag) {
    LightAnswer answer;
    // The last steps' light, late, lies beyond the last row.
    while (!steps.empty() && (rows.empty() || rows.back().time < end + lag - (end - steps.back().from) / 2)) {
        end = steps.back().from;
        steps = steps.first(steps.size() - 1);
    }
    if (steps.empty() || steps.size() > most_steps) return answer;
    StepMeans face{};
    double regions = 0;
    double as_shares = 0;  // what is left of the channels' differences where the answer is seen as a share
    double as_added = 0;   // or as added light
    for (std::size_t r = 0; r < region_count; ++r) {
        const RegionFit fit(rows, steps, end, lag, r);
        answer.seen[r] = fit.complete();
        if (!fit.complete()) continue;
        const Rgb share = factors(fit.relative(), steps);
        const Rgb light = unlit(fit.absolute(), steps);
        const Rgb added{share[0] * light[0], share[1] * light[1], share[2] * light[2]};
        answer.gain[r] = mean_of(share);
        answer.added[r] = mean_of(added);
        if (r >= face_regions) continue;
        regions += 1;
        if (answer.gain[r] > 0 && answer.added[r] > 0) {
            as_shares += spread(share);
            as_added += spread(added);
        }
        for (std::size_t k = 0; k < steps.size(); ++k) {
            face[k].rows = fit.relative()[k].rows;
            for (std::size_t c = 0; c < channels; ++c) {
                face[k].mean[c] += fit.relative()[k].mean[c];
                face[k].scatter[c] += fit.relative()[k].scatter[c];
                face[k].variance[c] += fit.relative()[k].variance[c];
            }
        }
    }
    if (regions == 0) return answer;
    if (as_shares + as_added > 0) answer.of_its_colour = as_added / (as_shares + as_added);
    for (StepMean& step : face) {
        for (std::size_t c = 0; c < channels; ++c) {
            step.mean[c] /= regions;
            step.scatter[c] /= regions;
            step.variance[c] /= regions * regions;
        }
    }
    judge_face(face, steps, answer);
    return answer;
}

}  // namespace verikiosk::judge
