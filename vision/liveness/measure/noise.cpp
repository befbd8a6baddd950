// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "vision/liveness/measure/regions.hpp"
#include "vision/liveness/measure/samples.hpp"

namespace verikiosk::vision {
namespace {

// A block's own estimate is within 6 % (14 x 14 masks), which a quartile of dozens averages.
constexpr int block = 16;
constexpr std::size_t most_blocks = 64;

/// Sum of |mask| over the block's inside.
int mask_sum(const GrayView& luma, int left, int top) {
    int sum = 0;
    for (int y = top + 1; y < top + block - 1; ++y) {
        const std::uint8_t* above = luma.row(y - 1);
        const std::uint8_t* here = luma.row(y);
        const std::uint8_t* below = luma.row(y + 1);
        for (int x = left + 1; x < left + block - 1; ++x) {
            const int mask = above[x - 1] - 2 * above[x] + above[x + 1] - 2 * here[x - 1] + 4 * here[x] -
                             2 * here[x + 1] + below[x - 1] - 2 * below[x] + below[x + 1];
            sum += std::abs(mask);
        }
    }
    return sum;
}

}  // namespace

std::uint16_t noise_centi(const GrayView& luma, const FaceAxes& axes) {
    std::array<int, most_blocks> sums{};
    std::size_t count = 0;
    for (const Patch& patch : {forehead_patch, cheek_right_patch, cheek_left_patch, background_right_patch,
                               background_left_patch}) {
        const PixelBox box = box_of(patch, axes, luma);
        for (int y = box.top; y + block <= box.bottom; y += block) {
            for (int x = box.left; x + block <= box.right && count < most_blocks; x += block)
                sums[count++] = mask_sum(luma, x, y);
        }
    }
    if (count == 0) return 0;
    const auto quartile = sums.begin() + static_cast<std::ptrdiff_t>(count / 4);
    std::nth_element(sums.begin(), quartile, sums.begin() + static_cast<std::ptrdiff_t>(count));
    constexpr double masks = (block - 2) * (block - 2);
    const double deviation = std::sqrt(std::numbers::pi / 2) / 6 * *quartile / masks;
    return static_cast<std::uint16_t>(std::min(std::lround(deviation * 100), 4095L));
}

}  // namespace verikiosk::vision
