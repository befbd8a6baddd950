// SPDX-License-Identifier: Apache-2.0
#include "vision/face/face_shape.hpp"

#include <algorithm>

namespace verikiosk::vision {
namespace {

using enum PointName;

Point mean_of(const Points& points, PointName first, int count) {
    Point sum;
    for (int i = 0; i < count; ++i) {
        const Point p = points.at[static_cast<std::size_t>(first) + static_cast<std::size_t>(i)];
        sum.x += p.x;
        sum.y += p.y;
    }
    return {sum.x / static_cast<float>(count), sum.y / static_cast<float>(count)};
}

/// How much farther the mean of `count` points from `a` on is than that from `b` on; 0 without depth.
float depth_between(const Points& points, PointName a, PointName b, std::size_t count) {
    float sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum += points.depth[static_cast<std::size_t>(a) + i] - points.depth[static_cast<std::size_t>(b) + i];
    }
    return sum / static_cast<float>(count);
}

struct Bounds {
    float left, top, right, bottom;
};

Bounds bounds_of(const Points& points) {
    Bounds b{points.at[0].x, points.at[0].y, points.at[0].x, points.at[0].y};
    for (const Point& p : points.at) {
        b.left = std::min(b.left, p.x);
        b.right = std::max(b.right, p.x);
        b.top = std::min(b.top, p.y);
        b.bottom = std::max(b.bottom, p.y);
    }
    return b;
}

bool within(float value, float low, float high) {
    return value >= low && value <= high;
}

// A face of which less than this is seen between the eyes has no measurable mouth.
constexpr float smallest_iod = 8;

// Hairline above the eyes, in inter-ocular distances: with the chin 1.83 below them (measured) a face of
// 185 mm from hairline to chin at 63 mm between the eyes.
constexpr float hairline = 1.15F;

}  // namespace

Point FaceAxes::of(Point p) const {
    const float x = p.x - origin.x;
    const float y = p.y - origin.y;
    return {(x * along.x + y * along.y) / iod, (x * down.x + y * down.y) / iod};
}

Point FaceAxes::in_picture(Point p) const {
    return {origin.x + iod * (p.x * along.x + p.y * down.x), origin.y + iod * (p.x * along.y + p.y * down.y)};
}

Point eye_right(const Points& points) {
    return mean_of(points, eye_right_outer, 6);
}

Point eye_left(const Points& points) {
    return mean_of(points, eye_left_inner, 6);
}

FaceAxes axes_of(const Points& points) {
    const Point right = eye_right(points);
    const Point left = eye_left(points);
    FaceAxes axes;
    axes.origin = middle(right, left);
    const float seen = std::max(distance(right, left), 0.001F);
    axes.along = {(left.x - right.x) / seen, (left.y - right.y) / seen};
    // A turned head's eyes are nearer to each other in the picture than they are.
    axes.iod = std::hypot(seen, depth_between(points, eye_left_inner, eye_right_outer, 6));
    axes.down = {-axes.along.y, axes.along.x};
    return axes;
}

float span(const Points& points, PointName a, PointName b) {
    return std::hypot(points[a].x - points[b].x, points[a].y - points[b].y, depth_between(points, a, b, 1));
}

bool plausible(const Points& points) {
    const FaceAxes axes = axes_of(points);
    if (axes.iod < smallest_iod) return false;
    // Half again beyond what 4,000 frames of real faces showed, turned heads and open mouths included. Upside
    // down and mirrored faces fail the first: the subject's right eye is at the picture's left.
    const Point nose = axes.of(points[nose_base]);
    const Point mouth = axes.of(middle(points[mouth_right], points[mouth_left]));
    const Point jaw = axes.of(points[chin]);
    const float mouth_width = distance(points[mouth_right], points[mouth_left]) / axes.iod;
    const float jaw_width = distance(points[jaw_right], points[jaw_left]) / axes.iod;
    return axes.along.x > 0.5F && within(nose.y, 0.3F, 1.2F) && within(nose.x, -0.6F, 0.6F) &&
           within(mouth.y, 0.6F, 1.8F) && within(mouth.x, -0.6F, 0.6F) && within(jaw.y, 1.1F, 2.9F) &&
           mouth.y > nose.y && jaw.y > mouth.y && within(mouth_width, 0.4F, 1.7F) &&
           within(jaw_width, 1.4F, 3.3F);
}

float disagreement(const Points& a, const Points& b) {
    // Jaw and brows slide along edges even on real faces.
    constexpr auto first = static_cast<std::size_t>(nose_bridge);
    float sum = 0;
    for (std::size_t i = first; i < a.at.size(); ++i)
        sum += distance(a.at[i], b.at[i]);
    return sum / static_cast<float>(a.at.size() - first) / axes_of(a).iod;
}

Box detector_box(const Points& points) {
    // Fitted to 1,688 frames on which dlib's detector and the landmarks were both there: the side is 1.10 of
    // the mean extent (0.92-1.29 from the 5th to the 95th percentile: the detector's pyramid has coarse
    // steps), the centre 0.11 of the height above the middle.
    const Bounds b = bounds_of(points);
    const float width = b.right - b.left;
    const float height = b.bottom - b.top;
    const float side = 1.10F * std::sqrt(width * height);
    const float x = (b.left + b.right) / 2;
    const float y = (b.top + b.bottom) / 2 - 0.11F * height;
    return {x - side / 2, y - side / 2, side, side};
}

Box face_box(const Points& points) {
    const Bounds b = bounds_of(points);
    const FaceAxes axes = axes_of(points);
    const float top = std::min(b.top, axes.origin.y - hairline * axes.iod * axes.down.y);
    return {b.left, top, b.right - b.left, b.bottom - top};
}

}  // namespace verikiosk::vision
