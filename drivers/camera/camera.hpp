// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "drivers/frame.hpp"
#include "firmware/domain/camera_kind.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk::drivers {

/// What became of frames: those that never reached a reader by cause. Monotonic since start.
struct CameraCounters {
    std::uint64_t delivered = 0;
    std::uint64_t dropped_by_sensor = 0;  ///< gaps in the sequence, frames with an error status
    std::uint64_t dropped_newer = 0;      ///< a newer frame took the place of one nobody had asked for yet
    std::uint64_t torn = 0;               ///< buffers too short or undecodable
    std::uint64_t restarts = 0;           ///< after a stall or an unplugged device
    std::uint64_t copied = 0;  ///< whole pictures, since the driver's memory is slow to read; not lost
};

/// How frames are to be exposed.
struct ExposureRequest {
    /// Exposure and white balance stay as they were when this was first asked for; false: the camera's
    /// choice.
    bool locked = false;
    float time_stops = 0;  ///< the exposure time from there; -2..2
    float gain_stops = 0;  ///< the gain from there; -2..2
    bool operator==(const ExposureRequest&) const = default;
};

/// A source of frames. Four buffers, configured once by start(), never a mode switch until stop().
/// One thread calls start, next and stop; leases may be dropped on any thread.
class Camera {
  public:
    virtual ~Camera() = default;

    /// What it is and can do; the negotiated size and rate are filled in after start().
    [[nodiscard]] virtual const CameraInfo& info() const = 0;

    [[nodiscard]] virtual Result<void> start() = 0;
    virtual void stop() noexcept = 0;

    /// The newest frame, waiting at most `limit`.
    /// timeout: no frame yet, ask again. unavailable: absent, unplugged or stalled; the camera itself retries
    /// with back-off, ask again. ended: a recording has no more frames. Others are final.
    [[nodiscard]] virtual Result<Frame> next(Duration limit) = 0;

    /// Wishes the picture so far below the middle of what the sensor sees (Pan::at), as near as there is
    /// room. Some frames later it is there: each frame tells its own (FrameInfo::pan). Cheap, and called with
    /// every frame. On the thread that calls next().
    virtual void pan(float) {}

    /// Wishes an exposure. From CameraInfo::control_lag_frames on frames have it, as near as the sensor can;
    /// each frame tells its own where the camera reports it. Cheap, and called with every frame. On the
    /// thread that calls next().
    virtual void expose(const ExposureRequest&) {}

    /// Counts up each time the device went away and came back: a session that saw it change is void.
    [[nodiscard]] virtual std::uint32_t generation() const = 0;

    [[nodiscard]] virtual CameraCounters counters() const = 0;
};

}  // namespace verikiosk::drivers
