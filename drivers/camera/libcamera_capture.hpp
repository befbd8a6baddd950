// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libcamera/camera.h>
#include <libcamera/framebuffer_allocator.h>
#include <libcamera/geometry.h>
#include <libcamera/request.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "drivers/camera/camera.hpp"
#include "drivers/camera/capture_format.hpp"
#include "drivers/camera/libcamera_buffers.hpp"
#include "drivers/camera/libcamera_camera.hpp"
#include "drivers/camera/libcamera_exposure.hpp"
#include "drivers/camera/newest_slot.hpp"
#include "drivers/camera/pacer.hpp"
#include "drivers/camera/picture_pool.hpp"
#include "drivers/camera/return_gate.hpp"
#include "drivers/camera/slow_memory.hpp"

namespace verikiosk::drivers {

/// One run of a camera: from configured to stopped. Everything of libcamera's that lives as long as a run
/// does is in here; what readers may keep longer is behind the gate. The completion handler runs on
/// libcamera's thread; everything else on the reader's.
class LibcameraCapture {
  public:
    /// quirky: a pipeline whose frame metadata is not to be trusted (the virtual one leaves it
    /// uninitialised), and that has no frame rate of its own.
    LibcameraCapture(std::shared_ptr<libcamera::Camera> camera, bool quirky);
    LibcameraCapture(const LibcameraCapture&) = delete;
    LibcameraCapture& operator=(const LibcameraCapture&) = delete;
    ~LibcameraCapture();

    /// Negotiates, allocates, starts. `info` gets the size.
    [[nodiscard]] Result<void> start(int width, int height, double fps, CameraInfo& info);

    /// Negotiates as start() would and says what there was to choose from; `abilities.info` gets the size.
    [[nodiscard]] Result<void> describe(int width, int height, double fps, CameraAbilities& abilities);

    /// See CaptureDevice::take. Frames are numbered from `first_sequence`; what got lost goes into
    /// `counters`.
    [[nodiscard]] Result<Frame> take(Duration limit, CameraInfo& info, CameraCounters& counters);

    [[nodiscard]] bool starved() const { return gate_ && (gate_->all_lent() || pool_->all_lent()); }
    void wake() { slot_.wake(); }
    /// See Camera::pan. The reader's thread. Without effect until a frame has told where the picture lies.
    void pan(float at);
    /// See Camera::expose. The reader's thread.
    void expose(const ExposureRequest& request);
    /// The number that the next run goes on from.
    [[nodiscard]] std::uint64_t next_sequence() const { return next_sequence_; }
    void number_from(std::uint64_t first) { next_sequence_ = first_sequence_ = first; }

  private:
    [[nodiscard]] Result<void> acquire();
    [[nodiscard]] Result<void> negotiate(int width, int height, double fps);
    [[nodiscard]] Result<void> allocate();
    [[nodiscard]] Result<void> run(double fps);
    void completed(libcamera::Request* request);
    [[nodiscard]] std::optional<std::uint32_t> wait_for_buffer(TimePoint until);
    void give_back(std::uint32_t buffer) noexcept;
    [[nodiscard]] FrameInfo describe(std::uint32_t buffer, CameraInfo& info, CameraCounters& counters);
    [[nodiscard]] Result<Frame> frame_of(std::uint32_t buffer, FrameInfo frame, CameraCounters& counters);
    [[nodiscard]] Result<Frame> direct(std::uint32_t buffer, FrameInfo frame, CameraCounters& counters);
    [[nodiscard]] Result<Frame> copied(const FrameInfo& frame, const std::array<Plane, 3>& planes);
    [[nodiscard]] Result<Frame> converted(std::uint32_t buffer, FrameInfo frame);
    [[nodiscard]] const libcamera::FrameMetadata& metadata_of(std::uint32_t buffer) const;

    [[nodiscard]] Pan read_crop(const libcamera::ControlList& metadata);

    std::shared_ptr<libcamera::Camera> camera_;
    bool quirky_;
    bool acquired_ = false;
    bool started_ = false;
    std::unique_ptr<libcamera::CameraConfiguration> configuration_;
    std::unique_ptr<libcamera::FrameBufferAllocator> allocator_;
    std::vector<std::unique_ptr<libcamera::FrameBuffer>> own_buffers_;
    std::vector<std::unique_ptr<libcamera::Request>> requests_;
    std::shared_ptr<MappedBuffers> memory_;
    std::unique_ptr<Pacer> pacer_;  ///< quirky ones only
    std::shared_ptr<ReturnGate> gate_;
    std::shared_ptr<PicturePool> pool_ = std::make_shared<PicturePool>();
    SlowMemory slow_memory_;
    NewestSlot<std::uint32_t> slot_;
    CaptureFormat format_ = CaptureFormat::nv12;
    bool exact_ = true;                 ///< in the very size asked for
    std::uint64_t first_sequence_ = 0;  ///< ours for the run's frame 0
    std::uint64_t next_sequence_ = 0;
    std::uint64_t displaced_ = 0;  ///< of those in slot_, already counted

    // Parts of the sensor.
    std::optional<libcamera::Rectangle> most_crop_;  ///< in which the picture can be moved
    std::optional<libcamera::Rectangle> crop_;       ///< as the last frame told
    float pan_ = 0;                                  ///< as last wished
    std::mutex wish_mutex_;
    // Of the next request; any thread takes them.
    std::optional<libcamera::Rectangle> wished_crop_;
    std::optional<libcamera::ControlList> wished_exposure_;
    LibcameraExposure exposure_;
};

}  // namespace verikiosk::drivers
