// SPDX-License-Identifier: Apache-2.0
#include "drivers/photo/photo.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "drivers/photo/formats.hpp"

namespace verikiosk::drivers {
namespace {

constexpr std::array<std::uint8_t, 3> jpeg_start{0xFF, 0xD8, 0xFF};
constexpr std::array<std::uint8_t, 8> png_start{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

template <class Start>
bool begins(ByteView bytes, const Start& start) {
    return bytes.size() >= start.size() && std::equal(start.begin(), start.end(), bytes.begin());
}

}  // namespace

Result<std::size_t> room_for(const Photo& photo, std::size_t max_pixels) {
    if (photo.width <= 0 || photo.height <= 0) return fail(Errc::corrupt, "the picture has no size");
    const auto width = static_cast<std::size_t>(photo.width);
    const auto height = static_cast<std::size_t>(photo.height);
    if (width > max_pixels / height) {
        return fail(Errc::too_large, "the picture has " + std::to_string(width) + "x" +
                                         std::to_string(height) + " pixels, at most " +
                                         std::to_string(max_pixels) + " are taken: make it smaller");
    }
    return width * height * 3;
}

Result<Photo> decode_photo(ByteView bytes, std::size_t max_pixels) {
    if (begins(bytes, jpeg_start)) return decode_jpeg_photo(bytes, max_pixels);
    if (begins(bytes, png_start)) return decode_png_photo(bytes, max_pixels);
    return fail(Errc::unsupported, "this is neither a JPEG nor a PNG picture");
}

}  // namespace verikiosk::drivers
