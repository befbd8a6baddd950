// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "firmware/screens/live_picture.hpp"

namespace verikiosk::tests {

/// A camera picture made of formulas: a room, and a head where the oval is. NV12.
class DrawnFrame {
  public:
    DrawnFrame(int width, int height, const Oval& oval);
    [[nodiscard]] screens::LiveFrame live() const;
    /// One pixel, as the camera has it (not mirrored); chroma of its 2x2 block.
    void set(int x, int y, std::uint8_t luma, std::uint8_t u, std::uint8_t v);

  private:
    int width_;
    int height_;
    std::vector<std::uint8_t> y_;
    std::vector<std::uint8_t> uv_;
};

}  // namespace verikiosk::tests
