// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "vision/face/analyser.hpp"

namespace verikiosk::tests {

/// What the tests hold one source of points to. Where a target is not reached, the bound is what is reached,
/// so that it does not get worse; the report shows both.
struct Bounds {
    double found_percent;
    double smile_area;
    double onsets_percent;
    double open_mouths;
    double crying;
    double false_smiles_a_minute;
    double blinks_percent;
    double false_blinks_a_minute;
    double turns_percent;
    double followed_percent;
    double followed_far_percent;
};

/// Measures all recordings with one source, writes out/faces/NAME/ and holds the figures to the bounds.
/// `best`: the best files there are, for fresh looks and for the sizes of faces that `files` does not find.
void report_accuracy(const std::string& name, const vision::ModelFiles& files, const vision::ModelFiles& best,
                     const Bounds& bounds);

/// The folder of optional models (VERIKIOSK_MODELS, otherwise ../shared/models beside the source tree); empty
/// where there is none.
[[nodiscard]] std::filesystem::path models_folder();

}  // namespace verikiosk::tests
