// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

#include "firmware/domain/time.hpp"

namespace verikiosk::drivers {

/// A place for one waiting frame, between the camera's thread and the reader's: the newest wins.
template <class T>
class NewestSlot {
  public:
    /// Puts `value` there and returns the one that it displaced, which nobody had asked for yet.
    [[nodiscard]] std::optional<T> put(T value) {
        std::optional<T> displaced;
        {
            const std::lock_guard lock(mutex_);
            displaced = std::exchange(waiting_, std::move(value));
            if (displaced) ++displaced_;
        }
        arrived_.notify_one();
        return displaced;
    }

    /// Waits at most `limit`; shorter when wake() is called. Empty when nothing came.
    [[nodiscard]] std::optional<T> take(Duration limit) {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, limit, [this] { return waiting_.has_value() || woken_; });
        woken_ = false;
        return std::exchange(waiting_, std::nullopt);
    }

    /// Ends a take() early, or the next one at once: something else happened that its caller must look at.
    void wake() {
        {
            const std::lock_guard lock(mutex_);
            woken_ = true;
        }
        arrived_.notify_one();
    }

    /// How many were displaced so far.
    [[nodiscard]] std::uint64_t displaced() const {
        const std::lock_guard lock(mutex_);
        return displaced_;
    }

  private:
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::optional<T> waiting_;
    std::uint64_t displaced_ = 0;
    bool woken_ = false;
};

}  // namespace verikiosk::drivers
