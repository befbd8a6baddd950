// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/display.hpp"

namespace verikiosk::simulator {
namespace {

constexpr float pi = 3.14159265F;

// The kiosk's own screen: 15.6 inches, 300 nits, below the lens. It gives 55 lux at 60 cm.
constexpr float kiosk_half_width = 17.0F;
constexpr float kiosk_half_height = 9.7F;
constexpr float kiosk_below = 14.0F;
constexpr float nits_per_lux = 300.0F / 55.0F;

// What is left of a grid of `cycles` a camera pixel: a pixel gathers light over 0.7 of its width, and a small
// lens passes ever less of what is finer than the pixels.
float passed(float cycles) {
    const float x = pi * 0.7F * std::max(cycles, 0.05F);
    return std::abs(std::sin(x) / x) * std::exp(-0.25F * cycles * cycles);
}
// Depth of the grid at the panel: dark lines between pixels; each colour's own third of a pixel.
constexpr float grid_depth = 0.35F;
constexpr float stripe_depth = 1.0F;

std::uint8_t code_of(float value) {
    return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F));
}
std::size_t index_of(float code) {
    return static_cast<std::size_t>(std::clamp(static_cast<int>(code), 0, 255));
}

}  // namespace

Display::Display(const Panel& panel) : panel_(panel) {
    for (std::size_t i = 0; i < 256; ++i) {
        const float code = std::clamp((static_cast<float>(i) - 16.0F) / 219.0F, 0.0F, 1.0F);
        nits_[i] = panel.black_nits + (panel.white_nits - panel.black_nits) * std::pow(code, panel.gamma);
        wave_[i] = std::cos(2.0F * pi * static_cast<float>(i) / 256.0F);
    }
}

void Display::prepare(const Lens& lens, const Illumination& light) {
    const Vec3 normal = pose_.turn({0.0F, 0.0F, 1.0F});
    const float near =
        screen_reference * screen_reference / std::max(pose_.distance * pose_.distance, 100.0F);
    const Colour room = light.ambient + light.key * std::max(dot(normal, light.direction), 0.0F);
    // Smooth glass shows the camera a piece of the room behind it, which is darker than the light falling in.
    const Colour veil = room * (panel_.matt + 0.25F * panel_.mirror) + light.screen * (near * panel_.matt);
    for (std::size_t level = 0; level < levels; ++level) {
        const float share = static_cast<float>(level) / static_cast<float>(levels - 1);
        const Colour glare = veil + light.screen * (pi * nits_per_lux * panel_.mirror * share);
        Shades& out = shades_[level];
        for (std::size_t i = 0; i < 256; ++i) {
            // A surface that shines with a nit looks as a white one does that pi lux fall on.
            const float lux = pi * nits_[i];
            out.r[i] = tone(light.exposure * (lux * tint_.r + glare.r));
            out.g[i] = tone(light.exposure * (lux * tint_.g + glare.g));
            out.b[i] = tone(light.exposure * (lux * tint_.b + glare.b));
            out.luma[i] = code_of(16.0F + 65.481F * out.r[i] + 128.553F * out.g[i] + 24.966F * out.b[i]);
        }
    }
    body_ = code_of(encode((veil + room * 0.03F) * light.exposure).luma);
    const float cycles = pose_.distance / lens.focal / panel_.pitch;
    // Of a modulation of light, coded values show the 2.2nd part.
    ripple_ = grid_depth * passed(cycles) / 2.2F;
    stripes_ = stripe_depth * passed(cycles) / 2.2F;
}

// The kiosk's screen as seen in the glass: its corners, mirrored in the sheet's plane.
void Display::find_mirrored(const Lens& lens, const Rect& area) {
    const Vec3 at = pose_({0.0F, 0.0F, 0.0F});
    const Vec3 n = pose_({0.0F, 0.0F, 1.0F}) - at;
    float left = 1e9F;
    float right = -1e9F;
    mirror_top_ = 1e9F;
    mirror_bottom_ = -1e9F;
    for (const float sx : {-1.0F, 1.0F})
        for (const float sy : {-1.0F, 1.0F}) {
            const Vec3 corner{sx * kiosk_half_width, kiosk_below + sy * kiosk_half_height, 0.0F};
            const Vec3 image = corner - n * (2.0F * dot(corner - at, n));
            const float scale = lens.focal / std::max(image.z, 5.0F);
            left = std::min(left, lens.middle_x + scale * image.x);
            right = std::max(right, lens.middle_x + scale * image.x);
            mirror_top_ = std::min(mirror_top_, lens.middle_y + scale * image.y);
            mirror_bottom_ = std::max(mirror_bottom_, lens.middle_y + scale * image.y);
        }
    mirror_blur_ = std::max(lens.focal * panel_.blur, 1.0F);
    mirrored_columns_.clear();
    for (int x = area.left; x < area.right; ++x) {
        const float column = static_cast<float>(x);
        mirrored_columns_.push_back(smoothstep(left - mirror_blur_, left + mirror_blur_, column) *
                                    (1.0F - smoothstep(right - mirror_blur_, right + mirror_blur_, column)));
    }
}

float Display::mirrored_row(int row) const {
    const float y = static_cast<float>(row);
    return smoothstep(mirror_top_ - mirror_blur_, mirror_top_ + mirror_blur_, y) *
           (1.0F - smoothstep(mirror_bottom_ - mirror_blur_, mirror_bottom_ + mirror_blur_, y));
}

Rect Display::draw(double, const Lens& lens, const Illumination& light, Canvas& canvas) {
    if (picture_ == nullptr) return {};
    const Rect area =
        reach_of(pose_, panel_.half_width + panel_.bezel, panel_.half_height + panel_.bezel, lens, canvas);
    prepare(lens, light);
    find_mirrored(lens, area);
    const Cover cover(*picture_, panel_.half_width, panel_.half_height);
    SheetRows rows(pose_, 0.0F, lens);
    for (int row = area.top; row < area.bottom; ++row) {
        rows.find(row, area.left, area.right);
        draw_row(row, area, rows, cover, canvas);
    }
    return area;
}

void Display::draw_row(int row, const Rect& area, const SheetRows& rows, const Cover& cover, Canvas& canvas) {
    const auto count = static_cast<std::size_t>(area.right - area.left);
    cover.find(rows.u(), rows.v(), count, spots_);
    // Local copies: what is written are bytes, which the compiler has to take for anything's.
    const Panel panel = panel_;
    const float mirrored = mirrored_row(row) * static_cast<float>(levels - 1);
    const float per_cm = 256.0F / panel.pitch;
    const float ripple = ripple_;
    const float* const columns = mirrored_columns_.data();
    const float* const us = rows.u();
    const float* const vs = rows.v();
    const Cover::Spot* const spots = spots_.data();
    const Shades* const all_shades = shades_.data();
    std::uint8_t* const luma = canvas.luma(row) + area.left;
    std::uint8_t* const chroma = (row & 1) == 0 ? canvas.chroma(row / 2) + area.left : nullptr;
    const std::uint8_t body = body_;
    for (std::size_t i = 0; i < count; ++i) {
        const float u = us[i];
        const float v = vs[i];
        const bool coloured = chroma != nullptr && (i & 1) == 0;
        if (std::abs(u) >= panel.half_width || std::abs(v) >= panel.half_height) {
            if (std::abs(u) >= panel.half_width + panel.bezel ||
                std::abs(v) >= panel.half_height + panel.bezel)
                continue;
            luma[i] = body;
            if (coloured) chroma[i] = chroma[i + 1] = 128;
            continue;
        }
        const Shades& shades = all_shades[static_cast<int>(mirrored * columns[i] + 0.5F)];
        const float code = cover.luma(spots[i]);
        const float grid = 1.0F + ripple * (wave_at(u * per_cm) + wave_at(v * per_cm));
        luma[i] = shades.luma[index_of(16.0F + (code - 16.0F) * grid)];
        if (coloured) draw_colour(code, cover.chroma(spots[i]), u * per_cm, shades, chroma + i);
    }
}

float Display::wave_at(float phase) const {
    return wave_[static_cast<unsigned>(static_cast<int>(phase)) & 255U];
}

// The three colours' stripes lie a third of a pixel apart.
void Display::draw_colour(float code, const std::uint8_t* chroma, float phase, const Shades& shades,
                          std::uint8_t* to) const {
    // Back to the codes of the tables: 219 steps of luma for what BT.601 calls 255.
    const float y = code - 16.0F;
    const float cb = static_cast<float>(chroma[0]) - 128.0F;
    const float cr = static_cast<float>(chroma[1]) - 128.0F;
    const auto shown = [&](float value, float third) {
        return index_of(16.0F + value * (1.0F + stripes_ * wave_at(phase + third)));
    };
    const float r = shades.r[shown(y + 1.371F * cr, 0.0F)];
    const float g = shades.g[shown(y - 0.337F * cb - 0.698F * cr, 85.0F)];
    const float b = shades.b[shown(y + 1.733F * cb, 171.0F)];
    to[0] = code_of(128.0F - 37.797F * r - 74.203F * g + 112.0F * b);
    to[1] = code_of(128.0F + 112.0F * r - 93.786F * g - 18.214F * b);
}

}  // namespace verikiosk::simulator
