// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "vision/code/packed.hpp"

/// QR codes as a camera sees them, drawn by formulas.
namespace verikiosk::tests {

/// How a code is held: where, how large, how turned, on what.
struct Held {
    float module = 6;  ///< pixels, at the code's middle
    float x = 640;     ///< the code's middle, pixels
    float y = 360;
    float turned = 0;       ///< degrees, clockwise
    float tilted = 0;       ///< degrees away from facing the camera, about the upright axis; -60 .. 60
    bool inverted = false;  ///< light on dark
    float covered = 0;      ///< share of the code, from its middle, under a thumb; 0 .. 1
};

/// A room without a code in it: soft shapes.
[[nodiscard]] vision::PackedGray empty_room(int width = 1280, int height = 720);

/// A telephone's screen with the code of `content` (error correction M, as pages mostly have it).
void hold(vision::PackedGray& picture, std::string_view content, const Held& held = {});

/// Three by three, binomial; each pass adds a variance of half a pixel.
void blur(vision::PackedGray& picture, int passes);

/// A sensor's, normally distributed, steps of 255.
void add_noise(vision::PackedGray& picture, float amount, std::uint32_t seed = 1);

/// A room where somebody holds up this code, well visible.
[[nodiscard]] vision::PackedGray room_with(std::string_view content);

}  // namespace verikiosk::tests
