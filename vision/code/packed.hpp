// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "vision/image.hpp"

namespace verikiosk::vision {

/// A gray picture with memory of its own, row behind row: for whoever looks at a frame after the camera's
/// buffer has gone back.
struct PackedGray {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;  ///< width * height
    [[nodiscard]] GrayView view() const {
        return {pixels.data(), static_cast<std::size_t>(width), width, height};
    }
};

/// The most that is looked at for codes; larger frames are reduced by whole factors.
inline constexpr int most_code_width = 1920;
inline constexpr int most_code_height = 1080;

/// Copies a frame for CodeReader, reusing the memory of `out`. False, and `out` as it was: frames under 32 or
/// over 8192 pixels in a direction, in which nothing can be read.
[[nodiscard]] bool pack_for_codes(const GrayView& luma, PackedGray& out);

/// Means of `factor` x `factor` blocks, 2 .. 16; what is left over at the right and lower edges is dropped.
void reduce(const GrayView& from, int factor, PackedGray& out);

}  // namespace verikiosk::vision
