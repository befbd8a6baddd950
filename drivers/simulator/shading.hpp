// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "drivers/simulator/camera_model.hpp"
#include "drivers/simulator/hair.hpp"
#include "drivers/simulator/rasteriser.hpp"
#include "drivers/simulator/sensor.hpp"

namespace verikiosk::simulator {

/// All light that reaches a surface, in lux, as seen by the sensor's current exposure. Axes of the picture
/// with z towards the camera.
struct Illumination {
    Colour ambient;      ///< from everywhere, a little more from above
    Colour key;          ///< from `direction`
    Vec3 direction;      ///< towards the main light
    Colour screen;       ///< of the kiosk's screen, at `screen_reference` cm straight ahead
    float exposure = 1;  ///< signal per lux
    Reflectance skin{};  ///< how surfaces return it
};
/// Where the screen's light is stated: 60 cm, as in DESIGN section 8's 55 lux.
inline constexpr float screen_reference = 60.0F;

/// Pinhole camera: pixels = focal * (x, y) / distance + middle.
struct Lens {
    float focal;
    float middle_x;
    float middle_y;

    /// 58 degrees across the width, an ordinary webcam's.
    static Lens of(int width, int height) {
        return {0.902F * static_cast<float>(width), 0.5F * static_cast<float>(width),
                0.5F * static_cast<float>(height)};
    }
};

/// Where a frame of reference is: rotated about its origin, then moved. z is the distance.
struct Pose {
    Rotation turn;
    float x = 0.0F;
    float y = 0.0F;
    float distance = 60.0F;

    /// (x, y, distance) in the camera's frame.
    Vec3 operator()(Vec3 p) const {
        const Vec3 q = turn(p);
        return {q.x + x, q.y + y, distance - q.z};
    }
};

/// Shades and draws surfaces. Keeps its scratch memory from frame to frame.
class Painter {
  public:
    /// What `draw` would touch, in pixels, with a margin for the blur.
    void draw(const Grid& grid, bool both_sides, const Pose& pose, const Lens& lens,
              const Illumination& light, Canvas& canvas);
    /// The union of all drawn since the last take.
    Rect take_touched(const Canvas& canvas);

  private:
    void project(const Grid& grid, const Pose& pose, const Lens& lens, const Illumination& light);

    std::vector<ScreenVertex> vertices_;
    float left_ = 1e9F, top_ = 1e9F, right_ = -1e9F, bottom_ = -1e9F;
};

}  // namespace verikiosk::simulator
