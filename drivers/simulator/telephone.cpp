// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/telephone.hpp"

namespace verikiosk::simulator {
namespace {

// Centimetres from the telephone's middle.
constexpr float half_width = 3.6F;
constexpr float half_height = 7.5F;
constexpr float corner = 0.9F;
constexpr float bezel = 0.25F;
constexpr float code_side = 4.2F;
constexpr float code_top = -4.0F;
constexpr float beside = 5.5F;  // of the picture's middle
constexpr float below = 3.0F;

// Where the hand is between its resting places.
constexpr float nearest = 28.0F;
constexpr float farthest = 36.0F;
constexpr Hand::Sway sway{0.5F, 0.4F, 1.0F, 6.0F, 5.0F, 4.0F};

// Indoors telephones show white at 150 to 250 nits; their black lets some of it through. Glass reflects 4 %.
constexpr float white_nits = 200.0F;
constexpr float black_nits = 1.0F;
constexpr float glass = 0.04F;
constexpr float pi = 3.14159265F;

bool in_rounded(float u, float v, float wide, float tall, float radius) {
    const float du = std::max(std::abs(u) - (wide - radius), 0.0F);
    const float dv = std::max(std::abs(v) - (tall - radius), 0.0F);
    return du * du + dv * dv < radius * radius;
}

/// A surface that shines with `nits`, as a white one that this much light falls on: pi lux a nit.
Code shade_of(float nits, Colour reflected, float exposure) {
    const Colour shining{pi * nits, pi * nits, pi * nits};
    return encode((shining + reflected * glass) * exposure);
}

}  // namespace

Telephone::Telephone(CodeModules code, std::uint64_t seed)
    : code_(std::move(code)), hand_(Random(seed).fork(42), nearest, farthest, sway) {}

Telephone::Part Telephone::part_at(ToSheet::Place place) const {
    if (!in_rounded(place.u, place.v, half_width, half_height, corner)) return Part::none;
    if (!in_rounded(place.u, place.v, half_width - bezel, half_height - bezel, corner - bezel))
        return Part::body;
    const float module = code_side / static_cast<float>(code_.side);
    const int column = static_cast<int>(std::floor((place.u + code_side / 2.0F) / module));
    const int row = static_cast<int>(std::floor((place.v - code_top) / module));
    if (column < 0 || row < 0 || column >= code_.side || row >= code_.side) return Part::page;
    const std::size_t at = static_cast<std::size_t>(row) * static_cast<std::size_t>(code_.side) +
                           static_cast<std::size_t>(column);
    return code_.dark[at] ? Part::module : Part::page;
}

Rect Telephone::draw(double seconds, const Lens& lens, const Illumination& light, Canvas& canvas) {
    Pose pose = hand_.at(seconds);
    pose.x += beside;
    pose.y += below;
    const ToSheet map(pose);
    const Vec3 normal = pose.turn({0.0F, 0.0F, 1.0F});
    const Colour room = light.ambient + light.key * std::max(dot(normal, light.direction), 0.0F);
    const Code dark = shade_of(black_nits, room, light.exposure);
    const std::array<Code, 4> shades{Code{}, shade_of(0.0F, room, light.exposure),
                                     shade_of(white_nits, room, light.exposure), dark};
    const Rect area = reach_of(pose, half_width, half_height, lens, canvas);
    for (int row = area.top; row < area.bottom; ++row) {
        const float dy = (static_cast<float>(row) + 0.5F - lens.middle_y) / lens.focal;
        for (int x = area.left; x < area.right; ++x) {
            const Vec3 ray{(static_cast<float>(x) + 0.5F - lens.middle_x) / lens.focal, dy, 1.0F};
            const Part part = part_at(map(ray));
            if (part == Part::none) continue;
            const Code& shade = shades[static_cast<std::size_t>(part)];
            canvas.luma(row)[x] = static_cast<std::uint8_t>(shade.luma);
            if (((row | x) & 1) != 0) continue;
            canvas.chroma(row / 2)[x] = static_cast<std::uint8_t>(shade.cb);
            canvas.chroma(row / 2)[x + 1] = static_cast<std::uint8_t>(shade.cr);
        }
    }
    return area;
}

}  // namespace verikiosk::simulator
