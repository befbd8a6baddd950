// SPDX-License-Identifier: Apache-2.0
#include "net/backend/crop_remeasure.hpp"

#include <algorithm>
#include <memory>

#include "vision/liveness/measure/remeasure.hpp"

namespace verikiosk::backend {

RemeasureCrop load_remeasure(const std::filesystem::path& models, std::string& missing) {
    vision::ModelFiles files;
    files.models = models;
    // std::function wants to be copied, a remeasurer does not.
    const auto remeasurer = std::make_shared<vision::Remeasurer>(vision::Remeasurer::make(files, &missing));
    return [remeasurer](ByteView luma, const ObservationRow& row) -> Result<CropMeasures> {
        vision::CropPixels crop{};
        if (luma.size() != crop.size()) return fail(Errc::invalid, "a crop has 160x160 pixels");
        std::ranges::copy(luma, crop.begin());
        return remeasurer->measure(crop, row);
    };
}

}  // namespace verikiosk::backend
