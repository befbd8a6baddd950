// SPDX-License-Identifier: Apache-2.0
#include "vision/code/packed.hpp"

#include "tests/support/check.hpp"

using namespace verikiosk;
using vision::GrayView;
using vision::PackedGray;

GROUP("packed");

namespace {

/// Columns count up, with padding behind each row that must not be seen.
std::vector<std::uint8_t> padded(int width, int height, std::size_t stride) {
    std::vector<std::uint8_t> memory(stride * static_cast<std::size_t>(height), 255);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            memory[static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>((x + y) % 200);
    }
    return memory;
}

}  // namespace

STORY(a_frame_is_copied_without_its_padding) {
    const auto memory = padded(64, 40, 100);
    PackedGray picture;
    CHECK(vision::pack_for_codes({memory.data(), 100, 64, 40}, picture));
    CHECK_EQUAL(picture.pixels.size(), 64U * 40U);
    CHECK_EQUAL(picture.view().row(39)[63], (39 + 63) % 200);
}

STORY(the_same_memory_is_used_for_the_next_frame) {
    const auto memory = padded(64, 40, 64);
    PackedGray picture;
    CHECK(vision::pack_for_codes({memory.data(), 64, 64, 40}, picture));
    const auto* before = picture.pixels.data();
    CHECK(vision::pack_for_codes({memory.data(), 64, 64, 40}, picture));
    CHECK(picture.pixels.data() == before);
}

STORY(a_large_sensors_frame_is_reduced_by_whole_factors) {
    const auto memory = padded(3840, 2160, 3840);
    PackedGray picture;
    CHECK(vision::pack_for_codes({memory.data(), 3840, 3840, 2160}, picture));
    CHECK_EQUAL(picture.width, 1920);
    CHECK_EQUAL(picture.height, 1080);
    const auto larger = padded(4000, 3000, 4000);
    CHECK(vision::pack_for_codes({larger.data(), 4000, 4000, 3000}, picture));
    CHECK_EQUAL(picture.width, 1333);
    CHECK_EQUAL(picture.height, 1000);
}

STORY(reducing_takes_the_mean_and_leaves_out_the_rest) {
    const std::vector<std::uint8_t> memory = {0, 10, 100, 200, 7,  //
                                              2, 4,  100, 200, 7,  //
                                              9, 9,  9,   9,   9};
    PackedGray half;
    vision::reduce({memory.data(), 5, 5, 3}, 2, half);
    CHECK_EQUAL(half.width, 2);
    CHECK_EQUAL(half.height, 1);
    CHECK_EQUAL(half.pixels[0], 4);
    CHECK_EQUAL(half.pixels[1], 150);
    vision::reduce({memory.data(), 5, 5, 3}, 3, half);
    CHECK_EQUAL(half.pixels.size(), 1U);
    CHECK_EQUAL(half.pixels[0], 27);
}

STORY(frames_in_which_nothing_can_be_read_are_refused) {
    const auto memory = padded(64, 40, 64);
    PackedGray picture;
    CHECK(!vision::pack_for_codes({}, picture));
    CHECK(!vision::pack_for_codes({memory.data(), 64, 31, 40}, picture));
    CHECK(!vision::pack_for_codes({memory.data(), 64, 64, -1}, picture));
    CHECK(!vision::pack_for_codes({memory.data(), 64, 8193, 40}, picture));
    CHECK(picture.pixels.empty());
}
