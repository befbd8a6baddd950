// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string_view>

#include "drivers/photo/photo.hpp"

namespace verikiosk::drivers {
namespace {

constexpr std::uint16_t orientation_tag = 0x0112;
constexpr std::uint16_t short_type = 3;

/// Numbers of a TIFF structure in its own byte order; nothing outside of it is read.
class Tiff {
  public:
    explicit Tiff(ByteView bytes) : bytes_(bytes) {}

    [[nodiscard]] std::optional<int> orientation() {
        if (bytes_.size() < 8) return std::nullopt;
        if (bytes_[0] != bytes_[1] || (bytes_[0] != 'I' && bytes_[0] != 'M')) return std::nullopt;
        little_ = bytes_[0] == 'I';
        if (number(2, 2) != 42U) return std::nullopt;
        const auto directory = number(4, 4);
        const auto entries = directory ? number(*directory, 2) : std::nullopt;
        if (!entries) return std::nullopt;
        for (std::size_t i = 0; i < *entries; ++i) {
            const std::size_t entry = *directory + 2 + i * 12;
            if (number(entry, 2) != orientation_tag) continue;
            if (number(entry + 2, 2) != short_type) return std::nullopt;
            const auto value = number(entry + 8, 2);
            if (!value || *value < 1 || *value > 8) return std::nullopt;
            return static_cast<int>(*value);
        }
        return std::nullopt;
    }

  private:
    [[nodiscard]] std::optional<std::size_t> number(std::size_t at, std::size_t size) const {
        if (at > bytes_.size() || bytes_.size() - at < size) return std::nullopt;
        std::size_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value = value << 8U | bytes_[at + (little_ ? size - 1 - i : i)];
        return value;
    }

    ByteView bytes_;
    bool little_ = false;
};

/// The pixel of the stored picture (`width` x `height`) that belongs at (x, y) of the upright one.
struct Place {
    int x;
    int y;
};
Place stored_place(int x, int y, int width, int height, int orientation) {
    const int right = width - 1;
    const int bottom = height - 1;
    switch (orientation) {
        case 2:
            return {right - x, y};
        case 3:
            return {right - x, bottom - y};
        case 4:
            return {x, bottom - y};
        case 5:
            return {y, x};
        case 6:
            return {y, bottom - x};
        case 7:
            return {right - y, bottom - x};
        case 8:
            return {right - y, x};
        default:
            return {x, y};
    }
}

}  // namespace

int exif_orientation(ByteView jpeg) {
    constexpr std::string_view exif("Exif\0\0", 6);
    // Segments follow each other from the start of the image on: marker, length, content.
    std::size_t at = 2;
    while (at + 4 <= jpeg.size() && jpeg[at] == 0xFF) {
        const std::uint8_t marker = jpeg[at + 1];
        if (marker == 0xDA || marker == 0xD9) break;  // the picture itself begins, or ends
        const std::size_t length = std::size_t{jpeg[at + 2]} << 8U | jpeg[at + 3];
        if (length < 2 || jpeg.size() - at - 2 < length) break;
        const ByteView content = jpeg.subspan(at + 4, length - 2);
        if (marker == 0xE1 && content.size() > exif.size() &&
            std::equal(exif.begin(), exif.end(), content.begin()))
            return Tiff(content.subspan(exif.size())).orientation().value_or(1);
        at += 2 + length;
    }
    return 1;
}

Photo turned_upright(Photo photo, int orientation) {
    if (orientation < 2 || orientation > 8) return photo;
    const bool on_its_side = orientation >= 5;
    Photo upright{on_its_side ? photo.height : photo.width, on_its_side ? photo.width : photo.height, {}};
    upright.rgb.resize(photo.rgb.size());
    auto out = upright.rgb.begin();
    for (int y = 0; y < upright.height; ++y) {
        for (int x = 0; x < upright.width; ++x) {
            const Place from = stored_place(x, y, photo.width, photo.height, orientation);
            const auto pixel =
                photo.rgb.begin() + (static_cast<std::ptrdiff_t>(from.y) * photo.width + from.x) * 3;
            out = std::copy_n(pixel, 3, out);
        }
    }
    return upright;
}

}  // namespace verikiosk::drivers
