// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libcamera/framebuffer.h>
#include <libcamera/stream.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "firmware/domain/error.hpp"

namespace verikiosk::drivers {

/// The memory of a camera's buffers, mapped for reading: it stays readable after camera and buffers are gone.
class MappedBuffers {
  public:
    MappedBuffers() = default;
    MappedBuffers(const MappedBuffers&) = delete;
    MappedBuffers& operator=(const MappedBuffers&) = delete;
    ~MappedBuffers();

    [[nodiscard]] Result<void> map(const std::vector<std::unique_ptr<libcamera::FrameBuffer>>& buffers);

    /// One piece of memory per plane, as the driver lays them out.
    [[nodiscard]] std::span<const std::span<const std::uint8_t>> pieces(std::size_t buffer) const {
        return pieces_[buffer];
    }
    /// To be called around reading, so that the caches show what the camera wrote.
    void begin_reading(std::size_t buffer) const noexcept;
    void end_reading(std::size_t buffer) const noexcept;

  private:
    struct Mapping {
        void* at = nullptr;
        std::size_t size = 0;
    };
    void sync(std::size_t buffer, std::uint64_t flags) const noexcept;

    std::vector<Mapping> mappings_;
    std::vector<std::vector<std::span<const std::uint8_t>>> pieces_;
    std::vector<std::vector<int>> files_;  ///< our own duplicates, a buffer's distinct ones
};

/// Buffers in ordinary memory, for the virtual pipeline on machines without a buffer allocator of the
/// kernel's.
[[nodiscard]] std::vector<std::unique_ptr<libcamera::FrameBuffer>> memory_buffers(
    const libcamera::StreamConfiguration& configuration, std::size_t count);

}  // namespace verikiosk::drivers
