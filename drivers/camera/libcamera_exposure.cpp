// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/libcamera_exposure.hpp"

#include <cmath>
#include <cstdint>

#include <libcamera/control_ids.h>

namespace verikiosk::drivers {
namespace {

/// Sets what the camera has; drivers complain of controls that they do not know.
template <class Control, class Value>
void set(libcamera::ControlList& list, const libcamera::ControlInfoMap& can, const Control& control,
         Value value) {
    if (can.find(&control) != can.end()) list.set(control, value);
}

}  // namespace

void LibcameraExposure::read(const libcamera::ControlList& metadata) {
    const auto time = metadata.get(libcamera::controls::ExposureTime);
    if (!time) return;
    latest_ =
        Settings{static_cast<float>(*time), metadata.get(libcamera::controls::AnalogueGain).value_or(1.0F)};
}

std::optional<libcamera::ControlList> LibcameraExposure::wish(const ExposureRequest& request,
                                                              const libcamera::ControlInfoMap& can) {
    if (request == wished_) return std::nullopt;
    if (request.locked && !wished_.locked) locked_ = latest_;
    wished_ = request;
    libcamera::ControlList list(can);
    set(list, can, libcamera::controls::AeEnable, !request.locked);
    set(list, can, libcamera::controls::AwbEnable, !request.locked);
    if (request.locked && locked_) {
        const float time = locked_->microseconds * std::exp2(request.time_stops);
        set(list, can, libcamera::controls::ExposureTime, static_cast<std::int32_t>(std::lround(time)));
        set(list, can, libcamera::controls::AnalogueGain, locked_->gain * std::exp2(request.gain_stops));
    }
    return list;
}

}  // namespace verikiosk::drivers
