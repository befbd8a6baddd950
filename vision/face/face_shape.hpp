// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/geometry.hpp"

/// Geometry of a face's points, without pixels.
namespace verikiosk::vision {

/// The face's own axes in the picture: origin between the eyes, `along` from the subject's right eye to the
/// left one, `down` towards the chin; both of length 1. `iod` is the distance between the eyes' centres in
/// pixels, through the head where the source has depth.
struct FaceAxes {
    Point origin;
    Point along;
    Point down;
    float iod = 0;
    /// Coordinates of a picture point in these axes, in inter-ocular distances.
    [[nodiscard]] Point of(Point p) const;
    /// The other way.
    [[nodiscard]] Point in_picture(Point p) const;
};

/// The centre of an eye: the mean of its six points.
[[nodiscard]] Point eye_right(const Points& points);
[[nodiscard]] Point eye_left(const Points& points);
[[nodiscard]] FaceAxes axes_of(const Points& points);

/// From one point to the other, source pixels: through the head where the source has depth, otherwise on the
/// picture.
[[nodiscard]] float span(const Points& points, PointName a, PointName b);

/// Whether the points lie as in a face at all. Landmarks are always placed in the shape of a face, so this
/// only finds wild ones; it says nothing about whether a face is there.
[[nodiscard]] bool plausible(const Points& points);

/// Mean distance between two placements of the inner face, in inter-ocular distances of the first.
[[nodiscard]] float disagreement(const Points& a, const Points& b);

/// The box from which landmarks start on the next frame, in the convention of dlib's frontal detector.
[[nodiscard]] Box detector_box(const Points& points);

/// The face as people see it: cheek to cheek, estimated hairline to chin.
[[nodiscard]] Box face_box(const Points& points);

}  // namespace verikiosk::vision
