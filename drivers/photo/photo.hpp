// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

namespace verikiosk::drivers {

/// A picture in colours, upright: rows of width x 3 bytes, red, green, blue.
struct Photo {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;
};

/// Decodes a JPEG or PNG photo and turns it as its EXIF data says (JPEG only). What is transparent in a PNG
/// lies over black.
///
/// unsupported: neither of the two, or a JPEG in CMYK. too_large: more than `max_pixels`, found before memory
/// is taken. corrupt: anything that a truncated or hostile file does.
[[nodiscard]] Result<Photo> decode_photo(ByteView bytes, std::size_t max_pixels);

/// How a JPEG's EXIF data says that its picture is stored: 1..8 as in EXIF 2.32, tag 0x0112; 1, upright,
/// where it doesn't say.
[[nodiscard]] int exif_orientation(ByteView jpeg);

/// The picture stored in this orientation, upright.
[[nodiscard]] Photo turned_upright(Photo photo, int orientation);

}  // namespace verikiosk::drivers
