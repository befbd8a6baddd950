// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/camera_model.hpp"

namespace verikiosk::simulator {

CameraModel camera_model(int variant) {
    if (variant != 2) return {};
    CameraModel other;
    // Light scatters further under the skin, and down on it catches light from aside.
    other.skin = {0.38F, 0.24F, 0.12F, 0.0F};
    // A sensor with a harder curve and paler colours, whose noise grows with gain itself and was smeared by
    // its own noise reduction; it follows the light sooner and orders later.
    other.gamma = 1.12F;
    other.saturation = 0.86F;
    other.read_noise = 0.35F;
    other.shot_noise = 0.25F;
    other.amplifier_noise = 0.22F;
    other.noise_grain = 0.6F;
    other.metering_pace = 0.4F;
    other.control_lag_frames = 3;
    return other;
}

}  // namespace verikiosk::simulator
