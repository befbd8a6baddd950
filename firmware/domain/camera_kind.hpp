// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace verikiosk {

/// Where frames come from. Signed into the evidence; a backend without --development takes `device` alone.
enum class CameraKind : std::uint8_t {
    device = 0,            ///< a camera behind the system's camera interface
    virtual_pipeline = 1,  ///< libcamera's virtual pipeline handler: test pictures
    recording = 2,         ///< a file, played back
    simulated = 3,         ///< the procedural visitor
};

[[nodiscard]] std::string_view name_of(CameraKind kind);

/// What a camera is and can do. The backend draws a plan only of what these allow.
struct CameraInfo {
    CameraKind kind = CameraKind::device;
    std::string id;     ///< stable across restarts: the system's name of the device, or the file's digest
    std::string model;  ///< what it calls itself
    int width = 0;      ///< negotiated picture, pixels
    int height = 0;
    double frames_per_second = 0;  ///< nominal; 0 when it does not say
    bool exposure_settable = false;
    bool exposure_reported = false;
    bool white_balance_lockable = false;
    int control_lag_frames = 0;  ///< frames from a control request to the frame it governs
    bool operator==(const CameraInfo&) const = default;
};

}  // namespace verikiosk
