// SPDX-License-Identifier: Apache-2.0
#pragma once

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

/// The oval for this visitor: it comes to their height in the picture and, from 40 cm to where a selfie has
/// too few pixels, to their size; always on the vertical centre line and wholly visible. Without a face: the
/// middle of the picture, of middle size.
[[nodiscard]] Oval oval_for(const ObservationRow& row);

/// How the face sits in the oval: none when it fits, otherwise the first thing to say
/// (several_faces, too_far, too_near, move_left/right/up/down, in the visitor's own directions; cropped).
/// `min_iod_px`: too_far also under this inter-ocular distance.
[[nodiscard]] Reason oval_fit(const ObservationRow& row, const Oval& oval, std::uint16_t min_iod_px);

}  // namespace verikiosk::vision
