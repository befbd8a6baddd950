// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/head_paint.hpp"

#include "drivers/simulator/random.hpp"

namespace verikiosk::simulator {
namespace {

float lattice(std::int32_t x, std::int32_t y, std::uint64_t seed) {
    const auto key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(x)) << 32U |
                     static_cast<std::uint64_t>(static_cast<std::uint32_t>(y));
    return Random(seed ^ key).unit() * 2.0F - 1.0F;
}

float beard_cover(const Person& p, float x, float v) {
    const float ax = std::abs(x);
    const float m = mouth_half_width(p);
    // Lips stay free: a beard that runs into them hides the mouth from every landmark model.
    const float off = std::hypot(ax / (m + 0.6F), (v - 6.95F) / (v < 6.95F ? 1.05F : 1.45F));
    const float free = 1.0F - smoothstep(0.85F, 1.15F, off);
    const float droop = 0.35F * smoothstep(0.0F, m, ax);
    const float moustache = 0.8F * smoothstep(5.2F, 5.75F, v - droop) *
                            (1.0F - smoothstep(5.85F, 6.3F, v - droop)) *
                            (1.0F - smoothstep(m - 0.9F, m + 0.3F, ax));
    if (p.beard == Beard::moustache) return moustache * (1.0F - free);
    // Along the jaw and up to the ears. Nothing beside the mouth: dark patches there are taken for its
    // corners.
    const float line = mix(8.6F, 2.8F, smoothstep(3.3F, 6.6F, ax));
    float cover = smoothstep(line - 0.5F, line + 0.6F, v);
    const float chin = smoothstep(8.2F, 8.9F, v) * (1.0F - smoothstep(3.5F, 4.5F, ax));
    cover = std::max({cover, moustache, chin});
    return cover * (1.0F - free);
}

Colour lip_colour(const Person& p, Colour skin) {
    const float depth = smoothstep(4.0F, 8.0F, static_cast<float>(p.skin));
    return mix(skin * Colour{0.70F, 0.36F, 0.38F}, skin * Colour{1.15F, 0.78F, 0.82F}, depth);
}

void paint_lips(const Person& p, float x, float v, Finish& out) {
    const float m = mouth_half_width(p);
    const float t = std::abs(x) / m;
    if (t > 1.12F) return;
    const float arch = std::sqrt(std::max(1.0F - t * t * 0.85F, 0.0F));
    // The cupid's bow dips in the middle of the upper edge.
    const float bow = 1.0F - 0.22F * bump(x / 0.45F);
    const float upper = face::mouth - face::mouth_strip - (0.20F + 0.55F * p.lip_fullness * bow) * arch;
    const float lower = face::mouth + face::mouth_strip + (0.20F + 0.72F * p.lip_fullness) * arch;
    const float inside = smoothstep(upper - 0.12F, upper + 0.12F, v) *
                         (1.0F - smoothstep(lower - 0.2F, lower + 0.12F, v)) *
                         (1.0F - smoothstep(0.98F, 1.12F, t));
    // The upper lip turns away from the light; on dark skin that is most of what shows where it ends.
    const float turned =
        v < face::mouth ? mix(0.88F, 0.62F, smoothstep(4.0F, 8.0F, static_cast<float>(p.skin))) : 1.0F;
    out.albedo = mix(out.albedo, lip_colour(p, skin_colour(p)) * turned, inside * 0.9F);
    out.shine = mix(out.shine, v > face::mouth ? 0.5F : 0.1F, inside);
    // Where the lips meet.
    const float seam = bump((v - face::mouth) / 0.25F) * (1.0F - smoothstep(1.0F, 1.1F, t));
    out.albedo = out.albedo * (1.0F - 0.88F * seam);
}

void paint_brow(const Person& p, float x, float v, Finish& out) {
    const BrowLine line = brow(p, std::abs(x));
    if (line.half <= 0.0F) return;
    const float off = std::abs(v - line.middle) / (line.half + 0.05F);
    const float strands = 0.85F + 0.15F * grain(x * 9.0F, v * 5.0F, p.texture_seed);
    const float cover = (1.0F - smoothstep(0.55F, 1.35F, off)) * strands;
    const Colour hair = mix(p.hair_colour, Colour{0.03F, 0.025F, 0.02F}, 0.6F);
    out.albedo = mix(out.albedo, hair, std::clamp(cover, 0.0F, 0.93F));
    out.shine *= 1.0F - cover;
}

void paint_lashes(const Person& p, float x, float v, Finish& out) {
    const float t = (std::abs(x) - eye_middle(p)) / face::eye_half_width;
    if (std::abs(t) > 1.2F) return;
    const float within = 1.0F - smoothstep(1.0F, 1.15F, std::abs(t));
    const float upper = smoothstep(-0.95F, -0.62F, v) * (v < 0.0F ? 1.0F : 0.0F);
    const float lower = (1.0F - smoothstep(0.5F, 0.66F, v)) * (v > 0.0F ? 1.0F : 0.0F);
    out.albedo =
        mix(out.albedo, Colour{0.012F, 0.01F, 0.01F}, within * std::max(0.92F * upper, 0.42F * lower));
    out.shine *= 1.0F - within * std::max(upper, lower);
}

}  // namespace

float grain(float x, float y, std::uint64_t seed) {
    const float fx = std::floor(x);
    const float fy = std::floor(y);
    const auto ix = static_cast<std::int32_t>(fx);
    const auto iy = static_cast<std::int32_t>(fy);
    const float tx = smoothstep(0.0F, 1.0F, x - fx);
    const float ty = smoothstep(0.0F, 1.0F, y - fy);
    return mix(mix(lattice(ix, iy, seed), lattice(ix + 1, iy, seed), tx),
               mix(lattice(ix, iy + 1, seed), lattice(ix + 1, iy + 1, seed), tx), ty);
}

Colour skin_colour(const Person& p) {
    const Colour swatch = monk_skin(p.skin);
    // The swatches of the light end are paper white; living skin of that step is darker and redder.
    const float light = 1.0F - smoothstep(2.0F, 7.0F, static_cast<float>(p.skin));
    const Colour flesh = swatch * mix(Colour{1.14F, 0.96F, 0.90F}, Colour{0.78F, 0.62F, 0.54F}, light);
    return flesh + Colour{0.064F, 0.044F, 0.032F};
}

float face_openness(const Person& p, float x, float v, const Expression& e) {
    float dark = 0.0F;
    const float eye = eye_middle(p);
    const float m = mouth_half_width(p);
    for (const float side : {-1.0F, 1.0F}) {
        const float dx = (x - side * eye) * side;
        const float blink = side > 0.0F ? e.blink_left : e.blink_right;
        const float socket = 0.42F * bump(dx, 1.9F, v + 0.85F, 0.42F) +
                             0.30F * bump(dx + 1.5F, 0.6F, v + 0.3F, 0.8F) +
                             0.16F * bump(dx, 1.7F, v - 0.95F, 0.4F);
        // A closed lid bulges into the light and loses its crease.
        const float crease =
            0.38F * bump((v + 1.12F) / 0.13F) * (1.0F - smoothstep(1.2F, 1.7F, std::abs(dx)));
        dark += (socket + crease) * (1.0F - 0.95F * blink);
        dark += 0.55F * bump(x - side * (1.95F * p.nose_width), 0.28F, v - 3.95F, 0.5F);
        dark += 0.30F * bump(x - side * 1.25F, 0.45F, v - 2.2F, 1.4F);
        dark += 0.7F * bump(x - side * 0.75F * p.nose_width, 0.38F, v - 4.48F, 0.2F);
        dark += (0.55F + 0.30F * e.smile) * bump(x - side * (m - 0.05F), 0.32F, v - 6.9F, 0.30F);
        // The fold from nose to mouth's corner: deep in a smile and with age.
        const float fold_x = mix(2.1F, 3.1F, smoothstep(4.2F, 6.8F, v));
        dark += (0.06F + 0.10F * p.age + 0.30F * e.smile) * bump(x - side * fold_x, 0.32F, v - 5.4F, 1.4F);
    }
    dark += 0.24F * bump(x, 1.5F * p.nose_width, v - 4.85F, 0.32F);
    dark += 0.22F * bump(x, 1.6F, v - 8.1F - 0.3F * p.lip_fullness, 0.22F);
    dark += 0.38F * bump(x, 1.7F, v - 8.55F, 0.38F);
    dark += 0.75F * smoothstep(10.9F, 12.2F, v);
    return std::clamp(1.0F - dark, 0.08F, 1.0F);
}

Finish paint_face(const Person& p, float x, float v, float front) {
    Finish out;
    const Colour skin = skin_colour(p);
    out.albedo = skin * (1.0F + 0.025F * grain(x * 0.7F, v * 0.7F, p.texture_seed) +
                         0.025F * grain(x * 5.0F, v * 5.0F, p.texture_seed + 1));
    out.shine = mix(0.12F, 0.2F, smoothstep(5.0F, 10.0F, static_cast<float>(p.skin)));
    if (front <= 0.0F || v < -5.0F) return out;
    const float ax = std::abs(x);
    const float flush = 0.55F * bump(ax - 4.2F, 1.6F, v - 3.2F, 1.4F) + 0.5F * bump(x, 1.1F, v - 3.6F, 0.9F) +
                        0.3F * bump(ax - 3.1F, 1.6F, v - 1.2F, 0.6F);
    out.albedo =
        mix(out.albedo, out.albedo * Colour{1.02F, 0.80F, 0.78F}, std::min(flush, 1.0F) * 0.8F * front);
    out.shine += 0.16F * bump(x, 0.7F, v - 3.2F, 1.0F) + 0.10F * bump(x, 3.0F, v + 4.0F, 1.5F);
    if (p.beard != Beard::none) {
        const float cover = beard_cover(p, x, v) * front * (p.beard == Beard::stubble ? 0.45F : 0.72F);
        const float strands = 0.85F + 0.25F * grain(x * 6.0F, v * 2.5F, p.texture_seed + 2);
        // On dark skin a grey beard still reads as shade, not as light.
        const float grey = smoothstep(0.5F, 1.5F, p.hair_colour.g / (out.albedo.g + 0.01F));
        const Colour hair = mix(p.hair_colour, out.albedo * 0.5F, mix(0.25F, 0.8F, grey));
        out.albedo = mix(out.albedo, hair, std::clamp(cover * strands, 0.0F, 0.95F));
        out.shine *= 1.0F - cover;
    }
    paint_brow(p, x, v, out);
    paint_lashes(p, x, v, out);
    paint_lips(p, x, v, out);
    const float nostril = bump(ax - 0.75F * p.nose_width, 0.34F, v - 4.45F, 0.17F);
    out.albedo = out.albedo * (1.0F - 0.7F * nostril);
    return out;
}

Finish paint_eye(const Person& p, float along_eye, float y, float share, float side, const Expression& e) {
    Finish out;
    const float dx = along_eye - side * e.gaze_x * 0.5F;
    const float dy = y + 0.07F - e.gaze_y * 0.35F;
    const float radius = std::hypot(dx, dy);
    const float corner = smoothstep(0.75F, 1.05F, std::abs(along_eye) / face::eye_half_width);
    Colour white = mix(Colour{0.46F, 0.44F, 0.42F}, Colour{0.45F, 0.25F, 0.22F}, corner);
    Colour iris = mix(p.iris * 1.5F, p.iris * 0.35F, smoothstep(0.35F, 0.58F, radius));
    iris = mix(Colour{0.008F, 0.008F, 0.008F}, iris, smoothstep(0.18F, 0.28F, radius));
    out.albedo = mix(iris, white, smoothstep(0.53F, 0.64F, radius));
    out.shine = 0.3F;
    out.open = mix(0.42F, 0.95F, smoothstep(0.0F, 0.45F, share));
    // The window's reflection, at the same place in both eyes.
    const float glint = bump(along_eye * side + 0.16F, 0.11F, dy + 0.2F, 0.11F);
    out.albedo = mix(out.albedo, Colour{1.3F, 1.3F, 1.3F}, glint * 0.8F);
    return out;
}

Finish paint_mouth(const Person& p, float x, float gap, float share, const Expression& e) {
    Finish out;
    const float m = mouth_half_width(p);
    const Colour dark{0.02F, 0.006F, 0.006F};
    const float down = share * gap;
    // A smile shows the upper teeth; a dropped jaw mostly the dark behind them.
    const float length = mix(0.5F, 0.75F, std::min(e.smile, 1.0F));
    const float teeth = (1.0F - smoothstep(length - 0.1F, length + 0.15F, down)) *
                        smoothstep(0.12F, 0.35F, gap) * (1.0F - smoothstep(0.55F, 0.85F, std::abs(x) / m));
    const float tongue = smoothstep(0.9F, 1.6F, gap) * smoothstep(0.6F, 0.95F, share);
    out.albedo = mix(dark, Colour{0.26F, 0.07F, 0.07F}, tongue);
    out.albedo = mix(out.albedo, Colour{0.62F, 0.58F, 0.50F}, teeth);
    out.open = mix(0.35F, 0.8F, std::max(teeth, tongue * 0.6F));
    return out;
}

}  // namespace verikiosk::simulator
