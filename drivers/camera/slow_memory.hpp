// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>

#include "drivers/camera/picture_pool.hpp"
#include "drivers/frame.hpp"

namespace verikiosk::drivers {

/// Some drivers hand out memory that bypasses the processor's caches. Vision reads a face's pixels several
/// times over, at random: from such memory that takes longer than copying the whole picture once, row by
/// row. This is the one place that copies whole pictures, and only there; how many, CameraCounters::copied
/// says. One thread.
class SlowMemory {
  public:
    using Now = std::function<TimePoint()>;
    explicit SlowMemory(Now now) : now_(std::move(now)) {}

    /// Whether this camera's memory is slow, learnt from the first picture of a run and then kept: what is
    /// read again straight away comes from the caches where there are any. `memory` is only read.
    [[nodiscard]] bool is_slow(std::span<const std::uint8_t> memory);

    /// Copies a picture's planes, without padding, and answers where they are now.
    [[nodiscard]] static std::array<Plane, 3> copy(const FrameInfo& frame, const std::array<Plane, 3>& from,
                                                   PicturePool::Planes& to);

  private:
    enum class Known : std::uint8_t { no, slow, fast };
    Now now_;
    Known known_ = Known::no;
};

}  // namespace verikiosk::drivers
