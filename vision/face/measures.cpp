// SPDX-License-Identifier: Apache-2.0
#include "vision/face/measures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace verikiosk::vision {
namespace {

using enum PointName;

/// To the row's fixed point, saturating.
template <class Int>
Int fixed_point(float value, float unit) {
    if (!std::isfinite(value)) return 0;
    const float scaled = std::round(value * unit);
    const auto low = static_cast<float>(std::numeric_limits<Int>::min());
    const auto high = static_cast<float>(std::numeric_limits<Int>::max());
    return static_cast<Int>(std::clamp(scaled, low, high));
}

/// Soukupova and Cech (2016): height over width of the eye's six points.
float eye_aspect_ratio(const Points& points, PointName first) {
    const auto p = [&](int i) {
        return points.at[static_cast<std::size_t>(first) + static_cast<std::size_t>(i)];
    };
    const float width = distance(p(0), p(3));
    return width > 0 ? (distance(p(1), p(5)) + distance(p(2), p(4))) / (2 * width) : 0;
}

/// Nose tip between the jaw's ends: 0 frontal, towards 1 when turned to the subject's left.
float asymmetry(const Points& points, const FaceAxes& axes) {
    const float nose = axes.of(points[nose_tip]).x;
    const float to_right = nose - axes.of(points[jaw_right]).x;
    const float to_left = axes.of(points[jaw_left]).x - nose;
    const float sum = to_right + to_left;
    return sum > 0 ? std::clamp((to_right - to_left) / sum, -1.0F, 1.0F) : 0;
}

}  // namespace

void measure(const Points& points, const FaceAxes& axes, ObservationRow& row) {
    const Box box = face_box(points);
    row.box_x = fixed_point<std::int16_t>(box.x, 1);
    row.box_y = fixed_point<std::int16_t>(box.y, 1);
    row.box_width = fixed_point<std::uint16_t>(box.width, 1);
    row.box_height = fixed_point<std::uint16_t>(box.height, 1);
    row.iod_decipx = fixed_point<std::uint16_t>(axes.iod, 10);

    const HeadPose pose = head_pose(points, row.frame_width, row.frame_height);
    row.yaw_decideg = fixed_point<std::int16_t>(pose.yaw, 10);
    row.pitch_decideg = fixed_point<std::int16_t>(pose.pitch, 10);
    // Towards the subject's left shoulder the left eye, at the picture's right, is the lower one.
    const float roll = std::atan2(axes.along.y, axes.along.x) * 180 / std::numbers::pi_v<float>;
    row.roll_decideg = fixed_point<std::int16_t>(roll, 10);
    row.asymmetry_milli = fixed_point<std::int16_t>(asymmetry(points, axes), 1000);

    const float mouth = distance(points[mouth_right], points[mouth_left]);
    row.mouth_width_milli = fixed_point<std::uint16_t>(mouth / axes.iod, 1000);
    const float gap = distance(points[lip_top_inner], points[lip_bottom_inner]);
    row.mouth_open_milli = fixed_point<std::uint16_t>(mouth > 0 ? gap / mouth : 0, 1000);
    const float corners = axes.of(middle(points[mouth_right], points[mouth_left])).y;
    const float lips = axes.of(middle(points[lip_top_outer], points[lip_bottom_outer])).y;
    row.corner_rise_milli = fixed_point<std::int16_t>(lips - corners, 1000);
    row.eye_right_milli = fixed_point<std::uint16_t>(eye_aspect_ratio(points, eye_right_outer), 1000);
    row.eye_left_milli = fixed_point<std::uint16_t>(eye_aspect_ratio(points, eye_left_inner), 1000);
}

}  // namespace verikiosk::vision
