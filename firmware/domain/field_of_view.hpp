// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <numbers>

namespace verikiosk {

/// How much a camera sees: what turns sizes on its picture into distances and back. Of a pinhole: near the
/// middle of the picture, where visitors stand, lenses differ from it by less than people do.
struct FieldOfView {
    /// From the picture's top to its bottom, in the mode that the kiosk uses: degrees, 10..120. Vertical,
    /// because ovals are in fractions of the height. 43 is what webcams of 78 degrees diagonal have.
    float vertical = 43;

    /// Focal length in picture heights: something as tall as it is far away is so high on the picture.
    [[nodiscard]] float focal() const { return 0.5F / std::tan(vertical * std::numbers::pi_v<float> / 360); }
    [[nodiscard]] static FieldOfView of_focal(float focal) {
        return {std::atan(0.5F / focal) * 360 / std::numbers::pi_v<float>};
    }
    bool operator==(const FieldOfView&) const = default;
};

}  // namespace verikiosk
