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
    const auto p = [&](int i) { return static_cast<PointName>(static_cast<int>(first) + i); };
    const float width = span(points, p(0), p(3));
    return width > 0 ? (span(points, p(1), p(5)) + span(points, p(2), p(4))) / (2 * width) : 0;
}

}  // namespace

float asymmetry(const Points& points, const FaceAxes& axes) {
    const float nose = axes.of(points[nose_tip]).x;
    const float to_right = nose - axes.of(points[jaw_right]).x;
    const float to_left = axes.of(points[jaw_left]).x - nose;
    const float sum = to_right + to_left;
    return sum > 0 ? std::clamp((to_right - to_left) / sum, -1.0F, 1.0F) : 0;
}

namespace {

float degrees(float radians) {
    return radians * 180 / std::numbers::pi_v<float>;
}

// From the brows to the chin Face Mesh's faces lean back by this many degrees where the 68 points' pose is
// level (median of 58 photos).
constexpr float upright_lean = -7.5F;

// A mouth's corners lie this far behind its middle, in inter-ocular distances: 0.28 by Face Mesh's depth on
// 37 photos, of which the 68 points' pitch, which is never all there, takes back nine tenths.
constexpr float corners_behind = 0.25F;

float depth_of(const Points& points, PointName name) {
    return points.depth[static_cast<std::size_t>(name)];
}

/// From where eyes and chin are in depth: it neither needs a camera's focal length nor a model of a head.
HeadPose pose_in_depth(const Points& points, const FaceAxes& axes) {
    const float across = distance(points[eye_right_outer], points[eye_left_outer]);
    const float yaw =
        std::atan2(depth_of(points, eye_left_outer) - depth_of(points, eye_right_outer), across);
    const Point brows = middle(points[brow_right_inner], points[brow_left_inner]);
    const float down = (axes.of(points[chin]).y - axes.of(brows).y) * axes.iod;
    const float back =
        depth_of(points, chin) - (depth_of(points, brow_right_inner) + depth_of(points, brow_left_inner)) / 2;
    return {degrees(yaw), degrees(std::atan2(-back, down)) - upright_lean};
}

/// How far the mouth's corners stand above the lips' middle along the head, in inter-ocular distances: on the
/// picture a nod alone would lift them.
float corner_rise(const Points& points, const FaceAxes& axes, const HeadPose& pose) {
    const float on_picture = axes.of(middle(points[lip_top_outer], points[lip_bottom_outer])).y -
                             axes.of(middle(points[mouth_right], points[mouth_left])).y;
    const float pitch = pose.pitch / 180 * std::numbers::pi_v<float>;
    if (!points.has_depth) return on_picture + corners_behind * std::sin(pitch);
    const float behind = (depth_of(points, mouth_right) + depth_of(points, mouth_left) -
                          depth_of(points, lip_top_outer) - depth_of(points, lip_bottom_outer)) /
                         2 / axes.iod;
    const float lean = pitch + upright_lean / 180 * std::numbers::pi_v<float>;
    return on_picture * std::cos(lean) + behind * std::sin(lean);
}

}  // namespace

void measure(const Points& points, const FaceAxes& axes, ObservationRow& row, FieldOfView view) {
    const Box box = face_box(points);
    row.box_x = fixed_point<std::int16_t>(box.x, 1);
    row.box_y = fixed_point<std::int16_t>(box.y, 1);
    row.box_width = fixed_point<std::uint16_t>(box.width, 1);
    row.box_height = fixed_point<std::uint16_t>(box.height, 1);
    row.iod_decipx = fixed_point<std::uint16_t>(axes.iod, 10);

    const HeadPose pose = points.has_depth ? pose_in_depth(points, axes)
                                           : head_pose(points, row.frame_width, row.frame_height, view);
    row.yaw_decideg = fixed_point<std::int16_t>(pose.yaw, 10);
    row.pitch_decideg = fixed_point<std::int16_t>(pose.pitch, 10);
    // Towards the subject's left shoulder the left eye, at the picture's right, is the lower one.
    const float roll = degrees(std::atan2(axes.along.y, axes.along.x));
    row.roll_decideg = fixed_point<std::int16_t>(roll, 10);
    row.asymmetry_milli = fixed_point<std::int16_t>(asymmetry(points, axes), 1000);

    const float mouth = span(points, mouth_right, mouth_left);
    row.mouth_width_milli = fixed_point<std::uint16_t>(mouth / axes.iod, 1000);
    const float gap = span(points, lip_top_inner, lip_bottom_inner);
    row.mouth_open_milli = fixed_point<std::uint16_t>(mouth > 0 ? gap / mouth : 0, 1000);
    row.corner_rise_milli = fixed_point<std::int16_t>(corner_rise(points, axes, pose), 1000);
    row.eye_right_milli = fixed_point<std::uint16_t>(eye_aspect_ratio(points, eye_right_outer), 1000);
    row.eye_left_milli = fixed_point<std::uint16_t>(eye_aspect_ratio(points, eye_left_inner), 1000);
}

}  // namespace verikiosk::vision
