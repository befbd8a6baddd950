// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/head_shape.hpp"

namespace verikiosk::simulator {
namespace {

// Outline of the head's horizontal sections, cm, by row.
constexpr std::array<Key, 11> half_widths{{{-4.0F, 7.45F},
                                           {0.0F, 7.15F},
                                           {2.0F, 6.95F},
                                           {5.0F, 6.45F},
                                           {8.0F, 5.95F},
                                           {10.0F, 5.6F},
                                           {11.3F, 5.2F},
                                           {12.0F, 4.9F},
                                           {12.6F, 4.7F},
                                           {13.3F, 4.4F},
                                           {14.0F, 4.1F}}};
constexpr std::array<Key, 12> front_depths{{{-4.0F, 9.15F},
                                            {-2.0F, 9.3F},
                                            {0.0F, 8.95F},
                                            {4.0F, 8.75F},
                                            {7.0F, 8.8F},
                                            {9.0F, 8.6F},
                                            {10.4F, 8.9F},
                                            {11.3F, 8.3F},
                                            {11.9F, 7.2F},
                                            {12.6F, 5.6F},
                                            {13.3F, 4.2F},
                                            {14.0F, 3.0F}}};
constexpr std::array<Key, 4> back_depths{{{-4.0F, 9.7F}, {2.0F, 9.0F}, {8.0F, 7.0F}, {14.0F, 5.5F}}};
// How far a row climbs from the face to the side of the head: the jaw line.
constexpr std::array<Key, 6> climbs{
    {{0.0F, 0.0F}, {4.0F, 0.7F}, {7.0F, 2.2F}, {10.0F, 4.2F}, {11.3F, 5.0F}, {14.0F, 4.0F}}};
constexpr std::array<Key, 5> heights{
    {{10.8F, 10.8F}, {11.3F, 11.25F}, {12.0F, 11.6F}, {13.0F, 11.7F}, {14.0F, 11.5F}}};
// The nose's ridge over the face, by row.
constexpr std::array<Key, 12> ridge{{{-2.4F, 0.0F},
                                     {-1.0F, 0.25F},
                                     {0.0F, 0.55F},
                                     {1.0F, 1.05F},
                                     {2.0F, 1.7F},
                                     {3.0F, 2.45F},
                                     {3.6F, 2.75F},
                                     {4.0F, 2.5F},
                                     {4.35F, 1.7F},
                                     {4.65F, 0.75F},
                                     {5.0F, 0.25F},
                                     {5.6F, 0.0F}}};
constexpr std::array<Key, 5> ridge_widths{
    {{-1.0F, 0.85F}, {0.6F, 0.72F}, {2.0F, 0.88F}, {3.4F, 1.05F}, {4.4F, 1.0F}}};

float crown_factor(float v) {
    if (v >= -4.0F) return 1.0F;
    const float q = std::min((-4.0F - v) / (-4.0F - face::crown), 1.0F);
    return std::sqrt(std::max(1.0F - q * q, 0.0F));
}

float nose(const Person& p, float x, float v) {
    const float width = along(ridge_widths, v) * mix(1.0F, p.nose_width, 0.7F);
    float z = along(ridge, v) * p.nose_height * bump(x / width);
    z += 0.45F * bump(x, 1.7F * p.nose_width, v - 2.8F, 1.9F);
    for (const float side : {-1.0F, 1.0F}) {
        z += 0.95F * bump(x - side * 1.3F * p.nose_width, 0.52F, v - 3.85F, 0.55F);
        z -= 0.45F * bump(x - side * 0.72F * p.nose_width, 0.36F, v - 4.4F, 0.22F);
    }
    return z;
}

float mouth_relief(const Person& p, float x, float v) {
    const float m = mouth_half_width(p);
    const float span = bump(x / (0.85F * m));
    float z = 0.9F * bump(x, 2.9F, v - 6.9F, 2.3F);
    z += 0.42F * p.lip_fullness * span * bump((v - 6.35F) / 0.42F);
    z += 0.52F * p.lip_fullness * span * bump((v - 7.5F) / 0.45F);
    z -= 0.22F * span * bump((v - face::mouth) / 0.22F);
    z -= 0.42F * bump(x, 1.9F, v - 8.75F, 0.6F);
    z -= 0.14F * bump(x, 0.32F, v - 5.4F, 0.6F);
    for (const float side : {-1.0F, 1.0F})
        z -= 0.28F * bump(x - side * (m + 0.12F), 0.45F, v - 6.9F, 0.4F);
    return z;
}

float face_relief(const Person& p, float x, float v) {
    float z = nose(p, x, v) + mouth_relief(p, x, v);
    z += 0.55F * bump(x, 1.7F, v - 10.1F, 1.1F);
    const float eye = eye_middle(p);
    for (const float side : {-1.0F, 1.0F}) {
        const float dx = x - side * eye;
        z += 0.45F * bump(dx - side * 0.3F, 1.9F, v + 2.0F - p.brow_height, 0.75F);
        z -= 1.25F * bump(dx, 2.0F, v - 0.1F, 1.15F);
        z -= 0.35F * bump(x - side * 1.5F, 0.7F, v - 0.3F, 1.0F);
        z += 0.55F * bump(x - side * 4.6F, 1.9F, v - 2.9F, 1.6F);
        z -= 0.10F * p.age * bump(dx, 1.4F, v - 1.35F, 0.3F);
    }
    return z;
}

// The eyeball pushes lid and white outwards wherever they are now.
float eyeball(const Person& p, float x, float y) {
    float z = 0.0F;
    for (const float side : {-1.0F, 1.0F})
        z += 0.85F * bump(x - side * eye_middle(p), 1.25F, y, 1.0F);
    return z;
}

float warp_eye(const Person& p, float x, float v, const Expression& e) {
    const float along_eye = std::abs(x) - eye_middle(p);
    const float blink = x > 0.0F ? e.blink_left : e.blink_right;
    const LidLine lid = lids(p, along_eye, blink);
    // Smiling cheeks push the lower lid up a little.
    const float lower = mix(lid.lower, std::max(lid.upper, lid.lower - 0.09F), e.smile);
    constexpr float strip = face::eye_strip;
    constexpr float reach = 1.7F;
    if (v <= -reach || v >= reach) return v;
    if (v < -strip) return mix(-reach, lid.upper, (v + reach) / (reach - strip));
    if (v > strip) return mix(lower, reach, (v - strip) / (reach - strip));
    return mix(lid.upper, lower, (v + strip) / (2.0F * strip));
}

// How the mouth's rows lie: a closed mouth is a line, an open one an ellipse.
float warp_lips(const Person& p, float x, float v, const Expression& e) {
    const float t = std::abs(x) / mouth_half_width(p);
    const float inside = std::sqrt(std::max(1.0F - t * t, 0.0F));
    const float teeth = 0.42F * e.smile * std::max(1.0F - t * t, 0.0F);
    const float beyond = t > 1.0F ? smoothstep(1.0F, 1.5F, t) * face::mouth_strip : 0.0F;
    const float upper = face::mouth - 0.03F * inside - beyond - 0.35F * teeth;
    const float lower = face::mouth + 0.03F * inside + beyond + 0.65F * teeth;
    constexpr float strip = face::mouth_strip;
    constexpr float top = face::mouth - 1.9F;
    constexpr float bottom = face::mouth + 1.9F;
    if (v <= top || v >= bottom) return v;
    if (v < face::mouth - strip) return mix(top, upper, (v - top) / (1.9F - strip));
    if (v > face::mouth + strip) return mix(lower, bottom, (v - face::mouth - strip) / (1.9F - strip));
    return mix(upper, lower, (v - face::mouth + strip) / (2.0F * strip));
}

// Displacement by the muscles: lips' corners, cheeks, jaw, brows.
Vec3 muscles(const Person& p, float x, float v, float front, float reach, const Expression& e) {
    Vec3 d;
    const float m = mouth_half_width(p);
    const float side = x < 0.0F ? -1.0F : 1.0F;
    const float ax = std::abs(x);
    const float lateral = ax < m ? ax : m * bump((ax - m) / 2.0F);
    const float near_mouth = bump((v - face::mouth) / 1.9F);
    d.x += side * lateral * near_mouth * (0.43F * e.smile - 0.10F * e.open_mouth);
    const float t = std::min(ax / m, 1.0F);
    const float curl = (ax < m ? t * t : bump((ax - m) / 1.5F)) * bump((v - face::mouth) / 1.6F);
    d.y -= e.smile * (0.95F * curl - 0.12F * bump(x, 2.0F, v - face::mouth, 1.5F));
    d.z -= e.smile * 0.35F * bump(x, 2.6F, v - 6.9F, 1.3F);
    const float cheek = bump(ax - 4.0F, 1.6F, v - 3.4F, 1.5F);
    d.z += e.smile * 0.5F * cheek;
    d.y -= e.smile * 0.35F * cheek;

    const float hang = std::max(front, 0.0F) * reach;
    // The jaw hangs on the ears: what lies further forward drops further.
    const float below = smoothstep(face::mouth - face::mouth_strip, face::mouth + face::mouth_strip, v);
    const float spread = smoothstep(face::mouth, face::mouth + 2.4F, v);
    const float lip = std::sqrt(std::max(1.0F - t * t, 0.0F));
    const float drop = below * mix(ax < m ? 0.5F + 0.5F * lip : 0.5F, 1.0F, spread);
    d.y += e.open_mouth * 2.1F * drop * hang;
    d.z -= e.open_mouth * 0.5F * drop * hang;
    // Corners hang half-way; the skin beside them follows softly.
    d.y += e.open_mouth * 1.15F * (1.0F - below) * curl * 0.5F;

    d.y -= e.raised_brows * 0.45F * bump((v + 2.3F) / 1.1F) * front;
    return d;
}

// Where a row lies on this person.
float person_y(const Person& p, float y) {
    float out = y + p.nose_length * smoothstep(0.5F, face::nose_base, y);
    out += p.chin_length * smoothstep(7.5F, face::chin, y);
    return out;
}

}  // namespace

float eye_middle(const Person& p) {
    return face::eye_x * p.eye_spacing;
}
float mouth_half_width(const Person& p) {
    return face::mouth_half_width * p.mouth_width;
}

LidLine lids(const Person& p, float along_eye, float blink) {
    const float t = along_eye / face::eye_half_width;
    const float tilt = -p.eye_tilt * std::clamp(t, -1.5F, 1.5F) * 0.5F;
    const float arch = std::max(1.0F - t * t, 0.0F);
    float upper = tilt - 0.60F * p.eye_opening * std::pow(arch, 0.8F);
    float lower = tilt + 0.42F * p.eye_opening * arch;
    const float closed = tilt + 0.36F * p.eye_opening * arch;
    upper = mix(upper, closed - 0.01F, blink);
    lower = mix(lower, closed + 0.01F, blink);
    // Outside the corners the rows that lie between the lids open up again, as plain skin.
    const float beyond = smoothstep(1.0F, 1.8F, std::abs(t)) * face::eye_strip;
    return {upper - beyond, lower + beyond};
}

BrowLine brow(const Person& p, float abs_x) {
    const float x = abs_x / p.eye_spacing;
    if (x < 1.1F || x > 5.3F) return {-2.2F, 0.0F};
    const float arch = 1.0F - (x - 3.7F) * (x - 3.7F) / 6.8F;
    const float half =
        0.27F * p.brow_weight * smoothstep(1.0F, 1.7F, x) * (1.0F - 0.75F * smoothstep(3.4F, 5.3F, x));
    return {-1.75F - 0.55F * arch - p.brow_height, half};
}

float canonical_x(float v, float a) {
    return along(half_widths, v) * crown_factor(v) * std::sin(a);
}

Vec3 head_point(const Person& p, float v, float a, const Expression& e) {
    const float ca = std::cos(a);
    const float x = canonical_x(v, a);
    const float front = smoothstep(0.0F, 0.35F, ca);
    const float round = crown_factor(v);
    float z =
        ca > 0.0F ? along(front_depths, v) * round * std::pow(ca, 0.92F) : along(back_depths, v) * round * ca;
    // Temples and the hollow below the cheekbone keep the outline from being an egg.
    float width = mix(p.face_width, p.jaw_width * p.face_width, smoothstep(3.0F, 9.0F, v));
    width -= 0.02F * bump((v + 2.5F) / 2.0F);
    float y = v;
    Vec3 moved{};
    if (front > 0.0F && v > -6.0F) {
        const bool lips = v > 3.0F;
        y = lips ? warp_lips(p, x, v, e) : warp_eye(p, x, v, e);
        moved = muscles(p, x, v, front, std::pow(ca, 0.7F), e);
        z += front * smoothstep(-6.0F, -4.0F, v) * (face_relief(p, x, v) + eyeball(p, x, y));
    }
    y = person_y(p, y);
    if (v > 10.8F) y += along(heights, v) - v;
    y -= along(climbs, v) * (1.0F - std::max(ca, 0.0F));
    return Vec3{x * width + moved.x, y + moved.y, z + moved.z} * p.size;
}

}  // namespace verikiosk::simulator
