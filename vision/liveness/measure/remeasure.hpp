// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "firmware/domain/crop_measures.hpp"
#include "firmware/domain/observation.hpp"
#include "vision/face/analyser.hpp"
#include "vision/face/landmarks.hpp"

namespace verikiosk::vision {

/// Measures on a face crop what its frame's row says was measured on the frame. One thread.
///
/// Brightness and sharpness are the crop's own, so that they come out the same to the last digit. Points and
/// skin come from fewer pixels than the kiosk had: 52 between the eyes where it had 90 and more.
class Remeasurer {
  public:
    /// With every landmark source whose files are there; `missing`, if given, gets why others aren't.
    static Remeasurer make(const ModelFiles& files, std::string* missing = nullptr);
    Remeasurer(std::unique_ptr<Landmarks> forest, std::unique_ptr<Landmarks> mesh);

    /// `source`: who placed the row's points; others measure a mouth otherwise.
    [[nodiscard]] CropMeasures measure(const CropPixels& crop, PointSource source);

  private:
    [[nodiscard]] static std::optional<PointMeasures> place(const CropPixels& crop, Landmarks& landmarks);
    std::unique_ptr<Landmarks> forest_;  ///< null: not there
    std::unique_ptr<Landmarks> mesh_;
};

}  // namespace verikiosk::vision
