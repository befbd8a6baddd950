// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/geometry.hpp"

namespace verikiosk::simulator {

Rotation rotation(float yaw, float pitch, float roll) {
    constexpr float degree = 3.14159265F / 180.0F;
    const float cy = std::cos(yaw * degree);
    const float sy = std::sin(yaw * degree);
    const float cp = std::cos(pitch * degree);
    const float sp = std::sin(pitch * degree);
    const float cr = std::cos(roll * degree);
    const float sr = std::sin(roll * degree);
    // roll * pitch * yaw: the head turns on the neck first, then nods, then tilts.
    const std::array<float, 9> turn{cy, 0, sy, 0, 1, 0, -sy, 0, cy};
    const std::array<float, 9> nod{1, 0, 0, 0, cp, -sp, 0, sp, cp};
    const std::array<float, 9> tilt{cr, -sr, 0, sr, cr, 0, 0, 0, 1};
    const auto times = [](const std::array<float, 9>& a, const std::array<float, 9>& b) {
        std::array<float, 9> out{};
        for (std::size_t r = 0; r < 3; ++r)
            for (std::size_t c = 0; c < 3; ++c)
                for (std::size_t k = 0; k < 3; ++k)
                    out[r * 3 + c] += a[r * 3 + k] * b[k * 3 + c];
        return out;
    };
    return Rotation{times(tilt, times(nod, turn))};
}

}  // namespace verikiosk::simulator
