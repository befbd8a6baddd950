// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace verikiosk::runner {

/// A queue between threads that never grows past its capacity. Any thread may call anything.
template <class T>
class BoundedQueue {
  public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

    /// Waits at most `limit` for room. False: it is full or closed, and `item` was not taken.
    [[nodiscard]] bool push(T&& item, std::chrono::nanoseconds limit) {
        std::unique_lock lock(mutex_);
        if (!room_.wait_for(lock, limit, [&] { return closed_ || items_.size() < capacity_; })) return false;
        if (closed_) return false;
        items_.push_back(std::move(item));
        filled_.notify_one();
        return true;
    }

    /// Puts the item in, throwing out the oldest when there is no room: the newest wins. True when something
    /// was thrown out.
    bool push_newest(T&& item) {
        const std::scoped_lock lock(mutex_);
        if (closed_) return false;
        const bool full = items_.size() >= capacity_;
        if (full) items_.pop_front();
        items_.push_back(std::move(item));
        filled_.notify_one();
        return full;
    }

    /// Waits at most `limit` for an item.
    [[nodiscard]] std::optional<T> pop(std::chrono::nanoseconds limit) {
        std::unique_lock lock(mutex_);
        filled_.wait_for(lock, limit, [&] { return closed_ || !items_.empty(); });
        if (items_.empty()) return std::nullopt;
        std::optional<T> item(std::move(items_.front()));
        items_.pop_front();
        room_.notify_one();
        return item;
    }

    /// Wakes everybody up; nothing more goes in.
    void close() {
        const std::scoped_lock lock(mutex_);
        closed_ = true;
        room_.notify_all();
        filled_.notify_all();
    }

  private:
    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable room_;
    std::condition_variable filled_;
    std::deque<T> items_;
    bool closed_ = false;
};

}  // namespace verikiosk::runner
