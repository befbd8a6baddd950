// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

#include "firmware/domain/time.hpp"

namespace verikiosk::drivers {

/// A frame rate for a pipeline that has none: libcamera's virtual one completes each request at once, so the
/// rate is that of the requests. Buffers that come back wait here and leave one at a time, a period apart.
/// Any thread; the caller brings the time.
class Pacer {
  public:
    explicit Pacer(double frames_a_second)
        : period_(static_cast<std::int64_t>(1e9 / std::clamp(frames_a_second, 1.0, 240.0))) {}

    void wait(std::uint32_t buffer) {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(buffer);
    }
    /// The buffer to queue now, if one waits and its turn has come.
    [[nodiscard]] std::optional<std::uint32_t> due(TimePoint now) {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty() || now < next_) return std::nullopt;
        // A little late keeps the rate; more is not caught up with, since that would be a burst.
        next_ = (now - next_ < period_ / 2 ? next_ : now) + period_;
        const std::uint32_t buffer = waiting_.front();
        waiting_.pop_front();
        return buffer;
    }
    /// When to ask again at the latest.
    [[nodiscard]] TimePoint next(TimePoint now) const {
        const std::lock_guard lock(mutex_);
        return std::max(next_, now + period_ / 8);
    }

  private:
    mutable std::mutex mutex_;
    Duration period_;
    TimePoint next_{};
    std::deque<std::uint32_t> waiting_;
};

}  // namespace verikiosk::drivers
