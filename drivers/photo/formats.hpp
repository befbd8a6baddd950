// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/photo/photo.hpp"

/// The single formats of which decode_photo() knows. Not for other rooms.
namespace verikiosk::drivers {

/// Upright.
[[nodiscard]] Result<Photo> decode_jpeg_photo(ByteView jpeg, std::size_t max_pixels);
[[nodiscard]] Result<Photo> decode_png_photo(ByteView png, std::size_t max_pixels);

/// How many bytes a photo of this width and height takes; too_large where it has more pixels, corrupt where
/// it has none.
[[nodiscard]] Result<std::size_t> room_for(const Photo& photo, std::size_t max_pixels);

}  // namespace verikiosk::drivers
