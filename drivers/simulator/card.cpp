// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/card.hpp"

namespace verikiosk::simulator {

// What the light on one strip of the sheet makes of the print's codes.
struct Card::Ink {
    std::array<std::uint8_t, 256> luma{};
    float cb = 0.0F;
    float cr = 0.0F;
};

namespace {

// Strips of a bent sheet, each with its own angle to the light.
constexpr int strips = 32;

// Two thumbs hold the lower corners.
bool under_thumb(const Paper& paper, float u, float v) {
    const float x = (paper.half_width - std::abs(u)) - 0.8F;
    const float y = v - (paper.half_height - 4.5F);
    const float along_thumb = std::clamp(0.45F * x + 0.89F * y, -0.5F, 9.0F);
    const float dx = x - 0.45F * along_thumb + 1.2F;
    const float dy = y - 0.89F * along_thumb;
    return dx * dx + dy * dy < 1.0F;
}

bool within(float u, float v, float half_width, float half_height) {
    const float x = u / half_width;
    const float y = v / half_height;
    return x * x + y * y < 1.0F;
}

std::uint8_t code_of(float value) {
    return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F));
}

}  // namespace

Card::Card(Picture picture, Paper paper) : picture_(std::move(picture)), paper_(std::move(paper)) {}

bool Card::missing(float u, float v) const {
    if (std::abs(u) >= paper_.half_width || std::abs(v) >= paper_.half_height) return true;
    if (paper_.oval && !within(u, v, paper_.half_width, paper_.half_height)) return true;
    for (const Paper::Hole& hole : paper_.holes)
        if (within(u - hole.u, v - hole.v, hole.half_width, hole.half_height)) return true;
    return false;
}

Rect Card::draw(double, const Lens& lens, const Illumination& light, Canvas& canvas) {
    const float near =
        screen_reference * screen_reference / std::max(pose_.distance * pose_.distance, 100.0F);
    std::vector<Ink> inks(paper_.bend > 0.0F ? strips : 1);
    for (std::size_t k = 0; k < inks.size(); ++k) {
        const float middle = (static_cast<float>(k) + 0.5F) / static_cast<float>(inks.size()) - 0.5F;
        const float angle = paper_.bend > 0.0F ? 2.0F * middle * paper_.half_width / paper_.bend : 0.0F;
        const Vec3 n = pose_.turn({std::sin(angle), 0.0F, std::cos(angle)});
        const float key = std::max(dot(n, light.direction), 0.0F);
        const Colour lux =
            light.ambient * 0.85F + light.key * key + light.screen * (near * std::max(n.z, 0.0F));
        for (std::size_t i = 0; i < 256; ++i) {
            const float code = std::clamp((static_cast<float>(i) - 16.0F) / 219.0F, 0.0F, 1.0F);
            const float albedo = paper_.darkest + (paper_.lightest - paper_.darkest) * std::pow(code, 2.2F);
            const float signal = albedo * light.exposure * (0.3F * lux.r + 0.59F * lux.g + 0.11F * lux.b);
            inks[k].luma[i] = static_cast<std::uint8_t>(16.0F + 219.0F * tone(signal));
        }
        const Code tint = encode(lux * (0.4F * light.exposure));
        inks[k].cb = tint.cb - 128.0F;
        inks[k].cr = tint.cr - 128.0F;
    }
    const float sag =
        paper_.bend > 0.0F ? paper_.half_width * paper_.half_width / (2.0F * paper_.bend) : 0.0F;
    const float thumb = paper_.thumbs ? 3.0F : 0.0F;
    const Rect area =
        reach_of(pose_, paper_.half_width + thumb + sag, paper_.half_height + 2.0F * thumb, lens, canvas);
    const Cover cover(picture_, paper_.half_width, paper_.half_height);
    SheetRows rows(pose_, paper_.bend, lens);
    for (int row = area.top; row < area.bottom; ++row) {
        rows.find(row, area.left, area.right);
        draw_row(row, area, rows, inks, cover, canvas);
    }
    return area;
}

void Card::draw_row(int row, const Rect& area, const SheetRows& rows, const std::vector<Ink>& inks,
                    const Cover& cover, Canvas& canvas) {
    cover.find(rows.u(), rows.v(), static_cast<std::size_t>(area.right - area.left), spots_);
    const float per_strip = static_cast<float>(inks.size()) / (2.0F * paper_.half_width);
    const float last = static_cast<float>(inks.size()) - 1.0F;
    for (int x = area.left; x < area.right; ++x) {
        const float u = rows.u()[x - area.left];
        const float v = rows.v()[x - area.left];
        const bool thumb = paper_.thumbs && under_thumb(paper_, u, v);
        if (!thumb && missing(u, v)) continue;
        const bool edge = !paper_.oval && (std::abs(u) > paper_.half_width - paper_.border ||
                                           std::abs(v) > paper_.half_height - paper_.border);
        const float strip = std::clamp((u + paper_.half_width) * per_strip, 0.0F, last);
        const Ink& ink = inks[static_cast<std::size_t>(static_cast<int>(strip))];
        float code = edge ? 235.0F : cover.luma(spots_[static_cast<std::size_t>(x - area.left)]);
        if (thumb) code = 150.0F;
        canvas.luma(row)[x] = ink.luma[static_cast<std::size_t>(static_cast<int>(code))];
        if (((row | x) & 1) != 0) continue;
        const std::uint8_t* colour = cover.chroma(spots_[static_cast<std::size_t>(x - area.left)]);
        // Ink is paler than light.
        float cb = edge ? 0.0F : 0.85F * (static_cast<float>(colour[0]) - 128.0F);
        float cr = edge ? 0.0F : 0.85F * (static_cast<float>(colour[1]) - 128.0F);
        if (thumb) cb = -12.0F, cr = 18.0F;
        canvas.chroma(row / 2)[x] = code_of(128.0F + cb + ink.cb);
        canvas.chroma(row / 2)[x + 1] = code_of(128.0F + cr + ink.cr);
    }
}

}  // namespace verikiosk::simulator
