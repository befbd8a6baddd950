// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "firmware/domain/time.hpp"

namespace verikiosk::drivers {

/// When to give up on a camera that is silent, and when to try it again. Pure: the caller brings the time.
class Recovery {
  public:
    static constexpr Duration stall_limit =
        2s;  ///< sixty frames at 30 a second; auto exposure never takes it
    static constexpr Duration first_wait = 500ms;
    static constexpr Duration longest_wait = 8s;

    /// A frame came, or there is a reason other than the camera why none could.
    void progress(TimePoint now) {
        last_progress_ = now;
        wait_ = first_wait;
    }
    /// It was started just now, and has stall_limit to send something.
    void started(TimePoint now) { last_progress_ = now; }
    [[nodiscard]] bool stalled(TimePoint now) const { return now - last_progress_ >= stall_limit; }
    [[nodiscard]] TimePoint stall_at() const { return last_progress_ + stall_limit; }

    /// It failed: the next attempt is after 0.5 s, then 1, 2, 4 and at most 8 s, until a frame comes.
    void failed(TimePoint now) {
        next_attempt_ = now + wait_;
        wait_ = std::min(2 * wait_, longest_wait);
    }
    /// A device appeared: try at once.
    void appeared(TimePoint now) { next_attempt_ = std::min(next_attempt_, now); }
    [[nodiscard]] bool attempt_due(TimePoint now) const { return now >= next_attempt_; }
    [[nodiscard]] TimePoint next_attempt() const { return next_attempt_; }

  private:
    TimePoint last_progress_{};
    TimePoint next_attempt_{};
    Duration wait_ = first_wait;
};

}  // namespace verikiosk::drivers
