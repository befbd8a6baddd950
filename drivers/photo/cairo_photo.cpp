// SPDX-License-Identifier: Apache-2.0
#include <cairo.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

#include "drivers/photo/formats.hpp"

namespace verikiosk::drivers {
namespace {

struct FreeSurface {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};

cairo_status_t hand_over(void* unread, unsigned char* into, unsigned length) {
    auto& bytes = *static_cast<ByteView*>(unread);
    if (length > bytes.size()) return CAIRO_STATUS_READ_ERROR;
    std::copy_n(bytes.begin(), length, into);
    bytes = bytes.subspan(length);
    return CAIRO_STATUS_SUCCESS;
}

/// A big-endian number of the header chunk, which a PNG begins with; at most 2^31 - 1 in a valid one.
int number_at(ByteView png, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8U | png[at + i];
    return number > 0x7FFFFFFFU ? 0 : static_cast<int>(number);
}

}  // namespace

Result<Photo> decode_png_photo(ByteView png, std::size_t max_pixels) {
    // Signature, then length, name, width and height of the header chunk.
    if (png.size() < 24) return fail(Errc::corrupt, "the PNG ends in its header");
    Photo photo{number_at(png, 16), number_at(png, 20), {}};
    const auto room = room_for(photo, max_pixels);
    if (!room) return fail(room.error());
    ByteView unread = png;
    const std::unique_ptr<cairo_surface_t, FreeSurface> surface(
        cairo_image_surface_create_from_png_stream(hand_over, &unread));
    const cairo_status_t status = cairo_surface_status(surface.get());
    if (status != CAIRO_STATUS_SUCCESS)
        return fail(Errc::corrupt, std::string("the PNG can't be read: ") + cairo_status_to_string(status));
    const cairo_format_t format = cairo_image_surface_get_format(surface.get());
    if (format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24)
        return fail(Errc::unsupported, "the PNG has more than 8 bits a colour: save it with 8");
    photo.width = cairo_image_surface_get_width(surface.get());
    photo.height = cairo_image_surface_get_height(surface.get());
    photo.rgb.reserve(*room);
    const unsigned char* row = cairo_image_surface_get_data(surface.get());
    for (int y = 0; y < photo.height; ++y, row += cairo_image_surface_get_stride(surface.get())) {
        for (int x = 0; x < photo.width; ++x) {
            std::uint32_t pixel = 0;  // colours lie in a native 32-bit word
            std::memcpy(&pixel, row + std::ptrdiff_t{4} * x, sizeof pixel);
            for (const unsigned shift : {16U, 8U, 0U})
                photo.rgb.push_back(static_cast<std::uint8_t>(pixel >> shift & 0xFFU));
        }
    }
    return photo;
}

}  // namespace verikiosk::drivers
