// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "net/backend/judges.hpp"

/// What the program brings along to look at photos: where the backend meets vision's match. JPEG (turned as
/// its EXIF data says) and PNG, of at most 64 million pixels.
namespace verikiosk::backend {

/// Both by one model.
struct Matching {
    MatchFaces photos;
    MatchCrops crops;
};

/// Loads what compares faces from the folder of models, once; then call it on one thread. unsupported: none
/// of them does. Errors of the match say which of the two pictures can't be read.
[[nodiscard]] Result<Matching> load_match(const std::filesystem::path& models);

/// Whether the picture can be read to its end.
[[nodiscard]] Result<void> check_photo(ByteView photo);

}  // namespace verikiosk::backend
