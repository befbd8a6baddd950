// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/retouch.hpp"

#include <array>

#include "drivers/simulator/sensor.hpp"

namespace verikiosk::simulator {
namespace {

using Curve = std::array<std::uint8_t, 256>;

// Signal of the coded value, 0 .. 1: tone() turned round, on its way up only.
float signal_of(float coded) {
    float low = 0.0F;
    float high = 4.0F;
    for (int i = 0; i < 20; ++i) {
        const float middle = 0.5F * (low + high);
        (tone(middle) < coded ? low : high) = middle;
    }
    return low;
}

Curve curve_of(float ratio) {
    Curve curve{};
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const float coded = std::clamp((static_cast<float>(i) - 16.0F) / 219.0F, 0.0F, 1.0F);
        curve[i] = static_cast<std::uint8_t>(16.5F + 219.0F * tone(ratio * signal_of(coded)));
    }
    return curve;
}

void apply(const Curve& curve, const FrameMemory& picture, int width, int height) {
    for (int row = 0; row < height; ++row) {
        std::uint8_t* at = picture.luma + static_cast<std::size_t>(row) * picture.luma_stride;
        for (int x = 0; x < width; ++x)
            at[x] = curve[at[x]];
    }
}

// Colours grow with `share` and get `cb` and `cr` in proportion to the luma.
void shift(const FrameMemory& picture, int width, int height, float share, float cb, float cr) {
    for (int row = 0; row < height / 2; ++row) {
        const std::uint8_t* luma = picture.luma + 2 * static_cast<std::size_t>(row) * picture.luma_stride;
        std::uint8_t* at = picture.chroma + static_cast<std::size_t>(row) * picture.chroma_stride;
        for (int x = 0; x < width; x += 2) {
            const float bright = (static_cast<float>(luma[x]) - 16.0F) * (1.0F / 219.0F);
            const auto moved = [&](std::uint8_t from, float by) {
                const float value = 128.5F + share * (static_cast<float>(from) - 128.0F) + by * bright;
                return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F));
            };
            at[x] = moved(at[x], cb);
            at[x + 1] = moved(at[x + 1], cr);
        }
    }
}

}  // namespace

void tint(const FrameMemory& picture, int width, int height, Colour factor) {
    if (factor.r == 1.0F && factor.g == 1.0F && factor.b == 1.0F) return;
    // What becomes of a grey in the middle says it for all.
    constexpr float grey = 0.25F;
    const Code after = encode(factor * grey);
    const float bright = (after.luma - 16.0F) / 219.0F;
    apply(curve_of(signal_of(bright) / grey), picture, width, height);
    shift(picture, width, height, 1.0F, (after.cb - 128.0F) / bright, (after.cr - 128.0F) / bright);
}

void brighten(const FrameMemory& picture, int width, int height, float ratio) {
    const Curve curve = curve_of(ratio);
    apply(curve, picture, width, height);
    const float share = (static_cast<float>(curve[126]) - 16.0F) / 110.0F;
    shift(picture, width, height, std::clamp(share, 0.2F, 2.5F), 0.0F, 0.0F);
}

}  // namespace verikiosk::simulator
