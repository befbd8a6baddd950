// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/libcamera_buffers.hpp"

#include <fcntl.h>
#include <linux/dma-buf.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <string>
#include <system_error>
#include <utility>

namespace verikiosk::drivers {

MappedBuffers::~MappedBuffers() {
    for (const Mapping& mapping : mappings_)
        munmap(mapping.at, mapping.size);
    for (const auto& files : files_) {
        for (const int file : files)
            close(file);
    }
}

Result<void> MappedBuffers::map(const std::vector<std::unique_ptr<libcamera::FrameBuffer>>& buffers) {
    for (const auto& buffer : buffers) {
        auto& pieces = pieces_.emplace_back();
        auto& files = files_.emplace_back();
        std::map<int, Mapping> mapped;  // planes often share one file
        for (const auto& plane : buffer->planes()) {
            const int file = plane.fd.get();
            const std::size_t offset =
                plane.offset == libcamera::FrameBuffer::Plane::kInvalidOffset ? 0 : plane.offset;
            if (!mapped.contains(file)) {
                const off_t size = lseek(file, 0, SEEK_END);
                void* at =
                    size <= 0 ? MAP_FAILED
                              : mmap(nullptr, static_cast<std::size_t>(size), PROT_READ, MAP_SHARED, file, 0);
                if (at == MAP_FAILED) {
                    return fail(Errc::internal,
                                "a camera buffer can't be mapped: " + std::generic_category().message(errno));
                }
                mapped[file] = mappings_.emplace_back(Mapping{at, static_cast<std::size_t>(size)});
                if (const int own = fcntl(file, F_DUPFD_CLOEXEC, 3); own >= 0) files.push_back(own);
            }
            const Mapping& whole = mapped[file];
            if (offset > whole.size || plane.length > whole.size - offset) {
                return fail(Errc::internal, "a camera buffer is shorter than its driver says");
            }
            pieces.emplace_back(static_cast<const std::uint8_t*>(whole.at) + offset, plane.length);
        }
    }
    return {};
}

void MappedBuffers::sync(std::size_t buffer, std::uint64_t flags) const noexcept {
    dma_buf_sync request{};
    request.flags = flags | DMA_BUF_SYNC_READ;
    // Memory that is no DMA buffer answers ENOTTY: it has no caches of its own to be told of.
    for (const int file : files_[buffer])
        ioctl(file, DMA_BUF_IOCTL_SYNC, &request);
}

void MappedBuffers::begin_reading(std::size_t buffer) const noexcept {
    sync(buffer, DMA_BUF_SYNC_START);
}

void MappedBuffers::end_reading(std::size_t buffer) const noexcept {
    sync(buffer, DMA_BUF_SYNC_END);
}

std::vector<std::unique_ptr<libcamera::FrameBuffer>> memory_buffers(
    const libcamera::StreamConfiguration& configuration, std::size_t count) {
    const unsigned int luma = configuration.stride * configuration.size.height;
    if (luma == 0 || configuration.frameSize <= luma) return {};
    std::vector<std::unique_ptr<libcamera::FrameBuffer>> buffers;
    for (std::size_t i = 0; i < count; ++i) {
        const int file = memfd_create("camera", MFD_CLOEXEC);
        if (file < 0) return {};
        const libcamera::SharedFD shared(file);  // duplicates it
        const bool sized = ftruncate(file, static_cast<off_t>(configuration.frameSize)) == 0;
        close(file);
        if (!sized) return {};
        std::vector<libcamera::FrameBuffer::Plane> planes(2);
        planes[0] = {shared, 0, luma};
        planes[1] = {shared, luma, configuration.frameSize - luma};
        buffers.push_back(std::make_unique<libcamera::FrameBuffer>(planes));
    }
    return buffers;
}

}  // namespace verikiosk::drivers
