// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/field_of_view.hpp"
#include "firmware/domain/observation.hpp"
#include "vision/face/face_shape.hpp"

namespace verikiosk::vision {

/// Degrees. Yaw towards the subject's left, pitch up, both positive; relative values are good, absolute ones
/// carry the error of a face model that fits nobody exactly (about 5 degrees).
struct HeadPose {
    float yaw = 0;
    float pitch = 0;
};

/// From the points that do not move with expression, by SQPNP (Terzakis and Lourakis 2020). Zeros where it
/// has no solution.
[[nodiscard]] HeadPose head_pose(const Points& points, int frame_width, int frame_height, FieldOfView view);

/// Nose tip between the jaw's ends, -1..1: 0 frontal, towards 1 when turned to the subject's left.
[[nodiscard]] float asymmetry(const Points& points, const FaceAxes& axes);

/// Writes what points alone give into the row: box, distances, angles, ratios.
void measure(const Points& points, const FaceAxes& axes, ObservationRow& row, FieldOfView view = {});

}  // namespace verikiosk::vision
