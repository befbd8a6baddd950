// SPDX-License-Identifier: Apache-2.0
#include "vision/face/oval.hpp"

#include <algorithm>
#include <cmath>

namespace verikiosk::vision {
namespace {

// Sizes come from an adult face, 140 mm from cheek to cheek and 185 mm from hairline to chin.
constexpr float face_mm = 185;
constexpr float width_to_height = 140 / face_mm;
constexpr float farthest_mm = 800;
// Room between the oval and the picture's edge: hair above, chin below, and the arc around it.
constexpr float edge_room = 0.04F;

// How far the centre may be from the oval's, in parts of the oval's half axes. Half of one is 35 mm sideways:
// eyes, nose and mouth are still inside the oval, and the selfie shows the whole head.
constexpr float centre_tolerance = 0.5F;
// How much smaller or larger than the oval the face may be: from 40 to 80 cm is a factor of two, so the
// square root of two each way from the middle.
constexpr float smallest_ratio = 0.71F;
constexpr float largest_ratio = 1.41F;

float half_height_at(float distance, FieldOfView view) {
    return view.focal() * face_mm / 2 / distance;
}

struct Sizes {
    float smallest;
    float largest;
};

/// Of an oval's half height. One that is smaller than a face with enough pixels between its eyes would be
/// filled by visitors whom the selfie could not use.
Sizes sizes_of(int frame_height, std::uint16_t min_iod_px, FieldOfView view) {
    const float largest = std::min(half_height_at(nearest_mm, view), 0.5F - edge_room);
    const float usable = frame_height > 0 ? face_mm / eyes_mm / 2 * static_cast<float>(min_iod_px) /
                                                static_cast<float>(frame_height)
                                          : 0;
    return {std::min(std::max(half_height_at(farthest_mm, view), usable), largest), largest};
}

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

float distance_mm(const ObservationRow& row, FieldOfView view) {
    const float iod = static_cast<float>(std::max<std::uint16_t>(row.iod_decipx, 1)) / 10;
    return eyes_mm * view.focal() * static_cast<float>(row.frame_height) / iod;
}

float most_iod_px(int frame_height, FieldOfView view) {
    return eyes_mm * view.focal() * static_cast<float>(frame_height) / nearest_mm;
}

Oval oval_for(const ObservationRow& row, std::uint16_t min_iod_px, FieldOfView view) {
    const Sizes sizes = sizes_of(row.frame_height, min_iod_px, view);
    Oval oval;
    oval.half_height = 0.5F * (sizes.smallest + sizes.largest);
    if (row.has_face()) {
        const FaceInFrame face = face_in_frame(row);
        oval.half_height = std::clamp(face.half_height, sizes.smallest, sizes.largest);
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
