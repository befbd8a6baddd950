// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "drivers/simulator/camera_model.hpp"
#include "drivers/simulator/parameters.hpp"
#include "drivers/simulator/random.hpp"
#include "drivers/simulator/rasteriser.hpp"

namespace verikiosk::simulator {

struct Exposure {
    float seconds = 1.0F / 60.0F;
    float gain = 1.0F;
};

/// Exposure limits of an ordinary USB camera at 30 frames a second.
inline constexpr float shortest_exposure = 0.0002F;
inline constexpr float longest_exposure = 0.0325F;
inline constexpr float highest_gain = 16.0F;

/// Signal (1 = full well) per lux of light on a white surface, second of exposure and unit of gain. Chosen so
/// that an office (300 lux) is exposed at 1/60 s and a gain of about 2.
inline constexpr float sensitivity = 0.055F;

/// Code values of a BT.601 limited-range picture.
struct Code {
    float luma;
    float cb;
    float cr;
};

/// Signal to gamma-coded value, 0..1. A polynomial of the root close to the exponent 1/2.2, as it runs per
/// vertex; a knee instead of a hard stop at the bright end.
inline float tone(float signal) {
    const float root = std::sqrt(std::max(signal, 0.0F));
    const float curve = root * (1.10F - 0.10F * root);
    const float knee = 0.80F + (curve - 0.80F) / (1.0F + 1.6F * std::max(curve - 0.80F, 0.0F));
    return std::min(curve > 0.80F ? knee : curve, 1.0F);
}
inline Code encode(Colour signal) {
    const float r = tone(signal.r);
    const float g = tone(signal.g);
    const float b = tone(signal.b);
    return {16.0F + 65.481F * r + 128.553F * g + 24.966F * b, 128.0F - 37.797F * r - 74.203F * g + 112.0F * b,
            128.0F + 112.0F * r - 93.786F * g - 18.214F * b};
}

/// Auto exposure: meters each finished picture and moves a part of the way, as cameras do.
class ExposureControl {
  public:
    /// Starts where the first picture of this light will be about right. `pace` as in CameraModel.
    ExposureControl(float ambient_lux, float pace);

    const Exposure& now() const { return exposure_; }
    /// Metering prefers `face`, as cameras with face detection do; without one the middle of the picture.
    void meter(Canvas& canvas, const Rect& face);
    /// Holds these values (clamped to the limits) until release().
    void hold(Exposure exposure);
    /// Holds what it has.
    void lock() { held_ = true; }
    void release() { held_ = false; }

  private:
    void split(float product);

    Exposure exposure_;
    float pace_;
    bool held_ = false;
};

/// Sensor noise from a prepared table: its strength grows with gain, its place in the table is drawn per row.
class Noise {
  public:
    Noise(std::uint64_t seed, const CameraModel& model);

    /// Copies the canvas to the caller's planes and adds noise. Inside `soft` the picture is blurred by a
    /// 3 x 3 binomial, the lens's share, which also smooths the outlines of what was drawn.
    void develop(Canvas& canvas, const Rect& soft, float gain, std::uint8_t* luma, std::size_t luma_stride,
                 std::uint8_t* chroma, std::size_t chroma_stride);

  private:
    static constexpr std::size_t length = 1U << 15U;
    void fill(float gain);
    const std::int8_t* draw(std::size_t wanted);
    /// The sensor's own curve and colours, where they are not the usual ones.
    void grade(std::uint8_t* luma, std::size_t luma_stride, std::uint8_t* chroma, std::size_t chroma_stride,
               int width, int height) const;

    CameraModel model_;
    Random random_;
    std::vector<float> unit_;
    std::vector<std::int8_t> table_;
    std::vector<std::uint8_t> row_;
    std::vector<std::uint16_t> sums_;
    std::vector<std::uint8_t> curve_;  // by code; empty where it is the usual one
    float gain_ = -1.0F;
};

}  // namespace verikiosk::simulator
