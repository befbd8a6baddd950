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

// Pixel whose middle is the first at or after `edge`, kept within 0 .. limit. Clamped before the cast, as
// far-off vertices are legal; no std::ceil, which is a call where SSE 4.1 can't be assumed.
int first_pixel(float edge, float limit) {
    return static_cast<int>(std::clamp(edge + 0.5F, 0.0F, limit));
}

// One side of the triangle along a row: where its weight, `at` and growing by `dx` a pixel, is not negative.
struct Side {
    float dx;
    float inverse;  // 1 / dx, 0 when level

    explicit Side(float slope) : dx(slope), inverse(std::abs(slope) > 1e-9F ? 1.0F / slope : 0.0F) {}
    void narrow(float at, float& from, float& until) const {
        const float crossing = -at * inverse;
        if (dx > 0.0F) {
            from = std::max(from, crossing);
        } else if (inverse != 0.0F) {
            until = std::min(until, crossing);
        } else if (at < 0.0F) {
            until = -1.0F;
        }
    }
};

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

    const auto width = static_cast<float>(canvas.width());
    const auto height = static_cast<float>(canvas.height());
    const int left = first_pixel(std::min({a.x, b.x, c.x}), width);
    const int right = first_pixel(std::max({a.x, b.x, c.x}), width);
    const int top = first_pixel(std::min({a.y, b.y, c.y}), height);
    const int bottom = first_pixel(std::max({a.y, b.y, c.y}), height);
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
    const Side side_b(wb_dx);
    const Side side_c(wc_dx);
    const Side side_a(-wb_dx - wc_dx);
    const float px = static_cast<float>(left) + 0.5F - a.x;
    const auto span = static_cast<float>(right - left);
    for (int row = top; row < bottom; ++row) {
        const float py = static_cast<float>(row) + 0.5F - a.y;
        const float wb = px * wb_dx + py * wb_dy;
        const float wc = px * wc_dx + py * wc_dy;
        float from = 0.0F;
        float until = span - 1.0F;
        side_a.narrow(1.0F - wb - wc, from, until);
        side_b.narrow(wb, from, until);
        side_c.narrow(wc, from, until);
        if (until < from) continue;
        // from >= 0 and until < span here: the casts are safe. 0.9999 rounds up.
        const int first = static_cast<int>(from + 0.9999F);
        const int last = static_cast<int>(until);
        const auto skipped = static_cast<float>(first);
        float n = nearness.at + (px + skipped) * nearness.dx + py * nearness.dy;
        float l = luma.at + (px + skipped) * luma.dx + py * luma.dy;
        float* depths = canvas.depth(row);
        std::uint8_t* lumas = canvas.luma(row);
        std::uint8_t* chromas = (row & 1) == 0 ? canvas.chroma(row / 2) : nullptr;
        for (int x = left + first; x <= left + last; ++x) {
            if (n > depths[x]) {
                depths[x] = n;
                lumas[x] = code(l);
                if (chromas != nullptr && (x & 1) == 0) {
                    const float b_share = wb + static_cast<float>(x - left) * wb_dx;
                    const float c_share = wc + static_cast<float>(x - left) * wc_dx;
                    chromas[x] = code(a.cb + b_share * (b.cb - a.cb) + c_share * (c.cb - a.cb));
                    chromas[x + 1] = code(a.cr + b_share * (b.cr - a.cr) + c_share * (c.cr - a.cr));
                }
            }
            n += nearness.dx;
            l += luma.dx;
        }
    }
}

}  // namespace verikiosk::simulator
