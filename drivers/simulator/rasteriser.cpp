// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/rasteriser.hpp"

#include <algorithm>
#include <cmath>

namespace verikiosk::simulator {
namespace {

// A quantity that changes linearly over the triangle.
struct Slope {
    float at;  // value at the first vertex
    float dx;
    float dy;
};

std::uint8_t code(float value) {
    return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F));
}

}  // namespace

Canvas::Canvas(int width, int height) : width_(width), height_(height) {
    const std::size_t pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    luma_.assign(pixels, 0);
    chroma_.assign(pixels / 2, 128);
    depth_.assign(pixels, 0.0F);
}

void Canvas::clear_depth(const Rect& area) {
    for (int row = area.top; row < area.bottom; ++row)
        std::fill(depth(row) + area.left, depth(row) + area.right, 0.0F);
}

void draw_triangle(Canvas& canvas, const ScreenVertex& a, const ScreenVertex& b, const ScreenVertex& c,
                   Facing facing) {
    const float abx = b.x - a.x;
    const float aby = b.y - a.y;
    const float acx = c.x - a.x;
    const float acy = c.y - a.y;
    const float area = abx * acy - aby * acx;
    if (std::abs(area) < 1e-6F) return;
    if ((facing == Facing::front && area < 0.0F) || (facing == Facing::back && area > 0.0F)) return;

    // Pixels whose middle may lie inside. Clamped before the cast: far-off vertices are legal.
    const auto width = static_cast<float>(canvas.width());
    const auto height = static_cast<float>(canvas.height());
    const int left = static_cast<int>(std::clamp(std::ceil(std::min({a.x, b.x, c.x}) - 0.5F), 0.0F, width));
    const int right = static_cast<int>(std::clamp(std::floor(std::max({a.x, b.x, c.x}) + 0.5F), 0.0F, width));
    const int top = static_cast<int>(std::clamp(std::ceil(std::min({a.y, b.y, c.y}) - 0.5F), 0.0F, height));
    const int bottom =
        static_cast<int>(std::clamp(std::floor(std::max({a.y, b.y, c.y}) + 0.5F), 0.0F, height));
    if (left >= right || top >= bottom) return;

    const float inverse = 1.0F / area;
    // Barycentric weights of b and c, and what is interpolated with them.
    const float wb_dx = acy * inverse;
    const float wb_dy = -acx * inverse;
    const float wc_dx = -aby * inverse;
    const float wc_dy = abx * inverse;
    const auto slope = [&](float va, float vb, float vc) {
        return Slope{va, (vb - va) * wb_dx + (vc - va) * wc_dx, (vb - va) * wb_dy + (vc - va) * wc_dy};
    };
    const Slope nearness = slope(a.nearness, b.nearness, c.nearness);
    const Slope luma = slope(a.luma, b.luma, c.luma);
    const float px = static_cast<float>(left) + 0.5F - a.x;
    for (int row = top; row < bottom; ++row) {
        const float py = static_cast<float>(row) + 0.5F - a.y;
        float wb = px * wb_dx + py * wb_dy;
        float wc = px * wc_dx + py * wc_dy;
        float n = nearness.at + px * nearness.dx + py * nearness.dy;
        float l = luma.at + px * luma.dx + py * luma.dy;
        float* depths = canvas.depth(row);
        std::uint8_t* lumas = canvas.luma(row);
        std::uint8_t* chromas = (row & 1) == 0 ? canvas.chroma(row / 2) : nullptr;
        for (int x = left; x < right; ++x) {
            if (wb >= 0.0F && wc >= 0.0F && wb + wc <= 1.0F && n > depths[x]) {
                depths[x] = n;
                lumas[x] = code(l);
                if (chromas != nullptr && (x & 1) == 0) {
                    chromas[x] = code(a.cb + wb * (b.cb - a.cb) + wc * (c.cb - a.cb));
                    chromas[x + 1] = code(a.cr + wb * (b.cr - a.cr) + wc * (c.cr - a.cr));
                }
            }
            wb += wb_dx;
            wc += wc_dx;
            n += nearness.dx;
            l += luma.dx;
        }
    }
}

}  // namespace verikiosk::simulator
