// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/shading.hpp"

namespace verikiosk::simulator {
namespace {

constexpr float near_limit = 5.0F;  // cm; nothing closer is drawn

float squared(float v) {
    return v * v;
}

// Lambert, softened at the edge of the shadow as skin and a room's other walls do.
float wrapped(float cosine, float wrap) {
    return std::max((cosine + wrap) / (1.0F + wrap), 0.0F);
}

}  // namespace

void Painter::project(const Grid& g, const Pose& pose, const Lens& lens, const Illumination& light) {
    vertices_.resize(g.size());
    const Vec3 key = light.direction;
    const Vec3 half = normalised(key + Vec3{0.0F, 0.0F, 1.0F});
    // The screen stands below the lens and is large: its light comes from a little below.
    const Vec3 screen_at{0.0F, 14.0F, 0.0F};
    const auto& m = pose.turn.m;
    const Reflectance& skin = light.skin;
    for (std::size_t i = 0; i < g.size(); ++i) {
        const Vec3 p = pose({g.x[i], g.y[i], g.z[i]});
        const float nx = m[0] * g.nx[i] + m[1] * g.ny[i] + m[2] * g.nz[i];
        const float ny = m[3] * g.nx[i] + m[4] * g.ny[i] + m[5] * g.nz[i];
        const float nz = m[6] * g.nx[i] + m[7] * g.ny[i] + m[8] * g.nz[i];
        const float open = g.open[i];

        const float above = open * (0.74F - 0.26F * ny);
        const float facing =
            wrapped(nx * key.x + ny * key.y + nz * key.z, skin.key_wrap) * (0.30F + 0.70F * open);
        const float tx = screen_at.x - p.x;
        const float ty = screen_at.y - p.y;
        const float reach = tx * tx + ty * ty + p.z * p.z;
        const float cosine = (nx * tx + ny * ty + nz * p.z) / std::sqrt(reach);
        const float whole = squared(screen_reference);
        const float shaped = wrapped(cosine, skin.screen_wrap) * whole / std::max(reach, 100.0F) * open;
        const float lit =
            mix(shaped, whole / std::max(pose.distance * pose.distance, 100.0F), skin.flat_screen);
        const float glance = std::max(nx * half.x + ny * half.y + nz * half.z, 0.0F);
        const float lobe = squared(squared(squared(glance)));
        const float gloss = g.shine[i] * open * (0.22F * lobe + 0.5F * squared(squared(lobe)));

        const float graze = 1.0F - std::max(nz, 0.0F);
        const float down = skin.sheen * squared(graze) * graze * open;
        const auto signal = [&](float albedo, float ambient, float main, float screen) {
            return light.exposure * (albedo * (ambient * above + main * facing + screen * lit) +
                                     gloss * 0.5F * main + down * ambient);
        };
        const Code code = encode({signal(g.r[i], light.ambient.r, light.key.r, light.screen.r),
                                  signal(g.g[i], light.ambient.g, light.key.g, light.screen.g),
                                  signal(g.b[i], light.ambient.b, light.key.b, light.screen.b)});
        const float nearness = p.z > near_limit ? 1.0F / p.z : 0.0F;
        vertices_[i] = {lens.middle_x + lens.focal * p.x * nearness,
                        lens.middle_y + lens.focal * p.y * nearness,
                        nearness,
                        code.luma,
                        code.cb,
                        code.cr};
    }
}

void Painter::draw(const Grid& grid, bool both_sides, const Pose& pose, const Lens& lens,
                   const Illumination& light, Canvas& canvas) {
    project(grid, pose, lens, light);
    for (const ScreenVertex& v : vertices_) {
        if (v.nearness <= 0.0F) continue;
        left_ = std::min(left_, v.x);
        right_ = std::max(right_, v.x);
        top_ = std::min(top_, v.y);
        bottom_ = std::max(bottom_, v.y);
    }
    const int columns = grid.ring ? grid.columns : grid.columns - 1;
    const Facing facing = both_sides ? Facing::both : Facing::front;
    for (int row = 0; row + 1 < grid.rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const int next = column + 1 < grid.columns ? column + 1 : 0;
            const ScreenVertex& a = vertices_[grid.at(row, column)];
            const ScreenVertex& b = vertices_[grid.at(row, next)];
            const ScreenVertex& c = vertices_[grid.at(row + 1, next)];
            const ScreenVertex& d = vertices_[grid.at(row + 1, column)];
            if (a.nearness <= 0.0F || b.nearness <= 0.0F || c.nearness <= 0.0F || d.nearness <= 0.0F)
                continue;
            draw_triangle(canvas, a, b, c, facing);
            draw_triangle(canvas, a, c, d, facing);
        }
}

Rect Painter::take_touched(const Canvas& canvas) {
    const auto bound = [](float value, int limit) {
        return static_cast<int>(std::clamp(value, 0.0F, static_cast<float>(limit)));
    };
    Rect out{bound(left_ - 3.0F, canvas.width()), bound(top_ - 3.0F, canvas.height()),
             bound(right_ + 4.0F, canvas.width()), bound(bottom_ + 4.0F, canvas.height())};
    left_ = top_ = 1e9F;
    right_ = bottom_ = -1e9F;
    // Whole chroma pairs.
    out.left &= ~1;
    out.top &= ~1;
    out.right = std::min((out.right + 1) & ~1, canvas.width());
    out.bottom = std::min((out.bottom + 1) & ~1, canvas.height());
    return out.empty() ? Rect{} : out;
}

}  // namespace verikiosk::simulator
