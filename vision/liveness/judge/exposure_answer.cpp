// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/judge/exposure_answer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "vision/liveness/judge/thresholds.hpp"

namespace verikiosk::judge {
namespace {

double squared(double value) {
    return value * value;
}

double median(std::vector<double>& values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

bool near(double value, double wanted) {
    return value <= wanted * threshold::exposure_tolerance && value * threshold::exposure_tolerance >= wanted;
}

/// The rows between a request and the next one (or the end).
std::span<const ExposedRow> rows_of(std::span<const ExposedRow> rows,
                                    std::span<const ExposureRequest> requests, TimePoint end,
                                    std::size_t request) {
    const TimePoint until = request + 1 < requests.size() ? requests[request + 1].at : end;
    const auto later = [](TimePoint time) {
        return [time](const ExposedRow& row) { return row.time > time; };
    };
    const auto first = std::find_if(rows.begin(), rows.end(), later(requests[request].at));
    const auto last = std::find_if(first, rows.end(), later(until));
    return {first, last};
}

/// The same without those that the camera's lag may leave to the request before.
std::span<const ExposedRow> settled(std::span<const ExposedRow> rows, int lag_frames) {
    if (rows.empty()) return rows;
    const std::uint64_t from = rows.front().sequence + static_cast<std::uint64_t>(lag_frames) + 1;
    const auto first =
        std::find_if(rows.begin(), rows.end(), [&](const ExposedRow& row) { return row.sequence >= from; });
    return {first, rows.end()};
}

double settled_median(std::span<const ExposedRow> rows, double ExposedRow::*value) {
    std::vector<double> values;
    values.reserve(rows.size());
    for (const ExposedRow& row : rows)
        values.push_back(row.*value);
    return median(values);
}

/// What was locked before the requests: the median of what each settled step comes back to without its stops.
/// Needs no row from before the first request, and no single step decides it.
struct Locked {
    double seconds = 0;
    double gain = 0;
};
Locked locked_before(std::span<const ExposedRow> rows, std::span<const ExposureRequest> requests,
                     TimePoint end, int lag_frames) {
    std::vector<double> seconds;
    std::vector<double> gains;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto own = settled(rows_of(rows, requests, end, i), lag_frames);
        if (own.empty()) continue;
        const ExposureStep& step = requests[i].step;
        seconds.push_back(settled_median(own, &ExposedRow::seconds) / times_of_stops(step.time_milli));
        gains.push_back(settled_median(own, &ExposedRow::gain) / times_of_stops(step.gain_milli));
    }
    return {median(seconds), median(gains)};
}

/// Relative change between two neighbours, antisymmetric: 2/3 stand for three times as much... and -2/3 back.
double change(double before, double after) {
    return before + after > 0 ? (after - before) / (after + before) : 0;
}

/// A row's place by sequence number; nullptr where that frame has no row.
const ExposedRow* row_at(std::span<const ExposedRow> rows, std::uint64_t sequence) {
    const auto found =
        std::lower_bound(rows.begin(), rows.end(), sequence,
                         [](const ExposedRow& row, std::uint64_t wanted) { return row.sequence < wanted; });
    return found != rows.end() && found->sequence == sequence ? &*found : nullptr;
}

struct Correlation {
    double product = 0;
    double reported = 0;
    double picture = 0;
    [[nodiscard]] double value() const {
        return reported > 0 && picture > 0 ? product / std::sqrt(reported * picture) : 0;
    }
};

Correlation correlate(std::span<const ExposedRow> rows, double ExposedRow::*light, std::int64_t shift) {
    Correlation sum;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const ExposedRow& before = rows[i - 1];
        const ExposedRow& after = rows[i];
        if (after.sequence != before.sequence + 1) continue;
        const std::uint64_t moved = after.sequence + static_cast<std::uint64_t>(shift);
        const ExposedRow* picture_before = row_at(rows, moved - 1);
        const ExposedRow* picture_after = row_at(rows, moved);
        if (picture_before == nullptr || picture_after == nullptr) continue;
        const double reported = change(before.seconds * before.gain, after.seconds * after.gain);
        const double picture = change(picture_before->*light, picture_after->*light);
        sum.product += reported * picture;
        sum.reported += squared(reported);
        sum.picture += squared(picture);
    }
    return sum;
}

}  // namespace

ExposedRow exposed_row(const ObservationRow& row) {
    ExposedRow exposed;
    exposed.sequence = row.sequence;
    exposed.time = row.time;
    exposed.seconds = row.exposure_us / 1e6;
    exposed.gain = row.gain_milli / 1e3;
    exposed.noise = row.liveness.noise_centi / 100.0;
    const auto light = [&row](Region region) {
        // Cameras' tone curves are near the root of light.
        return squared(std::max(row.liveness[region].luma / 16.0 - 16, 0.0));
    };
    exposed.face = (light(Region::forehead) + light(Region::cheek_right) + light(Region::cheek_left)) / 3;
    exposed.background = light(Region::background);
    exposed.clipped = exposed.face < squared(threshold::darkest_luma - 16.0) ||
                      exposed.face > squared(threshold::brightest_luma - 16.0);
    return exposed;
}

double times_of_stops(int milli) {
    double times = 1;
    for (; milli >= 1000; milli -= 1000)
        times *= 2;
    for (; milli < 0; milli += 1000)
        times /= 2;
    // e^(x ln 2) for x in 0..1.
    const double x = milli / 1000.0 * 0.69314718055994531;
    double term = 1;
    double sum = 1;
    for (int n = 1; n <= 9; ++n) {
        term *= x / n;
        sum += term;
    }
    return times * sum;
}

Reported reported(std::span<const ExposedRow> rows, std::span<const ExposureRequest> requests, TimePoint end,
                  int lag_frames) {
    Reported result;
    result.at_all = !rows.empty() && std::all_of(rows.begin(), rows.end(), [](const ExposedRow& row) {
        return row.seconds > 0 && row.gain > 0;
    });
    if (!result.at_all) return result;
    const auto [least, most] = std::minmax_element(
        rows.begin(), rows.end(),
        [](const ExposedRow& a, const ExposedRow& b) { return a.seconds * a.gain < b.seconds * b.gain; });
    result.moved = most->seconds * most->gain > least->seconds * least->gain * threshold::exposure_tolerance;
    const Locked locked = locked_before(rows, requests, end, lag_frames);
    double darkest = 0;
    double brightest = 0;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto own = rows_of(rows, requests, end, i);
        const auto steady = settled(own, lag_frames);
        if (steady.empty()) continue;
        ++result.asked;
        const double seconds = locked.seconds * times_of_stops(requests[i].step.time_milli);
        const double gain = locked.gain * times_of_stops(requests[i].step.gain_milli);
        const auto as_asked = [&](const ExposedRow& row) {
            return near(row.seconds, seconds) && near(row.gain, gain);
        };
        // It governs from `lag` frames on; a request that just missed a frame, one later.
        if (!as_asked(steady.front())) {
            if (std::any_of(steady.begin(), steady.end(), as_asked)) ++result.late;
            continue;
        }
        ++result.met;
        const double exposure = seconds * gain;
        darkest = darkest > 0 ? std::min(darkest, exposure) : exposure;
        brightest = std::max(brightest, exposure);
    }
    if (darkest > 0) result.span = brightest / darkest;
    return result;
}

Follows picture_follows(std::span<const ExposedRow> rows, double ExposedRow::*light) {
    const Correlation together = correlate(rows, light, 0);
    Follows follows;
    follows.told = together.reported > 0;
    follows.correlation = together.value();
    follows.slope = together.reported > 0 ? together.product / together.reported : 0;
    for (const std::int64_t shift : {-3, -2, -1, 1, 2, 3})
        follows.best_elsewhere = std::max(follows.best_elsewhere, correlate(rows, light, shift).value());
    return follows;
}

NoiseRise noise_rise(std::span<const ExposedRow> rows, std::span<const ExposureRequest> requests,
                     TimePoint end, int lag_frames) {
    // Least squares of the steps' noise on gain and exposure, both in stops.
    double n = 0;
    double gain = 0;
    double total = 0;
    double noise = 0;
    double gain_gain = 0;
    double gain_total = 0;
    double total_total = 0;
    double gain_noise = 0;
    double total_noise = 0;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto own = settled(rows_of(rows, requests, end, i), lag_frames);
        const double value = settled_median(own, &ExposedRow::noise);
        if (own.empty() || value <= 0) continue;
        const double g = requests[i].step.gain_milli / 1e3;
        const double t = g + requests[i].step.time_milli / 1e3;
        n += 1;
        gain += g;
        total += t;
        noise += value;
        gain_gain += g * g;
        gain_total += g * t;
        total_total += t * t;
        gain_noise += g * value;
        total_noise += t * value;
    }
    NoiseRise rise;
    if (n < 3) return rise;
    const double gg = gain_gain - gain * gain / n;
    const double gt = gain_total - gain * total / n;
    const double tt = total_total - total * total / n;
    const double gy = gain_noise - gain * noise / n;
    const double ty = total_noise - total * noise / n;
    const double determinant = gg * tt - gt * gt;
    // Gain moved by half a stop or more beside what the exposure moved; or the exposure never did.
    const double own_gain = tt > 0 ? determinant / tt : gg;
    rise.told = own_gain >= n * squared(0.25);
    if (!rise.told) return rise;
    const double slope = determinant > 1e-9 ? (gy * tt - ty * gt) / determinant : gy / gg;
    rise.per_gain = slope / (noise / n);
    return rise;
}

}  // namespace verikiosk::judge
