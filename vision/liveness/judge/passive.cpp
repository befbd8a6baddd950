// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "vision/liveness/judge/judge.hpp"
#include "vision/liveness/judge/measured.hpp"
#include "vision/liveness/judge/thresholds.hpp"

/// Passive. Compares rows with each other: crops that stand still (frozen_picture), come back after others
/// were there or are shown twice over and over (repeated_frames), times that are not a sensor's
/// (wrong_times); and the medians of what was measured on them with what no living face comes to
/// (recaptured). Without a face, or measures on too few rows, it can't say, nor where a model takes the face
/// for a picture.
namespace verikiosk::judge {
namespace {

using Rows = std::vector<ObservationRow>;

/// Rows with a face, as runs of one and the same crop.
struct Run {
    const Digest* crop;
    int length;
};

std::vector<Run> runs_of(const Rows& rows) {
    std::vector<Run> runs;
    bool face_before = false;
    for (const ObservationRow& row : rows) {
        const bool face = row.crop != Digest{};
        if (face && face_before && row.crop == *runs.back().crop) {
            ++runs.back().length;
        } else if (face) {
            runs.push_back({&row.crop, 1});
        }
        face_before = face;
    }
    return runs;
}

/// Runs whose crop an earlier run had.
int repeated(std::vector<Run> runs) {
    const auto by_crop = [](const Run& a, const Run& b) { return *a.crop < *b.crop; };
    std::sort(runs.begin(), runs.end(), by_crop);
    int count = 0;
    for (std::size_t i = 1; i < runs.size(); ++i)
        count += *runs[i].crop == *runs[i - 1].crop ? 1 : 0;
    return count;
}

/// Rows with a face that show their predecessor's picture once more, of a thousand; 0 where they are few, as
/// when a driver hands out a buffer twice.
int doubled_milli(const std::vector<Run>& runs) {
    int rows = 0;
    int doubled = 0;
    for (const Run& run : runs) {
        rows += run.length;
        doubled += run.length - 1;
    }
    return doubled < threshold::fewest_doubled ? 0 : doubled * 1000 / rows;
}

/// Time and sequence grow from row to row, and no sensor squeezes many of its frames into a fraction of its
/// interval.
bool timed_as_a_sensor(const Rows& rows) {
    std::vector<std::int64_t> intervals;
    intervals.reserve(rows.size());
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].time <= rows[i - 1].time || rows[i].sequence <= rows[i - 1].sequence) return false;
        const auto frames = static_cast<std::int64_t>(rows[i].sequence - rows[i - 1].sequence);
        intervals.push_back((rows[i].time - rows[i - 1].time).count() / std::max<std::int64_t>(frames, 1));
    }
    if (intervals.size() < threshold::fewest_intervals) return true;
    const auto middle = intervals.begin() + static_cast<std::ptrdiff_t>(intervals.size() / 2);
    std::nth_element(intervals.begin(), middle, intervals.end());
    const std::int64_t least = *middle / 1000 * threshold::shortest_interval_milli;
    const auto squeezed = std::count_if(intervals.begin(), intervals.end(),
                                        [least](std::int64_t interval) { return interval < least; });
    return squeezed * 1000 < static_cast<std::ptrdiff_t>(intervals.size()) * threshold::squeezed_rows_milli;
}

/// Median over those of the rows for which `measures` says so; none where they are too few.
template <class Value, class Measures>
std::optional<int> median_of(const Rows& rows, Value LivenessMeasures::*value, Measures measures) {
    std::vector<Value> values;
    for (const ObservationRow& row : rows)
        if (measures(row)) values.push_back(row.liveness.*value);
    if (values.size() < threshold::fewest_measures) return std::nullopt;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// The model's word: 1..201.
constexpr int surely_alive = 201;
constexpr int surely_an_attack = 1;

std::optional<int> word_of_model(const Rows& rows) {
    const auto looked = [](const ObservationRow& row) { return row.liveness.model != 0; };
    return median_of(rows, &LivenessMeasures::model, looked);
}

bool doubted_by_model(const Rows& rows) {
    return word_of_model(rows).value_or(surely_alive) <= threshold::model_attack;
}

// The pieces that are searched for a raster are 64 px wide: no wider than the eyes are apart, they are skin.
constexpr int least_iod_decipx = 640;

/// On a line from `worst` (0) over `turning` (500) to `best` (1000).
int on_scale(int value, int worst, int turning, int best) {
    const bool good = (value - turning) * (best - worst) >= 0;
    const int from = good ? turning : worst;
    const int to = good ? best : turning;
    return std::clamp((good ? 500 : 0) + 500 * (value - from) / (to - from), 0, 1000);
}

}  // namespace

Judgement judge_passive(const std::vector<ObservationRow>& rows) {
    const std::vector<Run> runs = runs_of(rows);
    if (runs.empty()) return {Outcome::inconclusive, Reason::no_face, 0};
    const int longest = std::max_element(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
                            return a.length < b.length;
                        })->length;
    const auto failed = [longest](Reason reason) { return Judgement{Outcome::fail, reason, longest}; };
    if (!timed_as_a_sensor(rows)) return failed(Reason::wrong_times);
    if (longest >= threshold::frozen_rows) return failed(Reason::frozen_picture);
    if (repeated(runs) >= threshold::repeated_runs || doubled_milli(runs) >= threshold::doubled_milli)
        return failed(Reason::repeated_frames);
    const auto raster = median_of(rows, &LivenessMeasures::recapture_milli, measured);
    if (raster && *raster >= threshold::recaptured_milli) return failed(Reason::recaptured);
    if (doubted_by_model(rows)) return {Outcome::inconclusive, Reason::recaptured, longest};
    if (!raster) return {Outcome::inconclusive, Reason::weak_signal, longest};
    return {Outcome::pass, Reason::none, longest};
}

std::optional<int> alive_milli(const std::vector<ObservationRow>& rows) {
    const Judgement judgement = judge_passive(rows);
    if (judgement.outcome == Outcome::fail && judgement.reason != Reason::recaptured) return 0;
    const auto large = [](const ObservationRow& row) {
        return measured(row) && row.iod_decipx >= least_iod_decipx;
    };
    const auto raster = median_of(rows, &LivenessMeasures::recapture_milli, large);
    const auto word = word_of_model(rows);
    std::optional<int> least;
    // Both thresholds are the attack's side of where it turns.
    if (raster) least = on_scale(*raster, 1000, threshold::recaptured_milli - 1, 0);
    if (word) {
        const int alive = on_scale(*word, surely_an_attack, threshold::model_attack + 1, surely_alive);
        least = std::min(least.value_or(alive), alive);
    }
    return least;
}

}  // namespace verikiosk::judge
