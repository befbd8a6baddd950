// SPDX-License-Identifier: Apache-2.0
#include "vision/face/describe.hpp"

#include "vision/face/gaze.hpp"
#include "vision/face/measures.hpp"
#include "vision/face/quality.hpp"

namespace verikiosk::vision {

void describe(const Placed& face, PointSource source, const CropPixels& crop, Observation& observation,
              FieldOfView view) {
    observation.points = face.points;
    observation.row.source = source;
    observation.box = face_box(face.points);
    measure(face.points, face.axes, observation.row, view);
    observation.components = assess(crop, observation.row);
    observation.expression.gaze = gaze_of(face.points, face.axes, crop);
}

}  // namespace verikiosk::vision
