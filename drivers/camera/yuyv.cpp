// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/yuyv.hpp"

#include <algorithm>

namespace verikiosk::drivers {

void unpack_yuyv(const std::uint8_t* packed, std::size_t stride, int width, int height, std::uint8_t* y,
                 std::uint8_t* uv) {
    const auto w = static_cast<std::size_t>(width);
    const auto h = static_cast<std::size_t>(height);
    for (std::size_t row = 0; row < h; ++row) {
        const std::uint8_t* from = packed + row * stride;
        std::uint8_t* to = y + row * w;
        for (std::size_t x = 0; x < w; ++x)
            to[x] = from[2 * x];
    }
    for (std::size_t row = 0; row < (h + 1) / 2; ++row) {
        const std::uint8_t* upper = packed + 2 * row * stride + 1;
        const std::uint8_t* lower = packed + std::min(2 * row + 1, h - 1) * stride + 1;
        std::uint8_t* to = uv + row * w;
        for (std::size_t x = 0; x < w; ++x) {
            to[x] = static_cast<std::uint8_t>((upper[2 * x] + lower[2 * x] + 1) / 2);
        }
    }
}

}  // namespace verikiosk::drivers
