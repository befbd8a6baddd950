// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "firmware/domain/geometry.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk::drivers {

/// Planes as vision reads them. Whatever a camera sends (YUYV, MJPEG), its driver hands out one of these.
enum class PixelFormat : std::uint8_t { nv12, i420 };

struct Plane {
    const std::uint8_t* data = nullptr;
    std::size_t stride = 0;  ///< bytes from row to row
};

struct FrameInfo {
    std::uint64_t sequence = 0;  ///< the camera's count; a gap is a frame that never reached us
    TimePoint sensor_time{};
    int width = 0;
    int height = 0;
    PixelFormat format = PixelFormat::nv12;
    Duration exposure{};  ///< zero: not reported
    float gain = 0;       ///< zero: not reported
    /// Samples use all of 0..255, as JPEG's do; otherwise 16..235 (luma) and 16..240, as video's do.
    bool full_range = false;
    Pan pan{};  ///< as this picture was taken
};

/// Who takes a buffer back. Called from whichever thread drops the lease; must not throw or block long.
class BufferOwner {
  public:
    virtual ~BufferOwner() = default;
    virtual void requeue(std::uint32_t buffer) noexcept = 0;
};

/// A lease on one camera buffer: move-only, read-only, and the buffer goes back when it ends. The owner is
/// kept alive by the lease, so a camera may be closed while frames are still being read.
class Frame {
  public:
    Frame() = default;
    Frame(FrameInfo info, std::array<Plane, 3> planes, std::shared_ptr<BufferOwner> owner,
          std::uint32_t buffer)
        : info_(info), planes_(planes), owner_(std::move(owner)), buffer_(buffer) {}
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;
    Frame(Frame&& other) noexcept = default;
    Frame& operator=(Frame&& other) noexcept {
        if (this != &other) {
            release();
            info_ = other.info_;
            planes_ = other.planes_;
            owner_ = std::move(other.owner_);
            buffer_ = other.buffer_;
        }
        return *this;
    }
    ~Frame() { release(); }

    [[nodiscard]] explicit operator bool() const { return owner_ != nullptr; }
    [[nodiscard]] const FrameInfo& info() const { return info_; }
    [[nodiscard]] const Plane& plane(std::size_t i) const { return planes_[i]; }

  private:
    void release() noexcept {
        if (const auto owner = std::exchange(owner_, nullptr)) owner->requeue(buffer_);
    }

    FrameInfo info_{};
    std::array<Plane, 3> planes_{};
    std::shared_ptr<BufferOwner> owner_;
    std::uint32_t buffer_ = 0;
};

}  // namespace verikiosk::drivers
