// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "firmware/domain/observation.hpp"
#include "vision/face/analyser.hpp"

namespace verikiosk::vision {

/// Every face of one picture by itself: nothing is followed and nothing remembered. Slower than an Analyser
/// by far, and looks for small faces too: best effort from 40 px. One thread.
class PhotoAnalyser {
  public:
    virtual ~PhotoAnalyser() = default;
    /// One observation a face, largest first; track and faces of a row count within the picture. Crop digests
    /// are left zero.
    [[nodiscard]] virtual std::vector<Observation> analyse(const GrayView& luma) = 0;
};

[[nodiscard]] Result<std::unique_ptr<PhotoAnalyser>> make_photo_analyser(const ModelFiles& files);

}  // namespace verikiosk::vision
