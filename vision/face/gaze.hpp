// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vision/face/crop.hpp"

namespace verikiosk::vision {

/// Roughly where the eyes look, against the head: the middle of what is darkest between the lids, which is
/// iris and pupil on every skin, over half the eye's opening; the mean of both eyes. x towards the subject's
/// left, y down, -1..1; (0, 0) is straight ahead, and the answer where the eyes are shut or too small to
/// tell. Good for "looks away", not for "looks at this key".
[[nodiscard]] Point gaze_of(const Points& points, const FaceAxes& axes, const CropPixels& crop);

}  // namespace verikiosk::vision
