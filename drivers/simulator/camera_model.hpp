// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace verikiosk::simulator {

/// How light comes back from skin, hair and cloth.
struct Reflectance {
    float key_wrap = 0.22F;    ///< how far light creeps past the edge of the shadow, 0 (Lambert) .. 1
    float screen_wrap = 0.1F;  ///< the same for the kiosk's screen, which is near and large
    float sheen = 0.0F;        ///< what grazing surfaces return besides (down, powder), 0 .. 0.3
    /// 0: the screen's light falls on a face as it does. 1: on every part alike, as a filter paints it.
    float flat_screen = 0.0F;
};

/// What two cameras, and two ways of drawing skin, differ in.
struct CameraModel {
    Reflectance skin{};
    float gamma = 1.0F;       ///< exponent on the coded luma; above 1 the middle tones are darker
    float saturation = 1.0F;  ///< of the coded colours
    /// Noise in code values: read + shot * sqrt(gain) + amplifier * gain.
    float read_noise = 0.5F;
    float shot_noise = 0.5F;
    float amplifier_noise = 0.0F;
    float noise_grain = 0.0F;     ///< 0: pixels are independent; above, neighbours of a row share noise
    float metering_pace = 0.25F;  ///< part of the way to the right exposure gone in a frame, in stops
    int control_lag_frames = 2;   ///< from an order to the frame that it governs
};

inline constexpr int camera_variants = 2;
/// 1: the camera and skin that everything was tuned on. 2: others, never looked at while tuning, so that a
/// report can say how much of its figures was tuning. Other numbers give 1.
CameraModel camera_model(int variant);

}  // namespace verikiosk::simulator
