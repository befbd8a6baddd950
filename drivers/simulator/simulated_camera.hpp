// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "drivers/camera/camera.hpp"
#include "drivers/simulator/act.hpp"
#include "drivers/simulator/telephone.hpp"

namespace verikiosk::drivers {

struct SimulatedCameraOptions {
    simulator::Visitor visitor = simulator::draw_visitor(1);
    simulator::ActKind act = simulator::ActKind::visitor;
    simulator::ActOptions behaviour{};  ///< its `variant` is replaced by the one below
    /// Of skin and camera, 1 .. 2, see simulator::camera_model().
    int variant = 1;
    int width = 1280;  ///< even, 64 .. 3840
    int height = 720;  ///< even, 64 .. 2160
    /// Rows of a sensor that sees more above and below the picture, which then can be moved (Camera::pan);
    /// even, height .. 2160. 0: as many as the picture has.
    int sensor_height = 0;
    /// Sensor time of the first frame. At its own pace that frame is stamped with the boot clock's now.
    TimePoint origin = from_nanoseconds(1'000'000'000);
    /// false: next() draws the next frame at once (lockstep). true: next() waits until it is due.
    bool own_pace = false;
};

/// A camera in front of which a procedural visitor stands. Lab and tests only.
///
/// 30 frames a second of sensor time with a jitter of some tenths of a millisecond; four buffers. next():
/// timeout when all four are leased, or, at its own pace, when no frame is due within the limit. The same
/// options and the same calls between the same frames give the same bytes. One thread makes all calls; leases
/// may be dropped on any thread.
class SimulatedCamera : public Camera {
  public:
    /// What the kiosk asks from the next frame on.
    virtual void cue(simulator::Cue asked) = 0;
    /// From the next frame on a telephone with this code is held before the camera, instead of a print where
    /// there is one; none: it is put away.
    virtual void hold_up(std::optional<simulator::CodeModules> code) = 0;
    /// The screen's light on a face 60 cm away from the next frame on, lux per channel, 0 .. 200.
    virtual void set_screen_light(simulator::Colour lux) = 0;
    /// Fixed exposure; it governs frames from `control_lag_frames` on, unless
    /// something else stands in the camera's place. Values are clamped to what the sensor
    /// can (0.2 .. 32.5 ms, gain 1 .. 16).
    virtual void set_exposure(Duration time, float gain) = 0;
    /// Holds the present exposure, or lets the camera choose again.
    virtual void lock_exposure(bool locked) = 0;
    /// Where everything stood in the frame last handed out.
    [[nodiscard]] virtual const simulator::Act& act() const = 0;
    [[nodiscard]] virtual const simulator::Lens& lens() const = 0;
};

/// invalid: a size outside the stated range or odd, a variant that there is not.
[[nodiscard]] Result<std::unique_ptr<SimulatedCamera>> make_simulated_camera(
    const SimulatedCameraOptions& options);
/// The same with this act, not null, instead of the one that the options name.
[[nodiscard]] Result<std::unique_ptr<SimulatedCamera>> make_simulated_camera(
    const SimulatedCameraOptions& options, std::unique_ptr<simulator::Act> act);

}  // namespace verikiosk::drivers
