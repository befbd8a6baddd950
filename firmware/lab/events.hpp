// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "firmware/domain/error.hpp"

namespace verikiosk::lab {

/// The frame (0-based, in decoding order) at which the first labelled smile of a recording begins, from the
/// events.tsv of the folder of faces it lies in. None when the file is not listed or has no smile.
[[nodiscard]] std::optional<int> first_smile_frame(const std::filesystem::path& recording);

}  // namespace verikiosk::lab
