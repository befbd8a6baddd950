// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vision/face/analyser.hpp"
#include "vision/face/face_shape.hpp"

namespace verikiosk::vision {

/// The aligned crop: eyes level, 52 px apart, their middle at (80, 56), so that a face from hairline to chin
/// fills it. Bilinear; what lies outside the frame repeats its edge.
inline constexpr float crop_iod = 52;
inline constexpr Point crop_eyes{80, 56};
void cut_crop(const GrayView& luma, const FaceAxes& axes, CropPixels& crop);

/// A crop in 20x20 blocks, for telling whether two frames show the same thing in the same place.
class Thumbnail {
  public:
    Thumbnail() = default;
    explicit Thumbnail(const CropPixels& crop);
    /// Normalised correlation of two: 1 alike, 0 unrelated; 0 where one of them is flat.
    [[nodiscard]] float likeness(const Thumbnail& other) const;

  private:
    static constexpr int side = 20;
    std::array<float, std::size_t{side} * side> blocks_{};  // mean 0, length 1
};

}  // namespace verikiosk::vision
