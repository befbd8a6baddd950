// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

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
    /// `mask`: the head is one of this person's, worn or held by somebody.
    explicit Figure(const Person& person, std::optional<Mask> mask = std::nullopt);

    void draw(const Stance& stance, const Lens& lens, const Illumination& light, Painter& painter,
              Canvas& canvas);
    /// Where the head is: it turns on the neck's top, not about its own middle.
    static Pose head_pose(const Placement& at);
    /// Where the landmark of the last drawn stance lies.
    PicturePoint landmark(Landmark which, const Lens& lens) const;

  private:
    Head head_;
    std::vector<Part> parts_;
    Part torso_;
    Pose head_pose_;
};

}  // namespace verikiosk::simulator
