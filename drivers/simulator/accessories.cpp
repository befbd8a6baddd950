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

}  // namespace

std::vector<Part> head_accessories(const Person& p) {
    std::vector<Part> parts = hair_parts(p);
    if (p.hair != HairStyle::headscarf && p.hair != HairStyle::long_hair)
        for (const float side : {-1.0F, 1.0F})
            parts.push_back(ear(p, side));
    if (p.glasses) add_glasses(p, parts);
    return parts;
}

}  // namespace verikiosk::simulator
