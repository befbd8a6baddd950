// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/sensor.hpp"

namespace verikiosk::simulator {
namespace {

// Mean luma code that metering aims at.
constexpr float target_luma = 112.0F;

}  // namespace

ExposureControl::ExposureControl(float ambient_lux, float pace) : pace_(pace) {
    split(0.32F / (sensitivity * std::max(ambient_lux, 1.0F) * 0.4F));
}

void ExposureControl::split(float product) {
    // Time before gain, as long as motion stays sharp; then gain; then the rest of the time.
    constexpr float sharp = 1.0F / 60.0F;
    float seconds = std::min(product, sharp);
    float gain = product / seconds;
    if (gain > 4.0F) {
        seconds = std::min(product / 4.0F, longest_exposure);
        gain = product / seconds;
    }
    exposure_.seconds = std::clamp(seconds, shortest_exposure, longest_exposure);
    exposure_.gain = std::clamp(gain, 1.0F, highest_gain);
}

void ExposureControl::hold(Exposure exposure) {
    exposure_.seconds = std::clamp(exposure.seconds, shortest_exposure, longest_exposure);
    exposure_.gain = std::clamp(exposure.gain, 1.0F, highest_gain);
    held_ = true;
}

void ExposureControl::meter(Canvas& canvas, const Rect& face) {
    if (held_) return;
    const int third = canvas.width() / 3;
    const Rect preferred = face.empty() ? Rect{third, 0, 2 * third, canvas.height()} : face;
    const std::uint32_t preference = face.empty() ? 6 : 12;
    // On a coarse lattice, as sensors' own statistics are.
    std::uint32_t sum = 0;
    std::uint32_t weights = 0;
    for (int row = 8; row < canvas.height(); row += 24)
        for (int x = 8; x < canvas.width(); x += 24) {
            const bool inside =
                x >= preferred.left && x < preferred.right && row >= preferred.top && row < preferred.bottom;
            const std::uint32_t weight = inside ? preference : 1;
            sum += weight * canvas.luma(row)[x];
            weights += weight;
        }
    if (weights == 0) return;
    const float mean = std::max(static_cast<float>(sum) / static_cast<float>(weights) - 16.0F, 2.0F);
    // Code values follow the signal's root, so the correction is squared; small errors are left alone.
    const float ratio = std::clamp((target_luma - 16.0F) / mean, 0.5F, 2.0F);
    if (std::abs(ratio - 1.0F) < 0.04F) return;
    split(exposure_.seconds * exposure_.gain * std::pow(ratio, 2.0F * pace_));
}

}  // namespace verikiosk::simulator
