// SPDX-License-Identifier: Apache-2.0
#include <qrencode.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <random>

#include "tests/support/check.hpp"
#include "tests/support/drawn_code.hpp"

namespace verikiosk::tests {
namespace {

using Modules = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

constexpr float quiet = 4;     // modules, ISO/IEC 18004
constexpr int per_side = 3;    // samples of a pixel
constexpr float distance = 7;  // of the camera, in sides of the code: 4 cm at 28
constexpr float dark = 40;
constexpr float light = 215;

Modules encode(std::string_view content) {
    Modules made(QRcode_encodeData(static_cast<int>(content.size()),
                                   reinterpret_cast<const unsigned char*>(content.data()), 0, QR_ECLEVEL_M),
                 QRcode_free);
    if (!made) check_failed("no QR code can be made of this", std::source_location::current());
    return made;
}

/// What is at a place of the telephone's screen, in modules from the code's middle; less than zero: nothing.
float shade_at(const QRcode& code, float u, float v, const Held& held) {
    const auto side = static_cast<float>(code.width);
    const float half = side / 2 + quiet;
    if (std::abs(u) > half + 2 || std::abs(v) > half + 8) return -1;
    const float ground = held.inverted ? dark : light;
    const float reach = std::sqrt(held.covered) * side / 2;
    if (held.covered > 0 && std::abs(u) < reach && std::abs(v) < reach) return 130;
    const int column = static_cast<int>(std::floor(u + side / 2));
    const int row = static_cast<int>(std::floor(v + side / 2));
    if (column < 0 || row < 0 || column >= code.width || row >= code.width) return ground;
    const bool set = (code.data[row * code.width + column] & 1U) != 0;
    return set != held.inverted ? dark : light;
}

}  // namespace

vision::PackedGray empty_room(int width, int height) {
    vision::PackedGray room{width, height, {}};
    room.pixels.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double wave = 40 * std::sin(x * 0.02) * std::cos(y * 0.03);
            room.pixels.push_back(static_cast<std::uint8_t>(110 + wave));
        }
    }
    return room;
}

void hold(vision::PackedGray& picture, std::string_view content, const Held& held) {
    const Modules code = encode(content);
    constexpr float degree = std::numbers::pi_v<float> / 180;
    const float cosine = std::cos(held.turned * degree);
    const float sine = std::sin(held.turned * degree);
    const float across = std::cos(held.tilted * degree);
    const float away = std::sin(held.tilted * degree) / (distance * static_cast<float>(code->width));
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            float sum = 0;
            int count = 0;
            for (int sample = 0; sample < per_side * per_side; ++sample) {
                const auto inside = [](int part) { return (static_cast<float>(part) + 0.5F) / per_side; };
                const float px = (static_cast<float>(x) + inside(sample % per_side) - held.x) / held.module;
                const float py = (static_cast<float>(y) + inside(sample / per_side) - held.y) / held.module;
                // Back from the picture onto the tilted screen.
                const float seen = cosine * px + sine * py;
                const float u = seen / (across - seen * away);
                const float v = (cosine * py - sine * px) * (1 + u * away);
                const float shade = shade_at(*code, u, v, held);
                if (shade < 0) continue;
                sum += shade;
                ++count;
            }
            if (count == 0) continue;
            auto& pixel =
                picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                               static_cast<std::size_t>(x)];
            const float rest = static_cast<float>(pixel) * static_cast<float>(per_side * per_side - count);
            pixel = static_cast<std::uint8_t>((sum + rest) / (per_side * per_side));
        }
    }
}

void blur(vision::PackedGray& picture, int passes) {
    const auto width = static_cast<std::size_t>(picture.width);
    for (int pass = 0; pass < passes; ++pass) {
        for (const std::size_t step : {std::size_t{1}, width}) {
            const auto before = picture.pixels;
            for (std::size_t i = step; i + step < before.size(); ++i) {
                const int sum = before[i - step] + 2 * before[i] + before[i + step] + 2;
                picture.pixels[i] = static_cast<std::uint8_t>(sum / 4);
            }
        }
    }
}

void add_noise(vision::PackedGray& picture, float amount, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> noise(0, amount);
    for (std::uint8_t& pixel : picture.pixels)
        pixel =
            static_cast<std::uint8_t>(std::clamp(static_cast<float>(pixel) + noise(random), 0.0F, 255.0F));
}

vision::PackedGray room_with(std::string_view content) {
    vision::PackedGray picture = empty_room();
    hold(picture, content);
    return picture;
}

}  // namespace verikiosk::tests
