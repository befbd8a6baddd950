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

struct Garment {
    float cloth;  // 0 skin .. 1 covered
    Colour colour;
    float edge;  // shadow at its rim
};

Garment dress(const Person& p, float x, float y, float front) {
    const float ax = std::abs(x);
    float neckline = mix(15.3F, 17.6F, front);
    if (p.clothing == Clothing::v_neck)
        neckline = mix(15.2F, 17.0F, front) + front * std::max(0.0F, 5.5F - 1.1F * ax);
    if (p.clothing == Clothing::shirt || p.clothing == Clothing::jacket)
        neckline = mix(13.6F, 14.6F, front) + front * std::max(0.0F, 3.0F - 1.3F * ax);
    if (p.hair == HairStyle::headscarf) neckline = 5.0F;
    Garment g{smoothstep(neckline - 0.15F, neckline + 0.15F, y), p.cloth, bump((y - neckline - 0.1F) / 0.5F)};
    if (p.clothing == Clothing::shirt) {
        const float collar = bump((y - neckline - 2.6F) / 0.35F) * (ax < 7.0F ? 1.0F : 0.0F);
        g.colour =
            g.colour * (1.0F - 0.35F * collar - 0.3F * front * bump(x / 0.35F) * smoothstep(17.0F, 18.0F, y));
    }
    if (p.clothing == Clothing::jacket && front > 0.0F) {
        const float lapel = mix(4.6F, 0.0F, smoothstep(14.5F, 36.0F, y));
        g.colour = mix(p.accent, p.cloth * 0.8F, smoothstep(lapel - 0.2F, lapel + 0.2F, ax));
        g.edge = std::max(g.edge, 0.7F * bump((ax - lapel - 0.3F) / 0.5F));
    }
    if (p.hair == HairStyle::headscarf)
        g.colour = mix(p.cloth * 1.15F, g.colour * 0.75F, smoothstep(16.0F, 18.5F, y - 0.15F * ax));
    g.colour = g.colour * (1.0F + 0.08F * grain(x * 0.5F, y * 0.25F, p.texture_seed + 9));
    return g;
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
    constexpr int rows = 46;
    constexpr int columns = 56;
    Part part{Grid(rows, columns, true), false};
    const Colour skin = skin_colour(p);
    for (int row = 0; row < rows; ++row) {
        // Finely down to the collar bones, coarsely below.
        const float t = static_cast<float>(row) / (rows - 1);
        const float y = t < 0.7F ? mix(6.0F, 23.0F, t / 0.7F) : mix(23.0F, 60.0F, (t - 0.7F) / 0.3F);
        const float width = along(torso_widths, y);
        const float depth = along(torso_fronts, y);
        for (int column = 0; column < columns; ++column) {
            const float a = -pi + 2.0F * pi * static_cast<float>(column) / columns;
            const float ca = std::cos(a);
            const float sa = std::sin(a);
            const float squareness = mix(1.0F, 0.75F, smoothstep(14.0F, 22.0F, y));
            const float x = width * (sa < 0.0F ? -1.0F : 1.0F) * std::pow(std::abs(sa), squareness);
            const float z = depth * (ca < 0.0F ? -0.9F : 1.0F) * std::pow(std::abs(ca), squareness) - 1.2F;
            const float front = smoothstep(0.0F, 0.3F, ca);
            const Garment g = dress(p, x, y, front);
            const std::size_t i = part.grid.at(row, column);
            const float out = g.cloth * 0.35F;
            // The trapezius runs from neck to shoulder behind the collar bones.
            part.grid.place(i, Vec3{x + out * sa, y + p.chin_length * 0.6F, z + out * ca} * p.size);
            // The jaw keeps light from the neck.
            const float shade = mix(0.25F, 1.0F, smoothstep(10.5F, 17.0F, y));
            const float tendon =
                0.12F * front * bump((std::abs(x) - 2.4F) / 0.6F) * smoothstep(10.0F, 15.0F, y);
            part.grid.paint(i, mix(skin, g.colour, g.cloth),
                            std::min(shade, 1.0F - 0.35F * g.edge) - tendon * (1.0F - g.cloth),
                            0.08F * (1.0F - g.cloth));
        }
    }
    part.grid.find_normals();
    return part;
}

}  // namespace verikiosk::simulator
