// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "drivers/simulator/sensor.hpp"

namespace verikiosk::simulator {

/// The room behind the visitor, out of focus. Drawn once at a quarter of the size; brought to the sensor's
/// exposure only when that changes.
class Backdrop {
  public:
    Backdrop(std::uint64_t seed, int width, int height);

    /// `light`: signal of a white surface, per channel. Returns true when the picture changed.
    bool expose(Colour light);
    /// Copies the exposed picture over `area` of the canvas. Area edges must be even.
    void restore(Canvas& canvas, const Rect& area);

  private:
    void enlarge();

    int width_;
    int height_;
    int small_width_;
    int small_height_;
    std::vector<Colour> albedo_;
    std::vector<float> luma_, cb_, cr_;  // small, exposed
    Canvas exposed_;
    float last_ = -1.0F;
};

}  // namespace verikiosk::simulator
