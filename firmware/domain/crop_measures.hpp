// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "firmware/domain/geometry.hpp"

namespace verikiosk {

/// Those of a row's measures that a face's points give, in the row's units.
struct PointMeasures {
    std::int16_t asymmetry_milli = 0;
    std::uint16_t mouth_width_milli = 0;
    std::uint16_t mouth_open_milli = 0;
    std::uint16_t eye_right_milli = 0;
    std::uint16_t eye_left_milli = 0;
    bool operator==(const PointMeasures&) const = default;
};

/// What a face crop alone still says of the row that it belongs to, in the row's units.
struct CropMeasures {
    std::uint8_t brightness = 0;
    std::uint16_t sharpness_milli = 0;
    /// Mean luma of forehead, right and left cheek, sixteenths.
    std::array<std::uint16_t, 3> skin_luma{};
    bool looked_for_points = false;       ///< what placed the row's points is here too
    std::optional<PointMeasures> points;  ///< none: not looked for, or not found
    bool operator==(const CropMeasures&) const = default;
};

}  // namespace verikiosk
