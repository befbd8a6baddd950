// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "drivers/simulator/random.hpp"
#include "drivers/simulator/rasteriser.hpp"
#include "drivers/simulator/shading.hpp"

namespace verikiosk::simulator {

/// Flat things that a hand holds before the camera.

/// A hand that is never quite still.
class Hand {
  public:
    /// How far it sways: cm across, down and away, degrees of yaw, pitch and roll.
    using Sway = std::array<float, 6>;
    /// Holds somewhere between these distances from the lens, cm.
    Hand(Random random, float nearest, float farthest, const Sway& sway);

    /// Swaying about the middle of the picture.
    [[nodiscard]] Pose at(double seconds) const;

  private:
    struct Motion {
        float amount;
        float pace;
        float phase;
        [[nodiscard]] float at(double seconds) const;
    };
    float distance_;
    std::array<Motion, 6> motions_;
};

/// Maps a pixel's ray to a sheet: u and v in cm from its middle.
class ToSheet {
  public:
    explicit ToSheet(const Pose& pose);
    struct Place {
        float u;
        float v;
    };
    [[nodiscard]] Place operator()(Vec3 ray) const {
        const float inverse = 1.0F / dot(w_, ray);
        return {dot(u_, ray) * inverse, dot(v_, ray) * inverse};
    }

  private:
    Vec3 u_;
    Vec3 v_;
    Vec3 w_;
};

/// The pixels that a sheet of this size may touch; even edges.
[[nodiscard]] Rect reach_of(const Pose& pose, float half_width, float half_height, const Lens& lens,
                            const Canvas& canvas);

}  // namespace verikiosk::simulator
