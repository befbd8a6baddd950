// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libcamera/camera.h>
#include <libcamera/controls.h>
#include <optional>

#include "drivers/camera/camera.hpp"

namespace verikiosk::drivers {

/// Turns wishes for an exposure into controls. What is locked is what the latest frame told; where frames
/// tell nothing (USB cameras through libcamera), locking only stops the camera's own control, and steps,
/// which have nothing to start from, are left out.
class LibcameraExposure {
  public:
    /// Of a frame's metadata.
    void read(const libcamera::ControlList& metadata);

    /// The controls of the next request, where this changes anything.
    [[nodiscard]] std::optional<libcamera::ControlList> wish(const ExposureRequest& request,
                                                             const libcamera::ControlInfoMap& can);

  private:
    struct Settings {
        float microseconds = 0;
        float gain = 0;
    };
    std::optional<Settings> latest_;
    std::optional<Settings> locked_;
    ExposureRequest wished_;
};

}  // namespace verikiosk::drivers
