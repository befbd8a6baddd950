// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

#include "firmware/domain/geometry.hpp"

namespace verikiosk::drivers {

/// Some rows of a sensor, in its own pixels.
struct SensorRows {
    int top = 0;
    int height = 0;
};

/// Where the picture lies that is made of the rows `crop` where it could be made of any of `most`.
[[nodiscard]] inline Pan pan_of(SensorRows crop, SensorRows most) {
    if (crop.height <= 0 || most.height <= crop.height) return {};
    const auto height = static_cast<float>(crop.height);
    const auto middle = [](SensorRows rows) {
        return static_cast<float>(rows.top) + static_cast<float>(rows.height) / 2;
    };
    return {(middle(crop) - middle(most)) / height,
            static_cast<float>(most.height - crop.height) / 2 / height};
}

/// The top row of a crop of the same height whose picture lies as near to `at` (Pan::at) as there is room.
/// Even, so that the colour filter's pattern stays.
[[nodiscard]] inline int top_for(float at, SensorRows crop, SensorRows most) {
    const int spare = std::max(0, most.height - crop.height);
    const float down = static_cast<float>(spare) / 2 + at * static_cast<float>(crop.height);
    const int top = most.top + std::clamp(static_cast<int>(std::lround(down)), 0, spare);
    return top - top % 2;
}

}  // namespace verikiosk::drivers
