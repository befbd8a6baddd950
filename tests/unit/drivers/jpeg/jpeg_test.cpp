// SPDX-License-Identifier: Apache-2.0
#include "drivers/jpeg/jpeg.hpp"

#include <turbojpeg.h>

#include <cstdlib>
#include <utility>
#include <vector>

#include "tests/support/check.hpp"
#include "tests/unit/drivers/memory_frame.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using drivers::decode_jpeg;
using drivers::DecodedPicture;
using drivers::encode_jpeg;
using drivers::PixelFormat;

GROUP("jpeg");

namespace {

constexpr std::size_t plenty = std::size_t{4096} * 4096;

int worst(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
    if (a.size() != b.size()) return 256;
    int difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference = std::max(difference, std::abs(a[i] - b[i]));
    return difference;
}

/// The planes of gradient_frame, I420.
std::vector<std::vector<std::uint8_t>> expected_planes(int width, int height) {
    const auto frame = gradient_frame(width, height, PixelFormat::i420);
    const auto luma = static_cast<std::size_t>(width * height);
    const auto chroma = static_cast<std::size_t>((width + 1) / 2 * ((height + 1) / 2));
    return {{frame.plane(0).data, frame.plane(0).data + luma},
            {frame.plane(1).data, frame.plane(1).data + chroma},
            {frame.plane(2).data, frame.plane(2).data + chroma}};
}

void check_is_gradient(const DecodedPicture& picture, int width, int height) {
    CHECK_EQUAL(picture.width, width);
    CHECK_EQUAL(picture.height, height);
    const auto planes = expected_planes(width, height);
    CHECK(worst(picture.y, planes[0]) <= 4);
    CHECK(worst(picture.u, planes[1]) <= 4);
    CHECK(worst(picture.v, planes[2]) <= 4);
}

/// A JPEG that our encoder doesn't write: other chroma subsampling, other colours.
Bytes other_jpeg(int pixel_format, int subsampling, int width, int height) {
    const auto samples =
        static_cast<std::size_t>(width * height) * static_cast<std::size_t>(tjPixelSize[pixel_format]);
    const std::vector<std::uint8_t> pixels(samples, 100);
    void* codec = tjInitCompress();
    unsigned char* out = nullptr;
    unsigned long size = 0;
    const int got =
        tjCompress2(codec, pixels.data(), width, 0, height, pixel_format, &out, &size, subsampling, 95, 0);
    const Bytes bytes(out, out + size);
    tjFree(out);
    tjDestroy(codec);
    CHECK_EQUAL(got, 0);
    return bytes;
}

}  // namespace

STORY(a_frame_survives_the_round_trip_in_both_formats) {
    for (const PixelFormat format : {PixelFormat::nv12, PixelFormat::i420}) {
        const auto jpeg = must(encode_jpeg(gradient_frame(128, 96, format), 95));
        check_is_gradient(must(decode_jpeg(jpeg, plenty)), 128, 96);
    }
}

STORY(both_formats_of_one_picture_give_the_same_bytes) {
    CHECK(must(encode_jpeg(gradient_frame(128, 96, PixelFormat::nv12), 80)) ==
          must(encode_jpeg(gradient_frame(128, 96, PixelFormat::i420), 80)));
}

STORY(video_range_is_stretched_to_what_viewers_expect) {
    const auto picture =
        must(decode_jpeg(must(encode_jpeg(gradient_frame(128, 96, PixelFormat::nv12, false), 95)), plenty));
    // The gradient runs from 30 to 209: (30 - 16) * 255 / 219 = 16 and (209 - 16) * 255 / 219 = 225.
    CHECK(std::abs(picture.y[0] - 16) <= 2);
    CHECK(std::abs(picture.y[127] - 225) <= 3);
}

STORY(odd_sizes_keep_their_last_row_and_column) {
    for (const PixelFormat format : {PixelFormat::nv12, PixelFormat::i420}) {
        const auto jpeg = must(encode_jpeg(gradient_frame(151, 97, format), 95));
        check_is_gradient(must(decode_jpeg(jpeg, plenty)), 151, 97);
    }
}

STORY(any_chroma_subsampling_becomes_half_size_planes) {
    for (const int subsampling : {TJSAMP_444, TJSAMP_422, TJSAMP_420, TJSAMP_440, TJSAMP_411}) {
        for (const int width : {64, 61}) {
            const auto picture = must(decode_jpeg(other_jpeg(TJPF_RGB, subsampling, width, 45), plenty));
            CHECK_EQUAL(picture.y.size(), static_cast<std::size_t>(width * 45));
            CHECK_EQUAL(picture.u.size(), static_cast<std::size_t>((width + 1) / 2 * 23));
            CHECK_EQUAL(picture.v.size(), picture.u.size());
            CHECK(worst(picture.y, std::vector<std::uint8_t>(picture.y.size(), 100)) <= 2);
            CHECK(worst(picture.u, std::vector<std::uint8_t>(picture.u.size(), 128)) <= 2);
        }
    }
}

STORY(gray_gives_neutral_chroma) {
    const auto picture = must(decode_jpeg(other_jpeg(TJPF_GRAY, TJSAMP_GRAY, 33, 17), plenty));
    CHECK(picture.u == std::vector<std::uint8_t>(17U * 9U, 128));
    CHECK(picture.v == picture.u);
}

STORY(a_print_shop_jpeg_is_unsupported) {
    CHECK(decode_jpeg(other_jpeg(TJPF_CMYK, TJSAMP_444, 32, 32), plenty).error().code == Errc::unsupported);
}

STORY(a_picture_over_the_limit_is_refused_before_memory_is_taken) {
    Bytes jpeg = must(encode_jpeg(gradient_frame(64, 48, PixelFormat::i420), 80));
    CHECK(decode_jpeg(jpeg, 64 * 48 - 1).error().code == Errc::too_large);
    CHECK(decode_jpeg(jpeg, 64 * 48).has_value());
    // The same file, claiming 65,500 by 65,500 pixels.
    for (std::size_t i = 0; i + 9 < jpeg.size(); ++i) {
        if (jpeg[i] == 0xff && jpeg[i + 1] == 0xc0) {
            jpeg[i + 5] = jpeg[i + 7] = 0xff;
            jpeg[i + 6] = jpeg[i + 8] = 0xdc;
            break;
        }
    }
    CHECK(decode_jpeg(jpeg, plenty).error().code == Errc::too_large);
}

STORY(a_jpeg_cut_anywhere_is_corrupt) {
    const Bytes jpeg = must(encode_jpeg(gradient_frame(64, 48, PixelFormat::i420), 90));
    for (std::size_t size = 0; size < jpeg.size() - 2; ++size) {
        const auto decoded = decode_jpeg(ByteView(jpeg).first(size), plenty);
        CHECK(!decoded);
        CHECK(decoded.error().code == Errc::corrupt);
    }
}

STORY(stray_bytes_between_segments_are_forgiven_as_cameras_send_them) {
    Bytes jpeg = must(encode_jpeg(gradient_frame(64, 48, PixelFormat::i420), 95));
    jpeg.insert(jpeg.begin() + 2, {0x00, 0x00});
    check_is_gradient(must(decode_jpeg(jpeg, plenty)), 64, 48);
}

STORY(flipped_bytes_give_a_picture_or_an_error) {
    const Bytes jpeg = must(encode_jpeg(gradient_frame(64, 48, PixelFormat::i420), 90));
    std::uint32_t random = 7;
    int refused = 0;
    for (int round = 0; round < 2000; ++round) {
        Bytes hurt = jpeg;
        for (int i = 0; i < 4; ++i) {
            random = random * 1664525U + 1013904223U;
            hurt[(random >> 8U) % hurt.size()] = static_cast<std::uint8_t>(random >> 24U);
        }
        const auto decoded = decode_jpeg(hurt, 256 * 256);
        if (!decoded) {
            ++refused;
            continue;
        }
        CHECK_EQUAL(decoded->y.size(), static_cast<std::size_t>(decoded->width * decoded->height));
    }
    CHECK(refused > 100);
}

STORY(no_frame_and_a_senseless_quality_are_refused) {
    CHECK(encode_jpeg(drivers::Frame(), 90).error().code == Errc::invalid);
    CHECK(encode_jpeg(gradient_frame(16, 16, PixelFormat::i420), 0).error().code == Errc::invalid);
    CHECK(encode_jpeg(gradient_frame(16, 16, PixelFormat::i420), 101).error().code == Errc::invalid);
}
