// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/head_shape.hpp"

namespace verikiosk::simulator {

/// Albedo, share of surrounding light, highlight: what shading needs of a vertex.
struct Finish {
    Colour albedo;
    float open = 1.0F;
    float shine = 0.0F;
};

/// Skin, brows, lips, lashes, beard at canonical (x, v), `front` 0 .. 1 as the surface faces forward.
Finish paint_face(const Person& person, float x, float v, float front);
/// How much surrounding light reaches the skin there: the dark of sockets, nostrils and folds.
float face_openness(const Person& person, float x, float v, const Expression& expression);
/// Between the lids: `along` from the eye's middle (outwards positive), `y` down from it, `share` 0 at the
/// upper lid .. 1 at the lower. `side` is -1 for the visitor's right eye.
Finish paint_eye(const Person& person, float along, float y, float share, float side, const Expression& e);
/// Between the lips: `gap` cm that they are apart at this x, `share` 0 at the upper lip .. 1 at the lower.
Finish paint_mouth(const Person& person, float x, float gap, float share, const Expression& e);

/// Albedo of this person's skin as rendered (lips and hands too).
Colour skin_colour(const Person& person);
/// -1 .. 1, smooth, repeatable: strands, freckles, cloth.
float grain(float x, float y, std::uint64_t seed);

}  // namespace verikiosk::simulator
