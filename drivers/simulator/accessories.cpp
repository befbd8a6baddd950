// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/accessories.hpp"

#include "drivers/simulator/head_paint.hpp"
#include "drivers/simulator/head_shape.hpp"

namespace verikiosk::simulator {
namespace {

constexpr float pi = 3.14159265F;

Part ear(const Person& p, float side) {
    constexpr int rows = 15;
    constexpr int columns = 18;
    Part part{Grid(rows, columns, true), false};
    const Colour skin = skin_colour(p) * Colour{1.0F, 0.88F, 0.86F};
    const Vec3 middle{side * 7.15F * p.face_width, 1.7F, -0.9F};
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const float polar = pi * static_cast<float>(row) / (rows - 1);
            const float a = -pi + 2.0F * pi * static_cast<float>(column) / columns;
            const float lobe = mix(1.1F, 0.75F, static_cast<float>(row) / (rows - 1));
            const float s = std::sin(polar);
            Vec3 q{0.55F * s * std::sin(a), -3.1F * std::cos(polar), 1.75F * lobe * s * std::cos(a)};
            // The shell stands off: its back edge further out than its front edge.
            q.x += side * (0.55F - 0.38F * q.z);
            const std::size_t i = part.grid.at(row, column);
            part.grid.place(i, (middle + q) * p.size);
            const float bowl = bump(q.z - 0.2F, 0.8F, q.y + 0.1F, 1.4F);
            part.grid.paint(i, skin * (1.0F - 0.35F * bowl), 1.0F - 0.5F * bowl, 0.06F);
        }
    part.grid.find_normals();
    return part;
}

// A tube around a path, 7 points around.
template <typename Path>
Part tube(int count, bool closed, float radius, Colour colour, float scale, Path path) {
    constexpr int around = 7;
    Part part{Grid(count, around, true), true};
    for (int row = 0; row < count; ++row) {
        const float t = static_cast<float>(row) / static_cast<float>(closed ? count - 1 : count - 1);
        const Vec3 here = path(t);
        const Vec3 tangent = normalised(path(t + 0.01F) - path(t - 0.01F));
        // Any two directions across the path do.
        const Vec3 helper = std::abs(tangent.z) > 0.8F ? Vec3{0, 1, 0} : Vec3{0, 0, 1};
        const Vec3 u = normalised({tangent.y * helper.z - tangent.z * helper.y,
                                   tangent.z * helper.x - tangent.x * helper.z,
                                   tangent.x * helper.y - tangent.y * helper.x});
        const Vec3 w{tangent.y * u.z - tangent.z * u.y, tangent.z * u.x - tangent.x * u.z,
                     tangent.x * u.y - tangent.y * u.x};
        for (int column = 0; column < around; ++column) {
            const float a = 2.0F * pi * static_cast<float>(column) / around;
            const std::size_t i = part.grid.at(row, column);
            part.grid.place(i, (here + u * (radius * std::cos(a)) + w * (radius * std::sin(a))) * scale);
            part.grid.paint(i, colour, 0.95F, 0.5F);
        }
    }
    part.grid.find_normals();
    return part;
}

void add_glasses(const Person& p, std::vector<Part>& parts) {
    const float eye = eye_middle(p);
    const float half_w = p.round_glasses ? 2.35F : 2.6F;
    const float half_h = p.round_glasses ? 2.2F : 1.75F;
    const float power = p.round_glasses ? 1.0F : 0.72F;
    const auto depth = [&](float x) { return 10.35F - 0.05F * x * x; };
    const auto signed_power = [](float value, float exponent) {
        return (value < 0.0F ? -1.0F : 1.0F) * std::pow(std::abs(value), exponent);
    };
    for (const float side : {-1.0F, 1.0F}) {
        parts.push_back(tube(44, true, 0.13F, p.frame, p.size, [&](float t) {
            const float a = 2.0F * pi * t;
            const float x = side * (eye + 0.1F) + half_w * signed_power(std::cos(a), power);
            return Vec3{x, 0.35F + half_h * signed_power(std::sin(a), power), depth(x)};
        }));
        parts.push_back(tube(14, false, 0.13F, p.frame, p.size, [&](float t) {
            const float x = mix(eye + half_w + 0.1F, 7.5F * p.face_width, std::min(t * 1.6F, 1.0F));
            return Vec3{side * x, -0.35F, mix(depth(eye + half_w), -1.0F, t)};
        }));
    }
    parts.push_back(tube(12, false, 0.12F, p.frame, p.size, [&](float t) {
        const float x = mix(-1.0F, 1.0F, t) * (eye + 0.15F - half_w);
        return Vec3{x, -0.15F - 0.25F * (1.0F - (2.0F * t - 1.0F) * (2.0F * t - 1.0F)), depth(x) + 0.05F};
    }));
}

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

// Cloth at (x, y), `below` cm under the neckline.
Finish dress(const Person& p, float x, float y, float below, float front) {
    Finish out;
    const float ax = std::abs(x);
    out.albedo = p.cloth;
    float edge = bump((below - 0.9F) / 0.3F) * 0.5F;  // the seam of a neckband
    if (p.clothing == Clothing::shirt || p.clothing == Clothing::jacket) {
        edge =
            0.8F * bump((below - 3.0F + 0.15F * ax) / 0.4F) * (1.0F - smoothstep(6.0F, 8.0F, ax));  // collar
        edge = std::max(edge, 0.6F * front * bump(x / 0.3F));
    }
    if (p.clothing == Clothing::jacket && front > 0.0F) {
        const float lapel = mix(5.2F, 0.0F, smoothstep(14.0F, 38.0F, y));
        const float inside = 1.0F - smoothstep(lapel - 0.5F, lapel + 0.5F, ax);
        out.albedo = mix(p.cloth * 0.8F, p.accent, inside * front);
        edge = mix(0.7F * bump((ax - lapel - 0.9F) / 0.6F), edge, inside);
    }
    if (p.hair == HairStyle::headscarf) {
        out.albedo = mix(p.cloth * 1.15F, p.cloth * 0.7F, smoothstep(17.0F, 19.0F, y - 0.15F * ax));
        edge = 0.6F * bump((y - 0.15F * ax - 18.0F) / 0.5F) + 0.25F * bump((y - 13.5F - 0.5F * ax) / 0.6F);
    }
    const float fold = 0.06F * grain(x * 0.45F, y * 0.2F, p.texture_seed + 9);
    out.albedo = out.albedo * (1.0F + fold);
    out.open = 1.0F - 0.45F * edge;
    return out;
}

}  // namespace

std::vector<Part> head_accessories(const Person& p) {
    std::vector<Part> parts = hair_parts(p);
    if (p.hair != HairStyle::headscarf && p.hair != HairStyle::long_hair)
        for (const float side : {-1.0F, 1.0F})
            parts.push_back(ear(p, side));
    if (p.glasses) add_glasses(p, parts);
    return parts;
}

Part make_torso(const Person& p) {
    constexpr int skin_rows = 15;
    constexpr int rows = 48;
    constexpr int columns = 72;
    Part part{Grid(rows, columns, true), false};
    const Colour skin = skin_colour(p);
    for (int column = 0; column < columns; ++column) {
        const float turn = -1.0F + 2.0F * static_cast<float>(column) / columns;
        const float a = pi * turn * (0.55F + 0.45F * turn * turn);  // densest in front
        const float ca = std::cos(a);
        const float sa = std::sin(a);
        const float front = smoothstep(0.0F, 0.3F, ca);
        const float line = neckline(p, a);
        for (int row = 0; row < rows; ++row) {
            // Two rows lie on the neckline, one of skin, one of cloth, so that it is sharp and smooth.
            const bool cloth = row >= skin_rows;
            const float t = cloth ? static_cast<float>(row - skin_rows) / (rows - 1 - skin_rows)
                                  : static_cast<float>(row) / (skin_rows - 1);
            const float y = cloth ? line + (60.0F - line) * t * (0.35F + 0.65F * t) : mix(6.0F, line, t);
            const float squareness = mix(1.0F, 0.75F, smoothstep(14.0F, 22.0F, y));
            const float out = cloth ? 0.25F : 0.0F;
            const float x =
                along(torso_widths, y) * (sa < 0.0F ? -1.0F : 1.0F) * std::pow(std::abs(sa), squareness);
            const float z =
                along(torso_fronts, y) * (ca < 0.0F ? -0.9F : 1.0F) * std::pow(std::abs(ca), squareness);
            const std::size_t i = part.grid.at(row, column);
            part.grid.place(i, Vec3{x + out * sa, y + p.chin_length * 0.6F, z - 1.2F + out * ca} * p.size);
            // The jaw keeps light from the neck.
            const float shade = mix(0.25F, 1.0F, smoothstep(10.5F, 17.0F, y));
            Finish finish{skin, shade - 0.12F * front * bump((std::abs(x) - 2.4F) / 0.6F), 0.08F};
            if (cloth) {
                finish = dress(p, x, y, y - line, front);
                finish.open = std::min(finish.open, 0.3F + 0.7F * shade);
            }
            part.grid.paint(i, finish.albedo, finish.open, finish.shine);
        }
    }
    part.grid.find_normals();
    return part;
}

}  // namespace verikiosk::simulator
