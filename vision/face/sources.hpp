// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "vision/face/face_finder.hpp"
#include "vision/face/landmarks.hpp"

/// Which of the sources a kiosk uses: those of the optional models where they are installed, otherwise those
/// of Debian's packages.
namespace verikiosk::vision {

[[nodiscard]] Result<std::unique_ptr<Landmarks>> make_landmarks(const ModelFiles& files);

/// Each with the length of the longer side at which it looks at a photo.
using PhotoFinders = std::vector<std::pair<std::unique_ptr<FaceFinder>, int>>;
[[nodiscard]] Result<PhotoFinders> make_photo_finders(const ModelFiles& files);

}  // namespace verikiosk::vision
