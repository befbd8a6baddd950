// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "drivers/camera/camera.hpp"
#include "drivers/camera/recovery.hpp"
#include "drivers/clock/clock.hpp"

namespace verikiosk::drivers {

/// A camera as its library knows it, without patience: one attempt at a time. One thread.
class CaptureDevice {
  public:
    virtual ~CaptureDevice() = default;
    /// Finds, configures and starts it. unavailable: it is not there, or another program has it.
    [[nodiscard]] virtual Result<void> attach() = 0;
    /// Stops and lets go of it; leases stay readable.
    virtual void detach() noexcept = 0;
    /// The newest frame, waiting at most `limit`. timeout: none came. unavailable: it was unplugged.
    [[nodiscard]] virtual Result<Frame> take(Duration limit) = 0;
    /// See Camera::pan. Only while it is attached.
    virtual void pan(float) {}
    /// See Camera::expose.
    virtual void expose(const ExposureRequest&) {}
    /// Waits at most `limit` for a device to be plugged in.
    [[nodiscard]] virtual bool wait_for_device(Duration limit) = 0;
    /// Readers hold all buffers, so silence says nothing about the camera.
    [[nodiscard]] virtual bool starved() const = 0;
    [[nodiscard]] virtual const CameraInfo& info() const = 0;
    [[nodiscard]] virtual CameraCounters counters() const = 0;
};

/// Patience for a CaptureDevice: a stall is stopped and started, an absent device is tried again with
/// back-off (recovery.hpp) and at once when it is plugged in. `clock` outlives the camera. wait: start()
/// takes an absent device calmly, and next() says unavailable until it appears.
[[nodiscard]] std::unique_ptr<Camera> make_recovering_camera(std::unique_ptr<CaptureDevice> device,
                                                             const Clock& clock, bool wait);

}  // namespace verikiosk::drivers
