// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "drivers/frame.hpp"

namespace verikiosk::drivers {

/// Four pictures in ordinary memory, for cameras whose frames have to be converted: the camera's buffer goes
/// back at once, and this one is lent instead. A lease keeps the pool alive.
class PicturePool final : public BufferOwner {
  public:
    static constexpr std::uint32_t count = 4;

    /// A free one, its memory kept from last time; empty when all are lent.
    [[nodiscard]] std::optional<std::uint32_t> borrow() {
        const std::lock_guard lock(mutex_);
        for (std::uint32_t i = 0; i < count; ++i) {
            if (lent_[i]) continue;
            lent_[i] = true;
            return i;
        }
        return std::nullopt;
    }
    void requeue(std::uint32_t buffer) noexcept override {
        {
            const std::lock_guard lock(mutex_);
            lent_[buffer] = false;
        }
        returned_.notify_one();
    }
    /// Waits at most `limit` until one is free.
    [[nodiscard]] bool wait_free(Duration limit) {
        std::unique_lock lock(mutex_);
        return returned_.wait_for(lock, limit, [this] { return !none_free(); });
    }
    [[nodiscard]] bool all_lent() const {
        const std::lock_guard lock(mutex_);
        return none_free();
    }

    /// A borrowed one's planes: Y, and UV or U and V. The borrower alone touches them until it lends them on.
    struct Planes {
        std::vector<std::uint8_t> y, u, v;
    };
    [[nodiscard]] Planes& planes(std::uint32_t buffer) { return planes_[buffer]; }

  private:
    [[nodiscard]] bool none_free() const {
        return std::all_of(lent_.begin(), lent_.end(), [](bool lent) { return lent; });
    }

    mutable std::mutex mutex_;
    std::condition_variable returned_;
    std::array<bool, count> lent_{};
    std::array<Planes, count> planes_;
};

}  // namespace verikiosk::drivers
