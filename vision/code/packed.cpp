// SPDX-License-Identifier: Apache-2.0
#include "vision/code/packed.hpp"

#include <algorithm>
#include <cstring>

namespace verikiosk::vision {
namespace {

constexpr int least_side = 32;
constexpr int most_side = 8192;

void resize(PackedGray& picture, int width, int height) {
    picture.width = width;
    picture.height = height;
    picture.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
}

int parts(int whole, int most) {
    return (whole + most - 1) / most;
}

/// The case that runs several times a second, apart so that it is vectorised.
void halve_rows(const std::uint8_t* upper, const std::uint8_t* lower, std::uint8_t* out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const auto sum =
            static_cast<unsigned>(upper[2 * i] + upper[2 * i + 1] + lower[2 * i] + lower[2 * i + 1] + 2);
        out[i] = static_cast<std::uint8_t>(sum >> 2U);
    }
}

std::uint8_t mean_of_block(const GrayView& from, int left, int top, int factor) {
    unsigned sum = 0;
    for (int y = top; y < top + factor; ++y) {
        for (int x = left; x < left + factor; ++x)
            sum += from.row(y)[x];
    }
    const auto count = static_cast<unsigned>(factor * factor);
    return static_cast<std::uint8_t>((sum + count / 2) / count);
}

}  // namespace

void reduce(const GrayView& from, int factor, PackedGray& out) {
    resize(out, from.width / factor, from.height / factor);
    const auto width = static_cast<std::size_t>(out.width);
    for (int y = 0; y < out.height; ++y) {
        std::uint8_t* row = out.pixels.data() + static_cast<std::size_t>(y) * width;
        if (factor == 2) {
            halve_rows(from.row(2 * y), from.row(2 * y + 1), row, width);
            continue;
        }
        for (int x = 0; x < out.width; ++x)
            row[x] = mean_of_block(from, x * factor, y * factor, factor);
    }
}

bool pack_for_codes(const GrayView& luma, PackedGray& out) {
    if (luma.data == nullptr || std::min(luma.width, luma.height) < least_side ||
        std::max(luma.width, luma.height) > most_side) {
        return false;
    }
    const int factor = std::max(parts(luma.width, most_code_width), parts(luma.height, most_code_height));
    if (factor > 1) {
        reduce(luma, factor, out);
        return true;
    }
    resize(out, luma.width, luma.height);
    const auto width = static_cast<std::size_t>(luma.width);
    for (int y = 0; y < luma.height; ++y)
        std::memcpy(out.pixels.data() + static_cast<std::size_t>(y) * width, luma.row(y), width);
    return true;
}

}  // namespace verikiosk::vision
