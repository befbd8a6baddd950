// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "drivers/camera/camera.hpp"

namespace verikiosk::drivers {

struct LibcameraOptions {
    std::string id{};  ///< as list_libcamera() gives it; empty: the first there is, and from then on that one
    int width = 1280;
    int height = 720;
    double fps = 30;
    /// false: an absent camera is an error of opening. true: it is awaited, and next() says unavailable until
    /// it is there.
    bool wait = false;
};

/// A camera behind libcamera (USB or on a board). It is stopped and started when it stalls, awaited when it
/// is unplugged; see camera.hpp. The size is what the camera has nearest to the one asked for; info() tells.
/// Formats: NV12 and I420 as they are; YUYV is unpacked to NV12 and MJPEG decoded to I420.
/// info().exposure_reported is known with the first frame.
/// Errors: unavailable (no camera; another program has it), unsupported (none of the formats), internal.
[[nodiscard]] Result<std::unique_ptr<Camera>> open_libcamera(const LibcameraOptions& options);

/// What a camera offers, and what open_libcamera() would choose.
struct CameraMode {
    std::string format;  ///< "NV12", "MJPEG"
    int width = 0;
    int height = 0;
    bool operator==(const CameraMode&) const = default;
};
struct CameraAbilities {
    CameraInfo info;
    std::vector<CameraMode> modes;  ///< as the camera lists them
    CameraMode chosen;
    std::string reason;      ///< why that one
    double fastest_fps = 0;  ///< in the chosen mode; 0: it does not say
};
/// Configures the camera and lets it go again; takes no picture. Errors as of open_libcamera() and start().
[[nodiscard]] Result<CameraAbilities> describe_libcamera(const LibcameraOptions& options);

/// What is plugged in: id, model and kind; sizes are not negotiated. An empty list is no error.
[[nodiscard]] Result<std::vector<CameraInfo>> list_libcamera();

}  // namespace verikiosk::drivers
