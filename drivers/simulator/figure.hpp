// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/accessories.hpp"
#include "drivers/simulator/head.hpp"
#include "drivers/simulator/shading.hpp"

namespace verikiosk::simulator {

/// What one visitor is doing at one moment.
struct Stance {
    Placement place;
    Expression face;
    bool present = true;
};

/// A landmark in the picture, pixels.
struct PicturePoint {
    float x;
    float y;
};

/// One person as surfaces: head, hair, glasses, trunk.
class Figure {
  public:
    explicit Figure(const Person& person);

    void draw(const Stance& stance, const Lens& lens, const Illumination& light, Painter& painter,
              Canvas& canvas);
    /// Where the landmark of the last drawn stance lies.
    PicturePoint landmark(Landmark which, const Lens& lens) const;

  private:
    Head head_;
    std::vector<Part> parts_;
    Part torso_;
    Pose head_pose_;
};

}  // namespace verikiosk::simulator
