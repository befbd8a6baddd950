// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "firmware/domain/error.hpp"
#include "firmware/domain/geometry.hpp"
#include "vision/code/packed.hpp"

namespace verikiosk::vision {

/// A QR code in view, whatever it says. Strangers write these.
struct SeenCode {
    std::string content;
    /// Around the code, without its quiet zone; whole pixels. In order, from any of the four, either way.
    std::vector<Point> outline;
};

/// Twice what an outline encloses, square pixels.
[[nodiscard]] double twice_the_area(const std::vector<Point>& outline);

/// Finds the QR codes of one picture, dark on light, at any angle. Slow; not thread-safe.
class CodeScanner {
  public:
    virtual ~CodeScanner() = default;
    [[nodiscard]] virtual std::vector<SeenCode> scan(const PackedGray& picture) = 0;
};

/// internal: no memory.
[[nodiscard]] Result<std::unique_ptr<CodeScanner>> make_code_scanner();

}  // namespace verikiosk::vision
