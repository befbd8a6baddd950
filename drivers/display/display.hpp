// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "firmware/domain/error.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk::drivers {

/// A finished screen: 32-bit pixels, native-endian 0xffRRGGBB (Cairo's RGB24), row by row.
struct Picture {
    const std::uint8_t* data = nullptr;
    std::size_t stride = 0;
    int width = 0;
    int height = 0;
};

/// Where finished screens go. One thread, the main thread, calls it.
class Display {
  public:
    virtual ~Display() = default;
    [[nodiscard]] virtual int width() const = 0;
    [[nodiscard]] virtual int height() const = 0;

    /// Shows the picture and returns the moment from which it could be seen.
    /// `now` is the caller's clock; a virtual display answers with it.
    [[nodiscard]] virtual Result<TimePoint> show(const Picture& picture, TimePoint now) = 0;
};

}  // namespace verikiosk::drivers
