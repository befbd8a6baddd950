// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "vision/face/face_shape.hpp"
#include "vision/image.hpp"

namespace verikiosk::vision {

/// Signs of a raster: a screen's pixels or a print's dots, seen by a sensor's pixels, leave a regular pattern
/// of a few pixels' period on skin, where a living face has none. Pieces of forehead and cheeks are looked at
/// in turn, every few frames.
///
/// Of each piece's spectrum the greatest peak is measured against what is around it: noise peaks come to 10
/// decibels over their median, a raster to 20 and more. Only what the lens resolves is there to be seen: a
/// print or a screen whose dots blur into each other leaves nothing. Regular cloth and grids of lamps in
/// glasses are no skin and are not looked at; a beard, combed, may look a little like a raster.
class Recapture {
  public:
    virtual ~Recapture() = default;
    /// 0..1000 over the latest pieces; thousandths of 20 decibels above noise's own 10.
    [[nodiscard]] virtual std::uint16_t look(const GrayView& luma, const FaceAxes& axes) = 0;
    /// Of whoever was looked at before.
    virtual void forget() = 0;
};

[[nodiscard]] std::unique_ptr<Recapture> make_opencv_recapture();

}  // namespace verikiosk::vision
