// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "drivers/simulator/backdrop.hpp"
#include "drivers/simulator/camera_model.hpp"
#include "drivers/simulator/figure.hpp"
#include "drivers/simulator/picture.hpp"

namespace verikiosk::simulator {

/// Something flat or otherwise foreign that is drawn over the figures: a print, a screen.
class Prop {
  public:
    virtual ~Prop() = default;
    /// Draws at `seconds` of scene time and says which pixels it touched (even edges).
    virtual Rect draw(double seconds, const Lens& lens, const Illumination& light, Canvas& canvas) = 0;
};

/// Scene and camera: people and things in, NV12 frames out. Not thread-safe; one per camera.
class Renderer {
  public:
    /// Width and height in pixels, both even, at least 16.
    Renderer(const Scene& scene, int width, int height, std::uint64_t seed, const CameraModel& model = {});

    /// Light of the kiosk's screen on a face 60 cm away, lux per channel (a white 300-nit screen: about 55).
    void set_screen_light(Colour lux) { screen_ = lux; }
    ExposureControl& exposure() { return exposure_; }
    const Lens& lens() const { return lens_; }

    /// Draws one frame at `seconds` of scene time (the room's light drifts with it) and returns the exposure
    /// it was taken with. `stances[i]` belongs to `people[i]`.
    Exposure render(double seconds, std::span<const std::unique_ptr<Figure>> people,
                    std::span<const Stance> stances, Prop* prop, const FrameMemory& out);

  private:
    Illumination illuminate(double seconds) const;
    Rect face_area(std::span<const std::unique_ptr<Figure>> people, std::span<const Stance> stances) const;

    Scene scene_;
    Reflectance skin_;
    Lens lens_;
    Canvas canvas_;
    Backdrop backdrop_;
    Noise noise_;
    ExposureControl exposure_;
    Painter painter_;
    Colour screen_{};
    Rect dirty_;
    float drift_phase_;
};

}  // namespace verikiosk::simulator
