// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "drivers/frame.hpp"
#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

namespace verikiosk::drivers {

/// Compresses a frame (unmirrored) to JPEG straight from its planes. quality 1..100.
[[nodiscard]] Result<Bytes> encode_jpeg(const Frame& frame, int quality);

/// A decoded picture, I420, rows without padding.
struct DecodedPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> y, u, v;  ///< u and v are half the size each way, rounded up
};

/// Decodes a JPEG to planes without a detour over RGB. Any chroma subsampling; gray gives neutral u, v.
/// unsupported where the file stores RGB or CMYK. too_large over `max_pixels`; corrupt for anything a
/// truncated or hostile file does.
[[nodiscard]] Result<DecodedPicture> decode_jpeg(ByteView jpeg, std::size_t max_pixels);

}  // namespace verikiosk::drivers
