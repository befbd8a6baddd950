// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/hair.hpp"

#include "drivers/simulator/head_paint.hpp"

namespace verikiosk::simulator {
namespace {

constexpr float pi = 3.14159265F;

// Row at which hair begins, by angle from straight ahead: forehead, temple, sideburn, ear, nape.
constexpr std::array<Key, 9> hairline{{{0.0F, -6.5F},
                                       {0.45F, -6.3F},
                                       {0.75F, -5.4F},
                                       {1.0F, -3.2F},
                                       {1.2F, 0.4F},
                                       {1.4F, 1.2F},
                                       {1.6F, 2.6F},
                                       {1.95F, 6.5F},
                                       {pi, 8.5F}}};
constexpr std::array<Key, 7> scarf_line{{{0.0F, -5.6F},
                                         {0.5F, -5.2F},
                                         {0.85F, -2.5F},
                                         {0.98F, 2.0F},
                                         {1.05F, 6.5F},
                                         {1.10F, 10.0F},
                                         {1.25F, 12.0F}}};

// How far inside a border the point lies, in cm along the skin: where the border runs up the temple, rows
// alone would say too much.
template <std::size_t N>
float across(const std::array<Key, N>& border, float angle, float v) {
    const float slope = (along(border, angle + 0.03F) - along(border, angle - 0.03F)) / (0.06F * 7.0F);
    return (along(border, angle) - v) / std::sqrt(1.0F + slope * slope);
}

Colour strands(const Person& p, float across, float along_strand) {
    const float g = 0.30F * grain(across * 7.0F, along_strand * 0.35F, p.texture_seed + 5) +
                    0.15F * grain(across * 19.0F, along_strand * 0.6F, p.texture_seed + 6);
    return p.hair_colour * (1.0F + g);
}

float thickness_of(HairStyle style) {
    switch (style) {
        case HairStyle::shaved:
            return 0.05F;
        case HairStyle::cropped:
            return 0.7F;
        case HairStyle::parted:
            return 1.3F;
        case HairStyle::curly:
            return 2.1F;
        case HairStyle::long_hair:
            return 1.1F;
        case HairStyle::bun:
            return 0.6F;
        case HairStyle::headscarf:
            return 0.9F;
    }
    return 0.7F;
}

Strand scarf(const Person& p, float v, float a) {
    Strand s;
    const float angle = std::abs(a);
    const float inside = across(scarf_line, angle, v);
    const float chin = angle < 1.0F ? v - 11.6F : -1.0F;
    const float depth = std::max(inside, chin);
    s.cover = smoothstep(-0.25F, 0.2F, depth);
    s.thickness = s.cover * thickness_of(p.hair) * smoothstep(-0.2F, 0.9F, depth);
    const float fold = 0.10F * grain(a * 6.0F, v * 0.7F - a * 2.0F, p.texture_seed + 7);
    s.colour = p.cloth * (1.15F + fold);
    s.open = mix(0.55F, 1.0F, smoothstep(0.0F, 1.2F, depth));
    return s;
}

}  // namespace

Strand scalp(const Person& p, float v, float a) {
    if (p.hair == HairStyle::headscarf) return scarf(p, v, a);
    Strand s;
    const float angle = std::abs(a);
    const float recede = p.hair == HairStyle::cropped || p.hair == HairStyle::shaved ? p.age * 1.4F : 0.0F;
    const float line = along(hairline, angle) - recede * bump((angle - 0.5F) / 0.4F) +
                       0.25F * grain(a * 9.0F, 0.0F, p.texture_seed + 3);
    const float depth = across(hairline, angle, v) + line - along(hairline, angle);
    s.cover = smoothstep(-0.25F, 0.4F, depth);
    if (s.cover <= 0.0F) return s;
    const float full = thickness_of(p.hair);
    float lift = full * smoothstep(-0.1F, 1.6F, depth);
    // Volume on top, close to the head at the sides.
    const float side = smoothstep(-6.0F, 0.5F, v);
    if (p.hair == HairStyle::cropped || p.hair == HairStyle::parted) lift *= mix(1.0F, 0.35F, side);
    if (p.hair == HairStyle::parted) {
        lift *= 1.0F - 0.45F * bump((a - 0.45F) / 0.12F) * smoothstep(-12.0F, -6.0F, v);
        lift += 0.5F * bump((a + 0.25F) / 0.5F) * (1.0F - smoothstep(-7.5F, -4.0F, v)) *
                smoothstep(-11.0F, -8.5F, v);
    }
    if (p.hair == HairStyle::curly) lift += s.cover * 0.35F * grain(a * 8.0F, v * 1.1F, p.texture_seed + 4);
    s.thickness = std::max(lift, 0.0F);
    s.colour = strands(p, a, v);
    if (p.hair == HairStyle::shaved) s.cover *= 0.55F;
    if (p.hair == HairStyle::curly)
        s.colour = s.colour * (1.0F + 0.35F * grain(a * 16.0F, v * 2.4F, p.texture_seed + 8));
    s.open = mix(0.6F, 1.0F, smoothstep(0.0F, 1.5F, depth));
    s.shine = p.hair == HairStyle::curly || p.hair == HairStyle::shaved ? 0.03F : 0.14F;
    return s;
}

std::vector<Part> hair_parts(const Person& p) {
    std::vector<Part> parts;
    if (p.hair == HairStyle::long_hair) {
        Part part{Grid(26, 48, false), true};
        for (int row = 0; row < 26; ++row)
            for (int column = 0; column < 48; ++column) {
                const float t = static_cast<float>(row) / 25.0F;
                const float a = mix(1.02F, 2.0F * pi - 1.02F, static_cast<float>(column) / 47.0F);
                const float y = mix(-7.5F, 15.5F, t);
                const float wave = 0.25F * std::sin(y * 0.8F + a * 3.0F) * t;
                // From inside the hair on the skull, over the ears, closing in on the shoulders.
                const float swell = 0.72F + 0.38F * smoothstep(0.0F, 0.3F, t) - 0.03F * t;
                const float width = 7.6F * p.face_width * swell + wave;
                const float front = std::cos(a) > 0.0F ? 6.2F : 9.6F * swell;
                const std::size_t i = part.grid.at(row, column);
                part.grid.place(
                    i, Vec3{std::sin(a) * width, y, std::cos(a) * front - 1.2F + 1.5F * t * t} * p.size);
                part.grid.paint(i, strands(p, a, y), mix(0.9F, 0.6F, t), 0.12F);
            }
        parts.push_back(std::move(part));
    }
    if (p.hair == HairStyle::bun) {
        Part part{Grid(14, 22, true), false};
        for (int row = 0; row < 14; ++row)
            for (int column = 0; column < 22; ++column) {
                const float polar = pi * static_cast<float>(row) / 13.0F;
                const float a = -pi + 2.0F * pi * static_cast<float>(column) / 22.0F;
                const Vec3 out{std::sin(polar) * std::sin(a), -std::cos(polar),
                               std::sin(polar) * std::cos(a)};
                const std::size_t i = part.grid.at(row, column);
                part.grid.place(
                    i, (Vec3{0.0F, -12.2F, -3.5F} + Vec3{out.x * 3.4F, out.y * 2.9F, out.z * 3.2F}) * p.size);
                part.grid.paint(i, strands(p, a + polar, out.y * 3.0F),
                                mix(0.5F, 1.0F, 1.0F - smoothstep(1.2F, 2.4F, polar)), 0.12F);
            }
        parts.push_back(std::move(part));
    }
    for (Part& part : parts)
        part.grid.find_normals();
    return parts;
}

}  // namespace verikiosk::simulator
