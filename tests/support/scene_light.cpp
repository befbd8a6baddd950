// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scene_light.hpp"

#include <array>
#include <cmath>

namespace verikiosk::tests {
namespace {

constexpr Duration frame_time{33'333'333};

double stops(int milli) {
    return std::exp2(milli / 1000.0);
}

/// The latest of this kind that was shown no later than `at`.
Shown latest(const std::vector<Shown>& shown, ShownKind kind, TimePoint at) {
    Shown found;
    for (const Shown& one : shown)
        if (one.kind == kind && one.at <= at) found = one;
    return found;
}

/// A number in -1..1 that is another one for each row and value, and always the same.
double scatter(std::uint64_t sequence, std::size_t which) {
    std::uint64_t x = sequence * 0x9E3779B97F4A7C15U + which * 0xD1B54A32D192ED03U;
    x ^= x >> 29U;
    x *= 0xBF58476D1CE4E5B9U;
    x ^= x >> 32U;
    return static_cast<double>(x % 2001) / 1000.0 - 1;
}

std::uint16_t sixteenths(double code) {
    return static_cast<std::uint16_t>(std::lround(code * 16));
}

/// Linear light per channel to limited-range BT.601, by a camera whose tone curve is the root.
RegionColour coded(const std::array<double, 3>& light) {
    const double r = std::sqrt(light[0]);
    const double g = std::sqrt(light[1]);
    const double b = std::sqrt(light[2]);
    const double y = 0.299 * r + 0.587 * g + 0.114 * b;
    return {sixteenths(16 + y * 219 / 255), sixteenths(128 + (b - y) / 1.772 * 224 / 255),
            sixteenths(128 + (r - y) / 1.402 * 224 / 255)};
}

}  // namespace

std::vector<Shown> steps_of(const Challenge& challenge, TimePoint prompted) {
    std::vector<Shown> steps;
    TimePoint at = prompted;
    for (const std::uint32_t colour : challenge.colours) {
        steps.push_back({at, ShownKind::colour, colour, {}});
        at += challenge.hold;
    }
    for (const ExposureStep& exposure : challenge.exposures) {
        steps.push_back({at, ShownKind::exposure, 0, exposure});
        at += challenge.hold;
    }
    return steps;
}

void light_row(ObservationRow& row, const std::vector<Shown>& shown, int lag_frames) {
    const std::uint32_t colour = latest(shown, ShownKind::colour, row.time - frame_time).colour;
    const ExposureStep step = latest(shown, ShownKind::exposure, row.time - lag_frames * frame_time).exposure;
    const double time = stops(step.time_milli);
    const double gain = stops(step.gain_milli);
    row.exposure_us = static_cast<std::uint32_t>(std::lround(16'000 * time));
    row.gain_milli = static_cast<std::uint32_t>(std::lround(2'000 * gain));
    constexpr std::array<std::uint32_t, 3> channels{0xFF0000, 0x00FF00, 0x0000FF};
    constexpr std::array<double, 3> skin{9'000, 6'500, 5'000};  // the root of it is a code of 70 to 95
    for (std::size_t region = 0; region < region_count; ++region) {
        const double share = region == static_cast<std::size_t>(Region::background) ? 0.02 : 0.1;
        std::array<double, 3> light{};
        for (std::size_t c = 0; c < light.size(); ++c) {
            const bool on = (colour & channels[c]) != 0;
            light[c] = skin[c] * time * gain * (1 + (on ? share : 0));
            light[c] *= 1 + 0.002 * scatter(row.sequence, 3 * region + c);
        }
        row.liveness.regions[region] = coded(light);
    }
    row.liveness.noise_centi = static_cast<std::uint16_t>(std::lround(150 * std::sqrt(gain)));
}

}  // namespace verikiosk::tests
