// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "firmware/domain/geometry.hpp"
#include "vision/face/face_shape.hpp"
#include "vision/image.hpp"

namespace verikiosk::vision {

/// A part of the picture in the face's axes: its middle and half its sides, in inter-ocular distances.
struct Patch {
    Point middle;
    float half_width = 0;
    float half_height = 0;
};

/// In pixels; even edges, inside the picture.
struct PixelBox {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
    [[nodiscard]] bool empty() const { return right <= left || bottom <= top; }
};

/// The subject's right is negative. Landmarks put brows 0.4 above the eyes and the hairline 1.15; a nostril's
/// edge at 0.3 beside the middle and the jaw at 0.95.
inline constexpr Patch forehead_patch{{0, -0.60F}, 0.40F, 0.12F};
inline constexpr Patch cheek_right_patch{{-0.52F, 0.62F}, 0.16F, 0.16F};
inline constexpr Patch cheek_left_patch{{0.52F, 0.62F}, 0.16F, 0.16F};
inline constexpr Patch background_right_patch{{-2.3F, 0}, 0.25F, 0.7F};
inline constexpr Patch background_left_patch{{2.3F, 0}, 0.25F, 0.7F};

/// Upright, around where the patch's middle lies; empty where less than a quarter of it is in the picture.
[[nodiscard]] PixelBox box_of(const Patch& patch, const FaceAxes& axes, const GrayView& picture);

}  // namespace verikiosk::vision
