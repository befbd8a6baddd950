// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "net/backend/judges.hpp"

/// What the program brings along to measure crops again: where the backend meets vision's measures.
namespace verikiosk::backend {

/// With the landmarks beside the program, and those of the folder of models where it has them. Call it on one
/// thread. `missing` gets which aren't there and why; the rest is measured all the same.
[[nodiscard]] RemeasureCrop load_remeasure(const std::filesystem::path& models, std::string& missing);

}  // namespace verikiosk::backend
