// SPDX-License-Identifier: Apache-2.0
#include "vision/face/gaze.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace verikiosk::vision {
namespace {

using enum PointName;

// Under as many pixels of height in the crop there is no iris to be seen between the lids.
constexpr float least_opening = 4;
// Lashes and the shadow of the lid lie along the edge of the opening.
constexpr float inner_share = 0.8F;

Point in_crop(const FaceAxes& axes, Point p) {
    const Point own = axes.of(p);
    return {crop_eyes.x + own.x * crop_iod, crop_eyes.y + own.y * crop_iod};
}

/// An eye's opening in the crop, as an ellipse.
struct Opening {
    Point centre;
    float half_width = 0;
    float half_height = 0;
};

Opening opening_of(const Points& points, const FaceAxes& axes, PointName first) {
    const auto p = [&](int i) {
        return in_crop(axes, points[static_cast<PointName>(static_cast<int>(first) + i)]);
    };
    const Point upper = middle(p(1), p(2));
    const Point lower = middle(p(4), p(5));
    return {middle(middle(p(0), p(3)), middle(upper, lower)), std::abs(p(3).x - p(0).x) / 2,
            (lower.y - upper.y) / 2};
}

/// The middle of the darkness inside, in halves of the opening.
std::optional<Point> darkest(const Opening& eye, const CropPixels& crop) {
    if (2 * eye.half_height < least_opening || eye.half_width < least_opening) return std::nullopt;
    const auto each = [&](auto&& visit) {
        const int top = static_cast<int>(std::ceil(eye.centre.y - eye.half_height));
        const int bottom = static_cast<int>(eye.centre.y + eye.half_height);
        const int left = static_cast<int>(std::ceil(eye.centre.x - eye.half_width));
        const int right = static_cast<int>(eye.centre.x + eye.half_width);
        for (int y = std::max(top, 0); y <= std::min(bottom, crop_side - 1); ++y) {
            for (int x = std::max(left, 0); x <= std::min(right, crop_side - 1); ++x) {
                const float u = (static_cast<float>(x) - eye.centre.x) / eye.half_width;
                const float v = (static_cast<float>(y) - eye.centre.y) / eye.half_height;
                if (u * u + v * v > inner_share) continue;
                visit(u, v,
                      static_cast<float>(
                          crop[static_cast<std::size_t>(y) * crop_side + static_cast<std::size_t>(x)]));
            }
        }
    };
    float sum = 0;
    float count = 0;
    each([&](float, float, float luma) { sum += luma, ++count; });
    if (count < 1) return std::nullopt;
    // What is darker than the eye on average weighs by how much.
    const float mean = sum / count;
    float weight = 0;
    Point at;
    each([&](float u, float v, float luma) {
        const float dark = std::max(mean - luma, 0.0F);
        weight += dark;
        at.x += dark * u;
        at.y += dark * v;
    });
    if (weight < count) return std::nullopt;  // flat: under a step of luma
    return Point{at.x / weight, at.y / weight};
}

}  // namespace

Point gaze_of(const Points& points, const FaceAxes& axes, const CropPixels& crop) {
    const auto right = darkest(opening_of(points, axes, eye_right_outer), crop);
    const auto left = darkest(opening_of(points, axes, eye_left_inner), crop);
    if (right && left) return middle(*right, *left);
    return right.value_or(left.value_or(Point{}));
}

}  // namespace verikiosk::vision
