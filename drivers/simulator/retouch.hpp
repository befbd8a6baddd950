// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/parameters.hpp"
#include "drivers/simulator/picture.hpp"

namespace verikiosk::simulator {

/// What software does to finished pictures, which know nothing of light, shape or noise.

/// Multiplies the light of every pixel by this much per channel, background and all.
void tint(const FrameMemory& picture, int width, int height, Colour factor);

/// Makes every pixel as bright as if it had been exposed `ratio` times as long. What was clipped stays so,
/// and noise grows or shrinks with the picture.
void brighten(const FrameMemory& picture, int width, int height, float ratio);

}  // namespace verikiosk::simulator
