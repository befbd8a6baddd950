// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "tests/bench/contender.hpp"

namespace verikiosk::bench {

/// The frame as most programs want it: 8-bit blue, green, red.
inline cv::Mat as_bgr(const ClipFrame& frame) {
    const cv::Mat nv12(frame.height * 3 / 2, frame.width, CV_8UC1, const_cast<std::uint8_t*>(frame.data));
    cv::Mat bgr;
    cv::cvtColor(nv12, bgr, cv::COLOR_YUV2BGR_NV12);
    return bgr;
}

}  // namespace verikiosk::bench
