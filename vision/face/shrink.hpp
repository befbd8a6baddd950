// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "vision/face/analyser.hpp"

namespace verikiosk::vision {

/// Makes the small picture that detection works on, reusing its memory. One thread.
class Shrink {
  public:
    virtual ~Shrink() = default;
    /// Fills size, scale and pixels of `request`. False where the frame is too small to look at or the
    /// library failed.
    virtual bool shrink(const GrayView& luma, DetectionRequest& request) = 0;
};

[[nodiscard]] std::unique_ptr<Shrink> make_opencv_shrink();

}  // namespace verikiosk::vision
