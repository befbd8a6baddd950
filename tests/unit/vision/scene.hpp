// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "vision/liveness/judge/judge.hpp"

/// A lit room before a camera, by formulas: what its regions look like under a screen's light and at an
/// exposure. Another tone curve than the judges assume.
namespace verikiosk::tests {

/// Thousandths of nothing: drawn anew for every row and channel, the same on every machine.
class Tremble {
  public:
    explicit Tremble(std::uint32_t seed) : state_(seed * 2654435761U + 1) {}
    /// Normal enough: the sum of four, standard deviation 1.
    double draw();

  private:
    std::uint32_t state_;
};

struct LitScene {
    double ambient = 300;                  ///< lux at the face
    double screen = 55;                    ///< lux of the screen's white at the face
    std::array<double, 3> white{1, 1, 1};  ///< the screen's, to a camera that takes the room's for white
    double glass = 0;                      ///< lux of the screen that all returns alike, whatever its colour
    double behind = 0.15;                  ///< of the screen's light that reaches the background
    double wander = 0.004;                 ///< the room's and the head's, per region; shares of its light
    double noise = 0.08;                   ///< of a region's mean, code values
    std::array<double, 3> parts{1, 0.8, 0.9};  ///< of the screen's light: forehead, cheeks
};

/// Sets the regions of a row as they are at a moment, while the screen shows this colour (0xRRGGBB).
void light_up(ObservationRow& row, const LitScene& scene, std::uint32_t colour, double exposure,
              Tremble& tremble);

}  // namespace verikiosk::tests
