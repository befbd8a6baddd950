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

    /// `row`: what the crop is held against. Its source tells who placed its points; others measure a mouth
    /// otherwise. Points come to rest in several places on some faces (lips taken for the chin): of those
    /// that find the crop's eyes the nearest to the row is what counts, as the others say nothing against it.
    [[nodiscard]] CropMeasures measure(const CropPixels& crop, const ObservationRow& row);

  private:
    [[nodiscard]] static std::optional<PointMeasures> place(const CropPixels& crop, const ObservationRow& row,
                                                            Landmarks& landmarks);
    std::unique_ptr<Landmarks> forest_;  ///< null: not there
    std::unique_ptr<Landmarks> mesh_;
};

}  // namespace verikiosk::vision
