// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "drivers/frame.hpp"

namespace verikiosk::drivers {

/// Where leases of camera buffers come back to. While the camera runs a returned buffer goes to it again;
/// once the gate is closed it only counts, so leases may outlive the camera by any time. The memory that they
/// read is kept as long as the last of them.
class ReturnGate final : public BufferOwner {
  public:
    /// `give_back` must not throw and is called from whichever thread drops a lease, one at a time, and never
    /// after close() returned.
    ReturnGate(std::uint32_t buffers, std::function<void(std::uint32_t)> give_back,
               std::shared_ptr<void> memory)
        : buffers_(buffers), give_back_(std::move(give_back)), memory_(std::move(memory)) {}

    /// One more buffer is with a reader.
    void lend() {
        const std::lock_guard lock(mutex_);
        ++lent_;
    }

    void requeue(std::uint32_t buffer) noexcept override {
        const std::lock_guard lock(mutex_);
        --lent_;
        if (give_back_) give_back_(buffer);
    }

    /// Gives back a buffer that no reader got.
    void pass_back(std::uint32_t buffer) noexcept {
        const std::lock_guard lock(mutex_);
        if (give_back_) give_back_(buffer);
    }

    void close() {
        const std::lock_guard lock(mutex_);
        give_back_ = nullptr;
    }

    /// Readers hold every buffer: no frame can come, and that is not the camera's fault.
    [[nodiscard]] bool all_lent() const {
        const std::lock_guard lock(mutex_);
        return lent_ >= buffers_;
    }

  private:
    mutable std::mutex mutex_;
    std::uint32_t buffers_;
    std::uint32_t lent_ = 0;
    std::function<void(std::uint32_t)> give_back_;
    std::shared_ptr<void> memory_;
};

}  // namespace verikiosk::drivers
