// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/parameters.hpp"

#include <array>

#include "drivers/simulator/random.hpp"

namespace verikiosk::simulator {
namespace {

float linear(std::uint32_t channel) {
    const float c = static_cast<float>(channel & 0xFFU) / 255.0F;
    return c <= 0.04045F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F);
}

// The published swatches of the Monk Skin Tone scale.
constexpr std::array<std::uint32_t, monk_steps> monk{0xF6EDE4, 0xF3E7DB, 0xF7EAD0, 0xEADABA, 0xD7BD96,
                                                     0xA07E56, 0x825C43, 0x604134, 0x3A312A, 0x292420};
constexpr std::array<std::uint32_t, 6> hairs{0x1B1512, 0x2A1C14, 0x4A3020, 0x6B4628, 0xA67C48, 0x7A3B1E};
constexpr std::array<std::uint32_t, 4> irises{0x4A2F1A, 0x6B4A2A, 0x5C7080, 0x5E6B45};
constexpr std::array<std::uint32_t, 9> cloths{0x33557A, 0x7A3340, 0x3E6650, 0x505A66, 0xB8B2A4,
                                              0x2B2F38, 0x8C6A3F, 0x6A5A85, 0xA8C0CC};
constexpr std::array<std::uint32_t, 4> frames{0x181818, 0x4A2C1C, 0x50545A, 0x6A2030};

template <std::size_t N>
Colour pick(const std::array<std::uint32_t, N>& list, Random& random, std::uint32_t first) {
    return from_srgb(list[first + random.below(first < N ? static_cast<std::uint32_t>(N) - first : 1)]);
}

void draw_proportions(Person& p, Random& random) {
    p.size = random.between(0.93F, 1.07F);
    p.face_width = random.between(0.94F, 1.07F);
    p.jaw_width = random.between(0.95F, 1.08F);
    p.eye_spacing = random.between(0.95F, 1.05F);
    p.eye_opening = random.between(0.85F, 1.15F);
    p.eye_tilt = random.between(-0.05F, 0.2F);
    p.nose_length = random.between(-0.3F, 0.35F);
    p.nose_width = random.between(0.88F, 1.2F);
    p.nose_height = random.between(0.85F, 1.12F);
    p.mouth_width = random.between(0.92F, 1.08F);
    p.lip_fullness = random.between(0.8F, 1.35F);
    p.chin_length = random.between(-0.4F, 0.6F);
    p.brow_weight = random.between(0.7F, 1.3F);
    p.brow_height = random.between(-0.15F, 0.25F);
    p.age = random.unit();
}

void draw_looks(Person& p, Random& random) {
    p.skin = 1 + static_cast<int>(random.below(monk_steps));
    // Dark skin rarely goes with fair hair or light eyes; the lists are ordered from dark to light.
    const bool dark = p.skin >= 6;
    p.hair_colour = from_srgb(hairs[random.below(dark ? 2 : hairs.size())]);
    if (p.age > 0.75F) p.hair_colour = mix(p.hair_colour, from_srgb(0xB5B0AA), random.between(0.3F, 0.9F));
    p.iris = from_srgb(irises[random.below(dark ? 2 : irises.size())]);
    p.cloth = pick(cloths, random, 0);
    p.accent = from_srgb(random.chance(0.6F) ? 0xE4E4E6 : 0xB9CCE0);
    p.clothing = static_cast<Clothing>(random.below(4));
    const bool masculine = random.chance(0.5F);
    constexpr std::array<HairStyle, 4> short_styles{HairStyle::shaved, HairStyle::cropped, HairStyle::parted,
                                                    HairStyle::curly};
    constexpr std::array<HairStyle, 5> other_styles{HairStyle::long_hair, HairStyle::long_hair,
                                                    HairStyle::bun, HairStyle::headscarf, HairStyle::curly};
    p.hair = masculine ? short_styles[random.below(4)] : other_styles[random.below(5)];
    if (masculine && random.chance(0.5F)) p.beard = static_cast<Beard>(1 + random.below(3));
    if (!masculine) p.brow_weight = std::max(0.7F, p.brow_weight * 0.85F);
    p.glasses = random.chance(0.3F);
    p.round_glasses = random.chance(0.5F);
    p.frame = pick(frames, random, 0);
    p.texture_seed = random.bits();
}

Scene draw_scene(Random& random) {
    Scene s;
    // Equal steps look equal to a camera: offices, corridors and dim shops in proportion.
    s.ambient_lux = 30.0F * std::exp(random.unit() * std::log(1000.0F / 30.0F));
    s.key_share = random.between(0.25F, 0.6F);
    const float side = random.between(-0.9F, 0.9F);
    s.key_direction = normalised({side, random.between(-1.0F, -0.35F), random.between(0.55F, 1.0F)});
    const float warmth = random.between(-0.06F, 0.08F);
    s.light = {1.0F + warmth, 1.0F, 1.0F - warmth};
    s.background_seed = random.bits();
    return s;
}

Placement draw_placement(Random& random) {
    Placement p;
    p.x = random.between(-7.0F, 7.0F);
    p.distance = random.between(48.0F, 82.0F);
    // The technician mounts the camera so that faces fit: the chin (12 cm below the pupils, some 9 cm nearer
    // than the ears) stays in the picture.
    const float room = 0.5F * 9.0F / 16.0F / 0.902F * (p.distance - 9.0F) - 13.0F;
    p.y = random.between(-4.0F, std::clamp(room, -3.0F, 5.0F));
    p.yaw = random.between(-6.0F, 6.0F);
    p.pitch = random.between(-5.0F, 4.0F);
    p.roll = random.between(-3.0F, 3.0F);
    return p;
}

}  // namespace

Colour from_srgb(std::uint32_t rgb) {
    return {linear(rgb >> 16U), linear(rgb >> 8U), linear(rgb)};
}

Colour monk_skin(int step) {
    const auto index = static_cast<std::size_t>(std::clamp(step, 1, monk_steps) - 1);
    return from_srgb(monk[index]);
}

Person draw_person(std::uint64_t seed) {
    Person person;
    Random root(seed);
    Random proportions = root.fork(1);
    Random looks = root.fork(2);
    draw_proportions(person, proportions);
    draw_looks(person, looks);
    return person;
}

Visitor draw_visitor(std::uint64_t seed) {
    Random root(seed);
    Random scene = root.fork(3);
    Random place = root.fork(4);
    Visitor visitor;
    visitor.person = draw_person(seed);
    visitor.scene = draw_scene(scene);
    visitor.start = draw_placement(place);
    visitor.seed = seed;
    return visitor;
}

}  // namespace verikiosk::simulator
