// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

namespace verikiosk::simulator {

/// Centimetres. In the head's own frame x grows to the right of the picture (the visitor's left),
/// y downwards, z out of the face; the origin lies between the ears at the height of the pupils.
struct Vec3 {
    float x = 0.0F;
    float y = 0.0F;
    float z = 0.0F;

    friend Vec3 operator+(Vec3 a, Vec3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
    friend Vec3 operator-(Vec3 a, Vec3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
    friend Vec3 operator*(Vec3 a, float k) { return {a.x * k, a.y * k, a.z * k}; }
};

inline float dot(Vec3 a, Vec3 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline Vec3 normalised(Vec3 a) {
    const float length = std::sqrt(dot(a, a));
    return length > 1e-9F ? a * (1.0F / length) : Vec3{0.0F, 0.0F, 1.0F};
}

/// Row-major rotation.
struct Rotation {
    std::array<float, 9> m{1, 0, 0, 0, 1, 0, 0, 0, 1};

    Vec3 operator()(Vec3 p) const {
        return {m[0] * p.x + m[1] * p.y + m[2] * p.z, m[3] * p.x + m[4] * p.y + m[5] * p.z,
                m[6] * p.x + m[7] * p.y + m[8] * p.z};
    }
};

/// Degrees: yaw turns the face to the picture's right, pitch lifts the chin, roll tilts clockwise
/// as seen in the picture.
Rotation rotation(float yaw, float pitch, float roll);

/// exp(-t^2), the bump that most of the relief is made of.
inline float bump(float t) {
    return std::exp(-t * t);
}
inline float bump(float dx, float sx, float dy, float sy) {
    const float a = dx / sx;
    const float b = dy / sy;
    return std::exp(-(a * a + b * b));
}
/// 0 below `low`, 1 above `high`, smooth between (Hermite).
inline float smoothstep(float low, float high, float value) {
    const float t = std::clamp((value - low) / (high - low), 0.0F, 1.0F);
    return t * t * (3.0F - 2.0F * t);
}
inline float mix(float a, float b, float t) {
    return a + (b - a) * t;
}

/// A value given at growing positions, joined by smooth monotone pieces.
struct Key {
    float at;
    float value;
};
template <std::size_t N>
float along(const std::array<Key, N>& keys, float at) {
    if (at <= keys.front().at) return keys.front().value;
    for (std::size_t i = 1; i < N; ++i) {
        if (at > keys[i].at) continue;
        // Fritsch-Carlson with simple slopes: no overshoot, no visible corner in the shading.
        const auto slope = [&](std::size_t k) {
            return (keys[k + 1].value - keys[k].value) / (keys[k + 1].at - keys[k].at);
        };
        const auto tangent = [&](std::size_t k) {
            if (k == 0) return slope(0);
            if (k == N - 1) return slope(N - 2);
            const float left = slope(k - 1);
            const float right = slope(k);
            return left * right <= 0.0F ? 0.0F : 2.0F * left * right / (left + right);
        };
        const float h = keys[i].at - keys[i - 1].at;
        const float t = (at - keys[i - 1].at) / h;
        const float t2 = t * t;
        const float t3 = t2 * t;
        return (2 * t3 - 3 * t2 + 1) * keys[i - 1].value + (t3 - 2 * t2 + t) * h * tangent(i - 1) +
               (-2 * t3 + 3 * t2) * keys[i].value + (t3 - t2) * h * tangent(i);
    }
    return keys.back().value;
}

}  // namespace verikiosk::simulator
