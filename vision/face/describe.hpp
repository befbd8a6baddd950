// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/field_of_view.hpp"
#include "firmware/domain/observation.hpp"
#include "vision/face/follower.hpp"

namespace verikiosk::vision {

/// Writes all that one face on one frame gives without knowing the frames before: measures, quality, points.
/// `observation.row` has its stamp already; `crop` is the face's.
void describe(const Placed& face, PointSource source, const CropPixels& crop, Observation& observation,
              FieldOfView view = {});

}  // namespace verikiosk::vision
