// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware/domain/geometry.hpp"
#include "vision/face/face_shape.hpp"

namespace verikiosk::vision {

/// The points of a head that do not move against each other, whatever the face does.
inline constexpr std::array rigid_points{
    PointName::eye_right_outer, PointName::eye_right_inner, PointName::eye_left_inner,
    PointName::eye_left_outer,  PointName::nose_bridge,     PointName::nose_tip,
    PointName::nose_base,       PointName::nostril_right,   PointName::nostril_left,
    PointName::jaw_right,       PointName::jaw_left,
};

/// How far a face's points are from any plane's picture of where they were when a challenge began. The first
/// frames' mean is what is compared with, and the mean of the latest ones is what is compared: landmarks
/// tremble, and differently every time.
class Parallax {
  public:
    /// Forgets the first frames.
    void begin();
    /// This frame's, thousandths of the inter-ocular distance, 0..4095. 0 while the first frames come in.
    [[nodiscard]] std::uint16_t add(const Points& points, const FaceAxes& axes);

  private:
    static constexpr std::size_t first_frames = 5;
    static constexpr std::size_t latest_frames = 3;  // a head that turns is somewhere else 100 ms later
    using Shape = std::array<Point, rigid_points.size()>;

    Shape reference_{};  // sum of the first frames', then their mean
    std::size_t seen_ = 0;
    std::array<Shape, latest_frames> latest_{};
};

}  // namespace verikiosk::vision
