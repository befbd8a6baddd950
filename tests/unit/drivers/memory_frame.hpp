// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "drivers/frame.hpp"

namespace verikiosk::tests {

/// A frame in memory, no camera: gradients that tell planes, sides and formats apart.
class MemoryBuffer final : public drivers::BufferOwner {
  public:
    void requeue(std::uint32_t /*buffer*/) noexcept override {}
    std::vector<std::uint8_t> y, u, v;
};

[[nodiscard]] inline drivers::Frame gradient_frame(int width, int height, drivers::PixelFormat format,
                                                   bool full_range = true) {
    auto buffer = std::make_shared<MemoryBuffer>();
    const int chroma_width = (width + 1) / 2;
    const int chroma_height = (height + 1) / 2;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            buffer->y.push_back(static_cast<std::uint8_t>(30 + x * 180 / width));
    }
    for (int y = 0; y < chroma_height; ++y) {
        for (int x = 0; x < chroma_width; ++x) {
            const auto u = static_cast<std::uint8_t>(60 + y * 120 / chroma_height);
            const auto v = static_cast<std::uint8_t>(200 - x * 120 / chroma_width);
            buffer->u.push_back(u);
            if (format == drivers::PixelFormat::nv12) {
                buffer->u.push_back(v);
            } else {
                buffer->v.push_back(v);
            }
        }
    }
    drivers::FrameInfo info;
    info.width = width;
    info.height = height;
    info.format = format;
    info.full_range = full_range;
    const auto w = static_cast<std::size_t>(width);
    const auto c = static_cast<std::size_t>(chroma_width);
    const std::array<drivers::Plane, 3> planes =
        format == drivers::PixelFormat::nv12
            ? std::array<drivers::Plane, 3>{{{buffer->y.data(), w}, {buffer->u.data(), 2 * c}, {}}}
            : std::array<drivers::Plane, 3>{
                  {{buffer->y.data(), w}, {buffer->u.data(), c}, {buffer->v.data(), c}}};
    return {info, planes, std::move(buffer), 0};
}

}  // namespace verikiosk::tests
