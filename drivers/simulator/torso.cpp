// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/accessories.hpp"
#include "drivers/simulator/head_paint.hpp"

namespace verikiosk::simulator {
namespace {

constexpr float pi = 3.14159265F;
constexpr int skin_rows = 14;
constexpr int shirt_rows = 16;
constexpr int torso_rows = 48;
constexpr int torso_columns = 72;

// Sections of neck and trunk by height below the pupils, cm.
constexpr std::array<Key, 11> torso_widths{{{6.0F, 5.3F},
                                            {12.0F, 5.4F},
                                            {14.0F, 6.0F},
                                            {15.5F, 7.9F},
                                            {16.8F, 11.0F},
                                            {18.2F, 14.8F},
                                            {20.0F, 18.0F},
                                            {22.5F, 20.0F},
                                            {27.0F, 21.3F},
                                            {36.0F, 21.8F},
                                            {60.0F, 21.5F}}};
constexpr std::array<Key, 8> torso_fronts{{{6.0F, 3.6F},
                                           {12.0F, 3.4F},
                                           {15.5F, 4.2F},
                                           {18.0F, 6.0F},
                                           {21.0F, 7.6F},
                                           {26.0F, 9.6F},
                                           {34.0F, 10.8F},
                                           {60.0F, 10.5F}}};

// Height of the neckline at angle `a` around the body.
float neckline(const Person& p, float a) {
    const float front = smoothstep(0.0F, 0.5F, std::cos(a));
    const float aside = std::abs(a);
    if (p.hair == HairStyle::headscarf) return 8.0F;
    switch (p.clothing) {
        case Clothing::crew_neck:
            return mix(15.0F, 17.3F, front);
        case Clothing::v_neck:
            return mix(15.0F, 16.8F, front) + std::max(0.0F, 5.0F - 6.5F * aside);
        case Clothing::shirt:
        case Clothing::jacket:
            return mix(13.4F, 14.4F, front) + std::max(0.0F, 3.2F - 5.0F * aside);
    }
    return 16.0F;
}

// Where a jacket's edge runs below the neckline: from the nape down to the first button.
constexpr std::array<Key, 6> lapels{
    {{0.0F, 33.0F}, {0.06F, 27.0F}, {0.2F, 20.5F}, {0.5F, 16.6F}, {1.0F, 14.2F}, {1.6F, 13.4F}}};

// Row `row` of the trunk at this angle. Two rows lie on each border, one to either side, so that it is sharp
// and smooth.
struct Band {
    float y;
    int layer;  // 0 skin, 1 shirt, 2 outer cloth
};

Band torso_band(const Person& p, int row, float a) {
    const float line = neckline(p, a);
    const bool jacket = p.clothing == Clothing::jacket && p.hair != HairStyle::headscarf;
    const float lapel = jacket ? std::max(along(lapels, std::abs(a)), line + 0.4F) : line + 8.0F;
    const auto share = [](int index, int count) {
        return static_cast<float>(index) / static_cast<float>(count - 1);
    };
    if (row < skin_rows) return {mix(6.0F, line, share(row, skin_rows)), 0};
    if (row < skin_rows + shirt_rows) return {mix(line, lapel, share(row - skin_rows, shirt_rows)), 1};
    const int first = skin_rows + shirt_rows;
    const float t = share(row - first, torso_rows - first);
    return {lapel + (60.0F - lapel) * t * (0.45F + 0.55F * t), jacket ? 2 : 1};
}

Finish scarf_cloth(const Person& p, float x, float y) {
    Finish out;
    const float ax = std::abs(x);
    out.albedo = mix(p.cloth * 1.15F, p.cloth * 0.7F, smoothstep(17.0F, 19.0F, y - 0.15F * ax));
    const float fold =
        0.6F * bump((y - 0.15F * ax - 18.0F) / 0.5F) + 0.25F * bump((y - 13.5F - 0.5F * ax) / 0.6F);
    out.open = 1.0F - 0.45F * fold;
    return out;
}

// Cloth at (x, y), `below` cm under the neckline; `inner` is the shirt within a jacket.
Finish dress(const Person& p, float x, float y, float below, float front, bool inner) {
    if (p.hair == HairStyle::headscarf) return scarf_cloth(p, x, y);
    Finish out;
    const float ax = std::abs(x);
    out.albedo = inner && p.clothing == Clothing::jacket ? p.accent : p.cloth;
    float edge = 0.5F * bump((below - 0.9F) / 0.3F);  // the seam of a neckband
    if (p.clothing == Clothing::shirt || p.clothing == Clothing::jacket) {
        const float collar =
            0.8F * bump((below - 3.0F + 0.15F * ax) / 0.4F) * (1.0F - smoothstep(6.0F, 8.0F, ax));
        edge = inner ? std::max(collar, 0.6F * front * bump(x / 0.3F)) : 0.0F;
    }
    out.albedo = out.albedo * (1.0F + 0.06F * grain(x * 0.45F, y * 0.2F, p.texture_seed + 9));
    out.open = 1.0F - 0.45F * edge;
    return out;
}

}  // namespace

Part make_torso(const Person& p) {
    Part part{Grid(torso_rows, torso_columns, true), false};
    const Colour skin = skin_colour(p);
    for (int column = 0; column < torso_columns; ++column) {
        const float turn = -1.0F + 2.0F * static_cast<float>(column) / torso_columns;
        const float a = pi * turn * (0.55F + 0.45F * turn * turn);  // densest in front
        const float ca = std::cos(a);
        const float sa = std::sin(a);
        const float front = smoothstep(0.0F, 0.3F, ca);
        const float line = neckline(p, a);
        for (int row = 0; row < torso_rows; ++row) {
            const auto [y, layer] = torso_band(p, row, a);
            const float squareness = mix(1.0F, 0.75F, smoothstep(14.0F, 22.0F, y));
            const float out = 0.25F * static_cast<float>(layer);
            const float x =
                along(torso_widths, y) * (sa < 0.0F ? -1.0F : 1.0F) * std::pow(std::abs(sa), squareness);
            const float z =
                along(torso_fronts, y) * (ca < 0.0F ? -0.9F : 1.0F) * std::pow(std::abs(ca), squareness);
            const std::size_t i = part.grid.at(row, column);
            part.grid.place(i, Vec3{x + out * sa, y + p.chin_length * 0.6F, z - 1.2F + out * ca} * p.size);
            // The jaw keeps light from the neck.
            const float shade = mix(0.25F, 1.0F, smoothstep(10.5F, 17.0F, y));
            Finish finish{skin, shade - 0.12F * front * bump((std::abs(x) - 2.4F) / 0.6F), 0.08F};
            if (layer > 0) {
                finish = dress(p, x, y, y - line, front, layer == 1);
                finish.open = std::min(finish.open, 0.3F + 0.7F * shade);
            }
            part.grid.paint(i, finish.albedo, finish.open, finish.shine);
        }
    }
    part.grid.find_normals();
    return part;
}

}  // namespace verikiosk::simulator
