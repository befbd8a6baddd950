// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace verikiosk::vision {

/// A non-owning view of 8-bit pixels. The Y plane of a frame is the gray image.
struct GrayView {
    const std::uint8_t* data = nullptr;
    std::size_t stride = 0;  ///< bytes from row to row
    int width = 0;
    int height = 0;
    [[nodiscard]] const std::uint8_t* row(int y) const { return data + static_cast<std::size_t>(y) * stride; }
};

/// A frame's planes: a chroma sample for every two by two of luma. NV12: `cb` and `cr` point into the same
/// rows, two bytes from sample to sample; I420: planes of their own, one byte.
struct ColourView {
    GrayView luma;
    const std::uint8_t* cb = nullptr;
    const std::uint8_t* cr = nullptr;
    std::size_t chroma_stride = 0;  ///< bytes from row to row
    std::size_t chroma_step = 1;    ///< bytes from sample to sample
};

/// The same in colours: three bytes a pixel, red, green, blue.
struct RgbView {
    const std::uint8_t* data = nullptr;
    std::size_t stride = 0;  ///< bytes from row to row
    int width = 0;
    int height = 0;
    [[nodiscard]] const std::uint8_t* row(int y) const { return data + static_cast<std::size_t>(y) * stride; }
};

}  // namespace verikiosk::vision
