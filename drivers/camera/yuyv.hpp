// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace verikiosk::drivers {

/// Packed 4:2:2 (Y0 U Y1 V) to NV12, since vision reads a Y plane without gaps: luma as it is, each two rows'
/// chroma averaged. width even, above 0; rows of `stride` bytes, at least 2 * width. `y` holds
/// width * height bytes, `uv` width * ((height + 1) / 2), rows without padding.
void unpack_yuyv(const std::uint8_t* packed, std::size_t stride, int width, int height, std::uint8_t* y,
                 std::uint8_t* uv);

}  // namespace verikiosk::drivers
