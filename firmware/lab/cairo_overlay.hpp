// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "drivers/display/display.hpp"
#include "firmware/lab/analysis_output.hpp"
#include "firmware/screens/live_picture.hpp"

namespace verikiosk::lab {

/// Draws a frame with what was seen on it: of each measured face box, points, the oval that a kiosk would
/// show it, and values; of the others the box. Keeps its memory from picture to picture. One thread.
class Overlay {
  public:
    /// Even sides, the longer one 640 .. 1600 pixels. Valid until the next call.
    [[nodiscard]] const drivers::Picture& draw(const Analysed& analysed);

  private:
    screens::LivePicture live_;
    std::vector<std::uint8_t> pixels_;
    drivers::Picture picture_;
};

}  // namespace verikiosk::lab
