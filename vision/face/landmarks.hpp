// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "firmware/domain/error.hpp"
#include "firmware/domain/geometry.hpp"
#include "vision/image.hpp"

namespace verikiosk::vision {

/// Places the named points of a face. One thread.
class Landmarks {
  public:
    virtual ~Landmarks() = default;
    /// `box`: where the face is, in source pixels, as a detector gives it (about square, brows to chin); it
    /// may reach out of the image. Something is always placed, face or not: see face_shape.hpp for
    /// plausibility. Empty when the box is unusable (empty, or outside the image) or the library failed.
    [[nodiscard]] virtual std::optional<Points> place(const GrayView& luma, const Box& box) = 0;
};

/// dlib's 68 points from its packaged model, read to an eighth of a pixel.
[[nodiscard]] Result<std::unique_ptr<Landmarks>> make_dlib_landmarks(const std::filesystem::path& model);

}  // namespace verikiosk::vision
