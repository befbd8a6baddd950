// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "vision/code/scanner.hpp"

/// A printed card of known size, by which a camera's field of view is measured.
namespace verikiosk::vision {

/// What its QR code says: 21 modules at error correction L and M alike, and no session code.
inline constexpr std::string_view card_content = "verikiosk-card";

/// How the card is seen. Pixels.
struct CardSeen {
    Point middle;
    /// The code's side, across which the card is not tilted: the longer one of the means of opposite sides,
    /// as a tilt shortens the other. On drawn codes of 63 to 252 pixels, turned and tilted by up to 10
    /// degrees, within 1 pixel.
    float side = 0;
    /// Of the shorter to the longer one, of sides or diagonals, whatever is less: 1 facing the lens, else the
    /// cosine of the tilt; at 15 degrees 0.966.
    float squareness = 1;
};

/// The largest card; none where nothing with four corners says that it is one.
[[nodiscard]] std::optional<CardSeen> card_in(const std::vector<SeenCode>& codes);

}  // namespace verikiosk::vision
