// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/observation.hpp"
#include "vision/face/face_shape.hpp"
#include "vision/image.hpp"

/// What liveness reads off the pixels themselves. Nothing allocates.
namespace verikiosk::vision {

/// Mean colours of forehead, cheeks and background, each of at most some hundred samples: a sensor's noise of
/// two code values is a tenth of one in the mean. A region that is not in the picture is zeros.
///
/// In the face's axes: the forehead between brows and hairline, the cheeks beside the nose under the eyes,
/// where there is skin on nearly everybody; the background to both sides at the height of the face, 13-16 cm
/// from its middle, outside of hair.
[[nodiscard]] std::array<RegionColour, region_count> region_colours(const ColourView& picture,
                                                                    const FaceAxes& axes);

/// Standard deviation of the sensor's noise in hundredths of a code value, 0 where there is no room for it.
///
/// Immerkaer's mask (Fast Noise Variance Estimation, 1996) is blind to slopes and edges' straight parts; it
/// is taken over small blocks of forehead, cheeks and background, and of these the lower quartile, so that
/// blocks with texture, hair or things in them do not count.
[[nodiscard]] std::uint16_t noise_centi(const GrayView& luma, const FaceAxes& axes);

}  // namespace verikiosk::vision
