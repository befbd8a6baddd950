// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/measure/parallax.hpp"

#include <algorithm>
#include <cmath>

#include "vision/liveness/measure/plane.hpp"

namespace verikiosk::vision {

void Parallax::begin() {
    reference_ = {};
    seen_ = 0;
}

std::uint16_t Parallax::add(const Points& points, const FaceAxes& axes) {
    Shape shape;
    for (std::size_t i = 0; i < shape.size(); ++i)
        shape[i] = axes.of(points[rigid_points[i]]);
    latest_[seen_ % latest_frames] = shape;
    ++seen_;
    if (seen_ <= first_frames) {
        for (std::size_t i = 0; i < shape.size(); ++i) {
            reference_[i].x += shape[i].x / static_cast<float>(first_frames);
            reference_[i].y += shape[i].y / static_cast<float>(first_frames);
        }
        return 0;
    }
    Shape now{};
    for (const Shape& one : latest_) {
        for (std::size_t i = 0; i < now.size(); ++i) {
            now[i].x += one[i].x / static_cast<float>(latest_frames);
            now[i].y += one[i].y / static_cast<float>(latest_frames);
        }
    }
    return static_cast<std::uint16_t>(std::min(std::lround(off_plane(reference_, now) * 1000), 4095L));
}

}  // namespace verikiosk::vision
