// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/observation.hpp"
#include "firmware/domain/plan.hpp"

namespace verikiosk::tests {

/// What an imagined visitor does with their head and mouth. Neutral at first; in the units of a row, size
/// over that of a row where they stand still.
struct Pose {
    double asymmetry = 0;
    double size = 1;
    double mouth_width = 800;
    double corner_rise = 10;
    double mouth_open = 20;

    /// One frame nearer to that; people take a third of a second for it.
    void ease_towards(const Pose& wanted);
};

/// The pose that a challenge asks for.
[[nodiscard]] Pose answer_to(const Challenge& challenge);

/// Changes a row with a face, whose visitor stands still and neutral, to this pose: measures, box, and how
/// far the points leave any plane's picture.
void strike(ObservationRow& row, const Pose& pose);

}  // namespace verikiosk::tests
