// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "drivers/simulator/grid.hpp"

namespace verikiosk::simulator {

/// Hair or cloth on the head's own surface.
struct Strand {
    float cover = 0.0F;      ///< 0 skin .. 1 hair
    float thickness = 0.0F;  ///< cm outwards
    Colour colour;
    float open = 1.0F;
    float shine = 0.0F;
};
Strand scalp(const Person& person, float v, float angle);

/// A further piece of the figure. The inner side of `both_sides` is drawn too, dark.
struct Part {
    Grid grid;
    bool both_sides = false;
};
/// Long hair's curtain, a bun: what does not follow the skull.
std::vector<Part> hair_parts(const Person& person);

}  // namespace verikiosk::simulator
