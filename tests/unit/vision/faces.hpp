// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "firmware/domain/field_of_view.hpp"
#include "firmware/domain/geometry.hpp"
#include "vision/face/crop.hpp"

namespace verikiosk::tests {

/// Points of an upright, frontal, neutral face: pixels of a 1280x720 picture, about 100 between the eyes.
[[nodiscard]] Points frontal_face();

/// The same points as a pinhole camera in front of a 1280x720 picture sees them when the head is turned.
/// Degrees: yaw towards the subject's left, pitch up.
[[nodiscard]] Points turned_face(float yaw, float pitch, FieldOfView view = {});

/// Every point turned in the picture's plane around the face's middle; towards the subject's left shoulder.
[[nodiscard]] Points tilted(Points points, float degrees);

/// An image with its memory.
struct Picture {
    int width;
    int height;
    std::vector<std::uint8_t> pixels;
    Picture(int w, int h, std::uint8_t value)
        : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), value) {}
    std::uint8_t& at(int x, int y) {
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
    [[nodiscard]] vision::GrayView view() const {
        return {pixels.data(), static_cast<std::size_t>(width), width, height};
    }
};

}  // namespace verikiosk::tests
