// SPDX-License-Identifier: Apache-2.0
#include "vision/face/oval.hpp"

#include <algorithm>
#include <cmath>

namespace verikiosk::vision {
namespace {

// Sizes come from an adult face, 140 mm from cheek to cheek and 185 mm from hairline to chin (63 mm between
// the eyes), seen by a camera of 43 degrees vertical field of view, which is what webcams of 78 degrees
// diagonal have: at distance d the picture shows 0.79 d from top to bottom.
constexpr float width_to_height = 140.0F / 185.0F;
// 40 cm: 185 mm of 316 mm.
constexpr float largest_half_height = 0.29F;
// The plan asks for 90 px between the eyes; on 720 rows that face is 0.37 of the picture high. A smaller oval
// would be filled by visitors whom the selfie could not use.
constexpr float smallest_half_height = 0.185F;
// Room between the oval and the picture's edge: hair above, chin below, and the arc around it.
constexpr float edge_room = 0.04F;

// How far the centre may be from the oval's, in parts of the oval's half axes. Half of one is 35 mm sideways:
// eyes, nose and mouth are still inside the oval, and the selfie shows the whole head.
constexpr float centre_tolerance = 0.5F;
// How much smaller or larger than the oval the face may be: from 40 to 80 cm is a factor of two, so the
// square root of two each way from the middle.
constexpr float smallest_ratio = 0.71F;
constexpr float largest_ratio = 1.41F;

bool outside_picture(const ObservationRow& row) {
    // A twentieth of the box: the hairline is estimated, not seen.
    const int slack_x = row.box_width / 20;
    const int slack_y = row.box_height / 20;
    return row.box_x + slack_x < 0 || row.box_y + slack_y < 0 ||
           row.box_x + row.box_width - slack_x > row.frame_width ||
           row.box_y + row.box_height - slack_y > row.frame_height;
}

Reason misplaced(const FaceInFrame& face, const Oval& oval) {
    const float dx = (face.centre_x - oval.centre_x) / oval.half_width;
    const float dy = (face.centre_y - oval.centre_y) / oval.half_height;
    if (std::abs(dx) <= centre_tolerance && std::abs(dy) <= centre_tolerance) return Reason::none;
    // The larger one first: one sentence at a time. The picture is not mirrored and the camera faces the
    // visitor, so the picture's right is the visitor's left.
    if (std::abs(dx) >= std::abs(dy)) return dx < 0 ? Reason::move_left : Reason::move_right;
    return dy < 0 ? Reason::move_down : Reason::move_up;
}

}  // namespace

FaceInFrame face_in_frame(const ObservationRow& row) {
    if (row.frame_height == 0) return {};
    const auto height = static_cast<float>(row.frame_height);
    const auto width = static_cast<float>(row.frame_width);
    const Box box = row.box();
    const Point centre = box.centre();
    return {(centre.x - width / 2) / height, centre.y / height, box.width / 2 / height,
            box.height / 2 / height};
}

Oval oval_for(const ObservationRow& row) {
    Oval oval;
    oval.half_height = 0.5F * (smallest_half_height + largest_half_height);
    if (row.has_face()) {
        const FaceInFrame face = face_in_frame(row);
        oval.half_height = std::clamp(face.half_height, smallest_half_height, largest_half_height);
        const float reach = oval.half_height + edge_room;
        oval.centre_y = std::clamp(face.centre_y, reach, 1.0F - reach);
    }
    oval.half_width = oval.half_height * width_to_height;
    return oval;
}

Reason oval_fit(const ObservationRow& row, const Oval& oval, std::uint16_t min_iod_px) {
    if (!row.has_face()) return Reason::no_face;
    if (row.faces > 1) return Reason::several_faces;
    const FaceInFrame face = face_in_frame(row);
    // Both axes: a turned head narrows the box, an open mouth lengthens it.
    const float ratio =
        std::sqrt((face.half_width * face.half_height) / (oval.half_width * oval.half_height));
    if (row.iod_decipx < min_iod_px * 10 || ratio < smallest_ratio) return Reason::too_far;
    if (ratio > largest_ratio) return Reason::too_near;
    if (const Reason place = misplaced(face, oval); place != Reason::none) return place;
    return outside_picture(row) ? Reason::cropped : Reason::none;
}

}  // namespace verikiosk::vision
