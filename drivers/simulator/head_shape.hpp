// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/parameters.hpp"

namespace verikiosk::simulator {

/// What the face does, each 0 (not at all) .. 1 (fully); gaze -1 .. 1 (about 30 degrees).
struct Expression {
    float smile = 0.0F;
    float open_mouth = 0.0F;
    float blink_left = 0.0F;  ///< the visitor's left eye, on the picture's right
    float blink_right = 0.0F;
    float raised_brows = 0.0F;
    float gaze_x = 0.0F;
    float gaze_y = 0.0F;
};

/// Landmarks of the average face, cm, on its unrolled front: x as in the head's frame, v downwards from
/// the pupils. Means of adult anthropometry (Farkas 1994), rounded; a person's factors move them.
namespace face {
inline constexpr float crown = -11.3F;
inline constexpr float eye_x = 3.15F;
inline constexpr float eye_half_width = 1.5F;
inline constexpr float eye_strip = 0.5F;  ///< rows within +-this of v = 0 lie between the lids
inline constexpr float nose_tip = 3.6F;
inline constexpr float nose_base = 4.6F;
inline constexpr float mouth = 6.9F;
inline constexpr float mouth_strip = 0.15F;  ///< rows within +-this of the mouth lie between the lips
inline constexpr float mouth_half_width = 2.26F;
inline constexpr float chin = 11.3F;
inline constexpr float under_chin = 14.0F;
}  // namespace face

/// The aperture of an eye at `along` cm from its middle (outwards positive): v of upper and lower lid.
struct LidLine {
    float upper;
    float lower;
};
LidLine lids(const Person& person, float along, float blink);
/// Middle of the visitor's eyes in x: +-this.
float eye_middle(const Person& person);
float mouth_half_width(const Person& person);
/// Where the brow's middle runs at |x|, and half its thickness there (0 outside the brow).
struct BrowLine {
    float middle;
    float half;
};
BrowLine brow(const Person& person, float abs_x);

/// A point of the skin at row `v` (face::crown .. face::under_chin) and angle `a` around the head
/// (0 = straight ahead, +pi/2 = the picture's right), in cm in the head's frame.
Vec3 head_point(const Person& person, float v, float a, const Expression& expression);
/// x of that point on the average, unmoved face: what features and paint are laid out in.
float canonical_x(float v, float a);

}  // namespace verikiosk::simulator
