// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "drivers/simulator/geometry.hpp"

namespace verikiosk::simulator {

/// Linear light, 0..1 per channel (albedo) or a multiplier near 1 (light colour).
struct Colour {
    float r = 0.0F;
    float g = 0.0F;
    float b = 0.0F;

    friend Colour operator*(Colour c, float k) { return {c.r * k, c.g * k, c.b * k}; }
    friend Colour operator*(Colour one, Colour two) { return {one.r * two.r, one.g * two.g, one.b * two.b}; }
    friend Colour operator+(Colour one, Colour two) { return {one.r + two.r, one.g + two.g, one.b + two.b}; }
};
inline Colour mix(Colour a, Colour b, float t) {
    return a * (1.0F - t) + b * t;
}
/// 0xRRGGBB in sRGB to linear light.
Colour from_srgb(std::uint32_t rgb);

enum class HairStyle : std::uint8_t { shaved, cropped, parted, curly, long_hair, bun, headscarf };
enum class Beard : std::uint8_t { none, stubble, moustache, full };
enum class Clothing : std::uint8_t { crew_neck, v_neck, shirt, jacket };

inline constexpr int monk_steps = 10;
/// Albedo of a step of the Monk Skin Tone scale (Ellis Monk, 2019), 1 (lightest) .. 10 (darkest).
Colour monk_skin(int step);

/// Who stands there. Factors are relative to an average adult (pupils 6.3 cm apart); each names its range.
struct Person {
    float size = 1.0F;          ///< whole head, 0.93 .. 1.07
    float face_width = 1.0F;    ///< 0.94 .. 1.07
    float jaw_width = 1.0F;     ///< 0.95 .. 1.08
    float eye_spacing = 1.0F;   ///< 0.95 .. 1.05
    float eye_opening = 1.0F;   ///< 0.85 .. 1.15
    float eye_tilt = 0.0F;      ///< cm the outer corner is above the inner one, -0.05 .. 0.2
    float nose_length = 0.0F;   ///< cm added, -0.3 .. 0.35
    float nose_width = 1.0F;    ///< 0.88 .. 1.2
    float nose_height = 1.0F;   ///< 0.85 .. 1.12
    float mouth_width = 1.0F;   ///< 0.92 .. 1.08
    float lip_fullness = 1.0F;  ///< 0.8 .. 1.35
    float chin_length = 0.0F;   ///< cm added, -0.4 .. 0.6
    float brow_weight = 1.0F;   ///< 0.7 .. 1.3
    float brow_height = 0.0F;   ///< cm upwards, -0.15 .. 0.25
    float age = 0.3F;           ///< 0 young .. 1 old: folds and grey
    int skin = 4;               ///< Monk step, 1 .. 10
    Colour hair_colour{0.03F, 0.02F, 0.015F};
    Colour iris{0.10F, 0.05F, 0.02F};
    Colour cloth{0.1F, 0.15F, 0.3F};
    Colour accent{0.6F, 0.6F, 0.6F};  ///< shirt under a jacket
    HairStyle hair = HairStyle::cropped;
    Beard beard = Beard::none;
    Clothing clothing = Clothing::crew_neck;
    bool glasses = false;
    bool round_glasses = false;
    Colour frame{0.02F, 0.02F, 0.02F};
    std::uint64_t texture_seed = 1;  ///< freckles, strands
};

/// The room. Light comes from one main direction and from everywhere.
struct Scene {
    float ambient_lux = 300.0F;             ///< at the face, 30 .. 1000
    float key_share = 0.5F;                 ///< part of it that comes from the main light, 0.2 .. 0.75
    Vec3 key_direction{0.3F, -0.6F, 0.7F};  ///< from the face towards the light, in the picture's axes
    Colour light{1.0F, 1.0F, 1.0F};         ///< what is left of its colour after white balance
    std::uint64_t background_seed = 1;
};

/// Where the head is. Camera axes: x right, y down in the picture, distance along the view.
struct Placement {
    float x = 0.0F;          ///< cm from the middle, -25 .. 25
    float y = 0.0F;          ///< cm of the pupils below the middle, -15 .. 15
    float distance = 60.0F;  ///< cm from the lens to the ears' axis, 30 .. 120
    float yaw = 0.0F;        ///< degrees, -90 .. 90; to the picture's right
    float pitch = 0.0F;      ///< degrees, chin up, -45 .. 45
    float roll = 0.0F;       ///< degrees, clockwise, -45 .. 45
};

/// Everything that a seed decides.
struct Visitor {
    Person person;
    Scene scene;
    Placement start;
    std::uint64_t seed = 0;
};

/// The visitor, room and first position of a seed. All values are within the ranges named above.
Visitor draw_visitor(std::uint64_t seed);
/// The person alone: the second one of an attack, somebody on a print.
Person draw_person(std::uint64_t seed);

}  // namespace verikiosk::simulator
