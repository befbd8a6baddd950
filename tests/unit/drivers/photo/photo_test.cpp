// SPDX-License-Identifier: Apache-2.0
#include "drivers/photo/photo.hpp"

#include <cairo.h>
#include <turbojpeg.h>

#include <cstdlib>

#include "tests/support/check.hpp"

using namespace verikiosk;
using drivers::decode_photo;
using drivers::Photo;

GROUP("photo");

namespace {

constexpr std::size_t plenty = 1000000;
constexpr int wide = 48;
constexpr int high = 32;

/// Red on the left, blue on the right, a green band along the top.
Photo flag() {
    Photo photo{wide, high, {}};
    for (int y = 0; y < high; ++y) {
        for (int x = 0; x < wide; ++x) {
            const bool top = y < 8;
            for (const bool on : {!top && x < wide / 2, top, !top && x >= wide / 2})
                photo.rgb.push_back(on ? 220 : 20);
        }
    }
    return photo;
}

Bytes jpeg_of(const Photo& photo, int subsampling = TJSAMP_444) {
    void* codec = tjInitCompress();
    unsigned char* out = nullptr;
    unsigned long size = 0;
    CHECK_EQUAL(tjCompress2(codec, photo.rgb.data(), photo.width, 0, photo.height, TJPF_RGB, &out, &size,
                            subsampling, 95, 0),
                0);
    Bytes jpeg(out, out + size);
    tjFree(out);
    tjDestroy(codec);
    return jpeg;
}

/// An EXIF segment with the orientation, in either byte order, put behind the start of the image.
Bytes with_orientation(const Bytes& jpeg, std::uint8_t orientation, bool little) {
    const Bytes tiff = little ? Bytes{'I', 'I', 42, 0, 8, 0,           0, 0, 1, 0, 0x12, 0x01, 3,
                                      0,   1,   0,  0, 0, orientation, 0, 0, 0, 0, 0,    0,    0}
                              : Bytes{'M', 'M', 0, 42, 0, 0, 0,           8, 0, 1, 0x01, 0x12, 0,
                                      3,   0,   0, 0,  1, 0, orientation, 0, 0, 0, 0,    0,    0};
    Bytes out{0xFF, 0xD8, 0xFF, 0xE1, 0, static_cast<std::uint8_t>(2 + 6 + tiff.size()),
              'E',  'x',  'i',  'f',  0, 0};
    out.insert(out.end(), tiff.begin(), tiff.end());
    out.insert(out.end(), jpeg.begin() + 2, jpeg.end());
    return out;
}

void check_is_flag(const Photo& photo) {
    const Photo expected = flag();
    CHECK_EQUAL(photo.width, expected.width);
    CHECK_EQUAL(photo.height, expected.height);
    CHECK_EQUAL(photo.rgb.size(), expected.rgb.size());
    int off = 0;
    for (std::size_t i = 0; i < photo.rgb.size(); ++i)
        off += std::abs(photo.rgb[i] - expected.rgb[i]) > 40 ? 1 : 0;
    CHECK(off < 20);
}

/// How a camera held otherwise stores the flag: what turned_upright undoes. Orientations 6 and 8 undo each
/// other, all others themselves.
Photo stored(int orientation) {
    return drivers::turned_upright(flag(), orientation == 6 ? 8 : orientation == 8 ? 6 : orientation);
}

Bytes png_of(const Photo& photo) {
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, photo.width, photo.height);
    unsigned char* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < photo.height; ++y) {
        for (int x = 0; x < photo.width; ++x) {
            const std::uint8_t* from = photo.rgb.data() + std::ptrdiff_t{y * photo.width + x} * 3;
            const std::uint32_t pixel =
                std::uint32_t{from[0]} << 16U | std::uint32_t{from[1]} << 8U | from[2];
            reinterpret_cast<std::uint32_t*>(data + std::ptrdiff_t{y} * stride)[x] = pixel;
        }
    }
    cairo_surface_mark_dirty(surface);
    Bytes png;
    cairo_surface_write_to_png_stream(
        surface,
        [](void* out, const unsigned char* bytes, unsigned length) {
            static_cast<Bytes*>(out)->insert(static_cast<Bytes*>(out)->end(), bytes, bytes + length);
            return CAIRO_STATUS_SUCCESS;
        },
        &png);
    cairo_surface_destroy(surface);
    return png;
}

Errc refusal(const Bytes& bytes, std::size_t max_pixels = plenty) {
    const auto photo = decode_photo(bytes, max_pixels);
    CHECK(!photo);
    return photo.error().code;
}

}  // namespace

STORY(a_jpeg_photo_keeps_its_colours) {
    check_is_flag(tests::must(decode_photo(jpeg_of(flag()), plenty)));
}

STORY(however_the_telephone_was_held_the_photo_is_upright) {
    for (std::uint8_t orientation = 1; orientation <= 8; ++orientation) {
        const Bytes jpeg = jpeg_of(stored(orientation));
        for (const bool little : {false, true}) {
            const Bytes photo = with_orientation(jpeg, orientation, little);
            CHECK_EQUAL(drivers::exif_orientation(photo), static_cast<int>(orientation));
            check_is_flag(tests::must(decode_photo(photo, plenty)));
        }
    }
}

STORY(a_quarter_turn_to_the_right_brings_the_left_edge_to_the_top) {
    // Orientation 6, EXIF 2.32: the stored row 0 is the visual right side, column 0 the visual top.
    const Photo photo{2, 1, {1, 1, 1, 2, 2, 2}};
    const Photo upright = drivers::turned_upright(photo, 6);
    CHECK_EQUAL(upright.width, 1);
    CHECK_EQUAL(upright.height, 2);
    CHECK_EQUAL(static_cast<int>(upright.rgb[0]), 1);
    const Photo column{1, 2, {1, 1, 1, 2, 2, 2}};
    CHECK_EQUAL(static_cast<int>(drivers::turned_upright(column, 6).rgb[0]), 2);
}

STORY(broken_exif_data_is_no_reason_to_refuse_a_photo) {
    const Bytes whole = with_orientation(jpeg_of(flag()), 6, true);
    for (std::size_t cut = 0; cut < 60; ++cut) {
        const ByteView part(whole.data(), cut);
        const int orientation = drivers::exif_orientation(part);
        CHECK(orientation == 1 || orientation == 6);
    }
    Bytes far = whole;
    for (std::size_t i = 16; i < 20; ++i)
        far[i] = 0xFF;  // where the directory is
    CHECK_EQUAL(drivers::exif_orientation(far), 1);
    check_is_flag(tests::must(decode_photo(far, plenty)));
    CHECK_EQUAL(drivers::exif_orientation(with_orientation(jpeg_of(flag()), 9, false)), 1);
}

STORY(a_png_photo_keeps_its_colours) {
    check_is_flag(tests::must(decode_photo(png_of(flag()), plenty)));
}

STORY(a_picture_too_large_is_refused_before_memory_is_taken) {
    CHECK_EQUAL(refusal(jpeg_of(flag()), wide * high - 1), Errc::too_large);
    CHECK_EQUAL(refusal(png_of(flag()), wide * high - 1), Errc::too_large);
    Bytes lying = png_of(flag());
    lying[16] = 0x7F;  // two thousand million columns
    CHECK_EQUAL(refusal(lying), Errc::too_large);
}

STORY(what_is_cut_short_or_no_picture_is_refused) {
    const Bytes jpeg = jpeg_of(flag());
    CHECK_EQUAL(refusal({jpeg.begin(), jpeg.begin() + static_cast<std::ptrdiff_t>(jpeg.size() / 2)}),
                Errc::corrupt);
    const Bytes png = png_of(flag());
    for (const std::size_t size : {std::size_t{10}, std::size_t{30}, png.size() / 2})
        CHECK_EQUAL(refusal({png.begin(), png.begin() + static_cast<std::ptrdiff_t>(size)}), Errc::corrupt);
    CHECK_EQUAL(refusal({}), Errc::unsupported);
    CHECK_EQUAL(refusal({'G', 'I', 'F', '8', '9', 'a', 0, 0}), Errc::unsupported);
}
