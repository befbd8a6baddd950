// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/field_of_view.hpp"
#include "firmware/domain/geometry.hpp"
#include "firmware/domain/observation.hpp"

namespace verikiosk::vision {

/// The face's box in the oval's own units (fractions of the frame's height, x from the vertical centre line).
struct FaceInFrame {
    float centre_x = 0;
    float centre_y = 0;
    float half_width = 0;
    float half_height = 0;
};
[[nodiscard]] FaceInFrame face_in_frame(const ObservationRow& row);

/// Between the eyes of an adult, millimetres: what distances are told by. Nine in ten have 57 to 70 (Dodgson
/// 2004: mean 63).
inline constexpr float eyes_mm = 63;
/// Nobody is asked to come nearer: arm's length from a screen that they touch.
inline constexpr float nearest_mm = 400;

/// How far an adult with such a face is from the camera, millimetres. `row` has a face.
[[nodiscard]] float distance_mm(const ObservationRow& row, FieldOfView view);

/// What is between the eyes of an adult as near as anybody is asked to come, source pixels. A selfie that
/// needs more can't be taken by this camera.
[[nodiscard]] float most_iod_px(int frame_height, FieldOfView view);

/// The oval for this visitor: it comes to their height in the picture and to their size, from 40 cm to 80 cm
/// or to where the eyes are `min_iod_px` apart, whatever is nearer; always on the vertical centre line and
/// wholly visible. Without a face: the middle of the picture, of middle size.
[[nodiscard]] Oval oval_for(const ObservationRow& row, std::uint16_t min_iod_px, FieldOfView view = {});

/// How the face sits in the oval: none when it fits, otherwise the first thing to say
/// (several_faces, too_far, too_near, move_left/right/up/down, in the visitor's own directions; cropped).
/// `min_iod_px`: too_far also under this inter-ocular distance.
[[nodiscard]] Reason oval_fit(const ObservationRow& row, const Oval& oval, std::uint16_t min_iod_px);

}  // namespace verikiosk::vision
