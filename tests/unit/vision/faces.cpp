// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/vision/faces.hpp"

#include <cmath>
#include <numbers>

namespace verikiosk::tests {
namespace {

using enum PointName;

struct Solid {
    PointName name;
    float x, y, z;  // mm; origin at the nose's tip, x to the subject's left, y down, z into the head
};

// Drawn up by hand, not taken from the code under test; 63 mm between the eyes.
constexpr Solid head[] = {
    {jaw_right, -70, -20, 95},
    {cheek_right, -58, 45, 75},
    {chin, 0, 80, 22},
    {cheek_left, 58, 45, 75},
    {jaw_left, 70, -20, 95},
    {brow_right_outer, -54, -52, 38},
    {brow_right_inner, -12, -52, 18},
    {brow_left_inner, 12, -52, 18},
    {brow_left_outer, 54, -52, 38},
    {nose_bridge, 0, -32, 17},
    {nose_tip, 0, 0, 0},
    {nose_base, 0, 12, 13},
    {nostril_right, -14, 9, 15},
    {nostril_left, 14, 9, 15},
    {eye_right_outer, -45, -35, 33},
    {eye_right_top_outer, -36, -39, 29},
    {eye_right_top_inner, -27, -39, 28},
    {eye_right_inner, -18, -35, 27},
    {eye_right_bottom_inner, -27, -31, 28},
    {eye_right_bottom_outer, -36, -31, 29},
    {eye_left_inner, 18, -35, 27},
    {eye_left_top_inner, 27, -39, 28},
    {eye_left_top_outer, 36, -39, 29},
    {eye_left_outer, 45, -35, 33},
    {eye_left_bottom_outer, 36, -31, 29},
    {eye_left_bottom_inner, 27, -31, 28},
    {mouth_right, -24, 35, 25},
    {mouth_left, 24, 35, 25},
    {lip_top_outer, 0, 28, 14},
    {lip_top_inner, 0, 34, 16},
    {lip_bottom_inner, 0, 35, 16},
    {lip_bottom_outer, 0, 43, 17},
};
static_assert(std::size(head) == static_cast<std::size_t>(count_));

float radians(float degrees) {
    return degrees * std::numbers::pi_v<float> / 180;
}

}  // namespace

Points turned_face(float yaw, float pitch, FieldOfView view) {
    // Turning to the subject's left moves the nose, which is nearest, to the picture's right; looking up
    // moves it up. Around a point in the neck, 100 mm behind the nose.
    const float cy = std::cos(radians(yaw));
    const float sy = std::sin(radians(yaw));
    const float cp = std::cos(radians(pitch));
    const float sp = std::sin(radians(pitch));
    const float focal = view.focal() * 720;
    const float away = 63 * focal / 100;  // where the eyes are 100 px apart
    Points points;
    for (const Solid& p : head) {
        const float z = p.z - 100;
        const float up_y = cp * p.y + sp * z;
        const float up_z = -sp * p.y + cp * z;
        const float x = cy * p.x - sy * up_z;
        const float depth = sy * p.x + cy * up_z + 100 + away - 29;
        points[p.name] = {640 + focal * x / depth, 360 + focal * up_y / depth};
    }
    return points;
}

Points frontal_face() {
    return turned_face(0, 0);
}

Points tilted(Points points, float degrees) {
    const float c = std::cos(radians(degrees));
    const float s = std::sin(radians(degrees));
    for (Point& p : points.at) {
        const float x = p.x - 640;
        const float y = p.y - 360;
        p = {640 + c * x - s * y, 360 + s * x + c * y};
    }
    return points;
}

}  // namespace verikiosk::tests
