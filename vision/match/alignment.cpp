// SPDX-License-Identifier: Apache-2.0
#include "vision/match/alignment.hpp"

#include <cmath>
#include <span>

namespace verikiosk::vision {
namespace {

using enum PointName;

Point mean(std::span<const Point> points) {
    Point sum;
    for (const Point& p : points)
        sum = {sum.x + p.x, sum.y + p.y};
    const auto count = static_cast<float>(points.size());
    return {sum.x / count, sum.y / count};
}

}  // namespace

FivePoints five_points(const Points& points) {
    const auto centre = [&](std::array<PointName, 6> eye) {
        std::array<Point, 6> outline;
        for (std::size_t i = 0; i < eye.size(); ++i)
            outline[i] = points[eye[i]];
        return mean(outline);
    };
    return {centre({eye_right_outer, eye_right_top_outer, eye_right_top_inner, eye_right_inner,
                    eye_right_bottom_inner, eye_right_bottom_outer}),
            centre({eye_left_inner, eye_left_top_inner, eye_left_top_outer, eye_left_outer,
                    eye_left_bottom_outer, eye_left_bottom_inner}),
            points[nose_tip], points[mouth_right], points[mouth_left]};
}

float Similarity::scale() const {
    return std::hypot(a, b);
}

std::optional<Similarity> fit_similarity(const FivePoints& from, const FivePoints& to) {
    const Point from_middle = mean(from);
    const Point to_middle = mean(to);
    float spread = 0;
    float along = 0;
    float across = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const Point f{from[i].x - from_middle.x, from[i].y - from_middle.y};
        const Point t{to[i].x - to_middle.x, to[i].y - to_middle.y};
        spread += f.x * f.x + f.y * f.y;
        along += f.x * t.x + f.y * t.y;
        across += f.x * t.y - f.y * t.x;
    }
    if (!(spread > 0)) return std::nullopt;
    Similarity fit{along / spread, across / spread, 0, 0};
    const Point moved = fit.of(from_middle);
    fit.x0 = to_middle.x - moved.x;
    fit.y0 = to_middle.y - moved.y;
    return fit;
}

}  // namespace verikiosk::vision
