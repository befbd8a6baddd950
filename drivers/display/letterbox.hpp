// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

namespace verikiosk::drivers {

/// Where a picture stands on a screen of another shape: as large as fits, in the middle, its own proportions.
struct Letterbox {
    int x = 0;  ///< screen pixels
    int y = 0;
    int width = 0;
    int height = 0;
    int picture_width = 0;
    int picture_height = 0;

    struct At {
        float x = 0;
        float y = 0;
    };

    /// The picture's pixel under a place on the screen; empty beside the picture.
    [[nodiscard]] std::optional<At> picture_at(float screen_x, float screen_y) const {
        const float px = (screen_x - static_cast<float>(x)) * static_cast<float>(picture_width) /
                         static_cast<float>(width);
        const float py = (screen_y - static_cast<float>(y)) * static_cast<float>(picture_height) /
                         static_cast<float>(height);
        const bool inside = px >= 0 && py >= 0 && px < static_cast<float>(picture_width) &&
                            py < static_cast<float>(picture_height);
        return inside ? std::optional(At{px, py}) : std::nullopt;
    }
};

/// All sizes above 0.
[[nodiscard]] inline Letterbox letterbox(int screen_width, int screen_height, int picture_width,
                                         int picture_height) {
    const double scale = std::min(static_cast<double>(screen_width) / picture_width,
                                  static_cast<double>(screen_height) / picture_height);
    const int width = std::max(1, static_cast<int>(std::lround(picture_width * scale)));
    const int height = std::max(1, static_cast<int>(std::lround(picture_height * scale)));
    return {(screen_width - width) / 2,
            (screen_height - height) / 2,
            width,
            height,
            picture_width,
            picture_height};
}

}  // namespace verikiosk::drivers
