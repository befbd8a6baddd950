// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/vision/scene.hpp"

#include <algorithm>
#include <cmath>

namespace verikiosk::tests {
namespace {

using Rgb = std::array<double, 3>;

constexpr std::array<Rgb, region_count> albedos{Rgb{0.55, 0.38, 0.30}, Rgb{0.50, 0.32, 0.25},
                                                Rgb{0.52, 0.34, 0.26}, Rgb{0.45, 0.50, 0.48}};

Rgb linear(std::uint32_t colour) {
    const auto of = [](std::uint32_t code) { return std::pow((code & 255U) / 255.0, 2.2); };
    return {of(colour >> 16U), of(colour >> 8U), of(colour)};
}

RegionColour coded(const Rgb& signal, double noise, Tremble& tremble) {
    Rgb v{};
    std::transform(signal.begin(), signal.end(), v.begin(), [&](double s) {
        return 255 * std::pow(std::clamp(s, 0.0, 1.0), 1 / 2.2) + noise * tremble.draw();
    });
    const double y = 0.299 * v[0] + 0.587 * v[1] + 0.114 * v[2];
    const auto sixteenths = [](double value) {
        return static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0, 255.0) * 16));
    };
    return {sixteenths(16 + y * 219 / 255), sixteenths(128 + (v[2] - y) / 1.772 * 224 / 255),
            sixteenths(128 + (v[0] - y) / 1.402 * 224 / 255)};
}

}  // namespace

double Tremble::draw() {
    double sum = 0;
    for (int i = 0; i < 4; ++i) {
        state_ = state_ * 1664525U + 1013904223U;
        sum += (state_ >> 8U) / 16777216.0 - 0.5;
    }
    return sum * std::sqrt(3.0);
}

void light_up(ObservationRow& row, const LitScene& scene, std::uint32_t colour, double exposure,
              Tremble& tremble) {
    const double seconds = seconds_of(row.time.time_since_epoch());
    const double room =
        scene.ambient * (1 + 0.012 * std::sin(0.7 * seconds) + 0.006 * std::sin(2.3 * seconds));
    const Rgb shown = linear(colour);
    for (std::size_t r = 0; r < region_count; ++r) {
        const double reach = r < scene.parts.size() ? scene.parts[r] : scene.behind;
        const double still = 1 + scene.wander * std::sin(1.9 * seconds + static_cast<double>(r));
        Rgb signal{};
        for (std::size_t c = 0; c < signal.size(); ++c) {
            const double screen = shown[c] * scene.white[c];
            const double lit = albedos[r][c] * still * (room + scene.screen * reach * screen);
            signal[c] = exposure * (lit + scene.glass * screen) / 600;
        }
        row.liveness.regions[r] = coded(signal, scene.noise, tremble);
    }
}

}  // namespace verikiosk::tests
