// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "drivers/frame.hpp"
#include "firmware/kioskctl/finding.hpp"
#include "vision/face/analyser.hpp"

/// What a picture says about the camera that took it: covered, dark, blurred, rotated.
namespace verikiosk::kioskctl {

/// Measured on the Y plane alone.
struct PictureFacts {
    float spread = 0;  ///< between the darkest and the lightest of 16 x 9 equal fields' means, of 255
    int light = 0;     ///< what a tenth of the pixels reach, on video's scale: 16 black, 235 white
    int edges = 0;     ///< places with enough contrast to judge sharpness by
    /// Of the sharpest tenth of them: the largest step between neighbours in parts of the whole contrast. One
    /// over the number of pixels that an edge takes, about; 0 where edges are few.
    float sharpness = 0;
};
[[nodiscard]] PictureFacts measure_picture(const drivers::Frame& frame);

/// Where a head points in the picture.
enum class Upright : std::uint8_t { unknown, yes, head_left, head_right, upside_down };
/// By looking at the picture in all four directions; unknown when nobody stands there.
[[nodiscard]] Upright how_upright(const drivers::Frame& frame, vision::Detector& detector);

struct Remark {
    Verdict verdict = Verdict::pass;
    std::string what;
    std::string what_to_do;
};
/// The worst thing that there is to say; pass with empty words when there is none.
[[nodiscard]] Remark remark_on(const PictureFacts& facts);
[[nodiscard]] Remark remark_on(Upright upright);

}  // namespace verikiosk::kioskctl
