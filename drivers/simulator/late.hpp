// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>

namespace verikiosk::simulator {

/// What was said arrives a while later. Bounded: of what is said faster than it arrives, the oldest goes.
template <typename T>
class Late {
  public:
    /// `delay` in seconds; `first` holds until something arrives.
    Late(double delay, T first) : delay_(delay), now_(first) {}

    void say(T what, double now) {
        if (pending_.size() >= most_pending) pending_.pop_front();
        pending_.push_back({now + delay_, what});
    }
    /// What has arrived by `now`, which never goes back.
    const T& at(double now) {
        // A frame's time is a sum of many steps.
        while (!pending_.empty() && pending_.front().due <= now + 1e-4) {
            now_ = pending_.front().what;
            pending_.pop_front();
        }
        return now_;
    }

  private:
    static constexpr std::size_t most_pending = 64;
    struct Saying {
        double due;
        T what;
    };
    double delay_;
    T now_;
    std::deque<Saying> pending_;
};

}  // namespace verikiosk::simulator
