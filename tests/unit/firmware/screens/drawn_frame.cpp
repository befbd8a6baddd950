// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/firmware/screens/drawn_frame.hpp"

#include <algorithm>
#include <cmath>

namespace verikiosk::tests {
namespace {

struct Tone {
    float y;
    float u;
    float v;
};

/// How far inside an ellipse: 1 in its middle, 0 on its edge, negative outside.
float inside(float x, float y, float cx, float cy, float rx, float ry) {
    return 1 - std::hypot((x - cx) / rx, (y - cy) / ry);
}

/// Head coordinates: the face is the unit ellipse.
Tone head(float x, float y, Tone room) {
    Tone tone = room;
    if (inside(x, y, 0, 1.9F, 1.75F, 0.95F) > 0) tone = {70 - 12 * x, 142, 112};
    if (std::abs(x) < 0.42F && y > 0.5F && y < 1.3F) tone = {112, 116, 146};
    if (inside(x, y, 0, -0.22F, 1.1F, 1.04F) > 0 && y < 0.35F) tone = {44, 126, 132};
    const float face = inside(x, y, 0, 0, 0.94F, 1);
    if (face <= 0) return tone;
    if (inside(x, y, 0, 0.12F, 0.96F, 0.9F) > 0) tone = {112 + 46 * std::sqrt(face) - 16 * x, 115, 148};
    for (const float side : {-1.0F, 1.0F}) {
        if (inside(x, y, side * 0.38F, -0.1F, 0.15F, 0.07F) > 0) tone = {198, 126, 129};
        if (inside(x, y, side * 0.38F, -0.1F, 0.07F, 0.07F) > 0) tone = {40, 128, 130};
        if (inside(x, y, side * 0.38F, -0.27F, 0.2F, 0.04F) > 0) tone = {58, 126, 132};
    }
    if (inside(x, y, 0, 0.2F, 0.13F, 0.07F) > 0.2F) tone.y -= 22;
    if (inside(x, y, 0, 0.52F, 0.3F, 0.09F) > 0) tone = {104, 112, 158};
    return tone;
}

}  // namespace

DrawnFrame::DrawnFrame(int width, int height, const Oval& oval)
    : width_(width),
      height_(height),
      y_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)),
      uv_(y_.size() / 2, 128) {
    const auto tall = static_cast<float>(height);
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
            const float x = (static_cast<float>(column) - static_cast<float>(width) / 2) / tall;
            const float y = static_cast<float>(row) / tall;
            const float window = std::abs(x + 0.62F) < 0.16F && std::abs(y - 0.3F) < 0.22F ? 55.0F : 0.0F;
            const Tone room{132 - 40 * y + 10 * std::sin(9 * x) + window, 128 + 6 * y, 127 - 4 * x};
            const Tone tone =
                head((x - oval.centre_x) / oval.half_width, (y - oval.centre_y) / oval.half_height, room);
            set(column, row, static_cast<std::uint8_t>(std::clamp(tone.y, 16.0F, 235.0F)),
                static_cast<std::uint8_t>(tone.u), static_cast<std::uint8_t>(tone.v));
        }
    }
}

void DrawnFrame::set(int x, int y, std::uint8_t luma, std::uint8_t u, std::uint8_t v) {
    const auto row = static_cast<std::size_t>(y);
    const auto column = static_cast<std::size_t>(x);
    const auto stride = static_cast<std::size_t>(width_);
    y_[row * stride + column] = luma;
    std::uint8_t* chroma = &uv_[row / 2 * stride + column / 2 * 2];
    chroma[0] = u;
    chroma[1] = v;
}

screens::LiveFrame DrawnFrame::live() const {
    const auto stride = static_cast<std::size_t>(width_);
    return {{drivers::Plane{y_.data(), stride}, drivers::Plane{uv_.data(), stride}, {}},
            width_,
            height_,
            drivers::PixelFormat::nv12};
}

}  // namespace verikiosk::tests
