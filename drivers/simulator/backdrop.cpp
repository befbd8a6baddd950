// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/backdrop.hpp"

#include <cstring>

namespace verikiosk::simulator {
namespace {

constexpr std::array<std::uint32_t, 7> walls{0xC9C4B8, 0xB7C0C6, 0xA9B3A2, 0xD2C6B4,
                                             0x9AA4B0, 0xBFB3AC, 0xC8CCCB};
constexpr std::array<std::uint32_t, 8> things{0x5A4632, 0x3F5A4A, 0x7B8C9A, 0xD8D6CE,
                                              0x8C5A44, 0x2E3640, 0xA89468, 0x566B8A};

struct Patch {
    float x, y, half_w, half_h, blur;
    Colour colour;
    bool round;
};

// A soft-edged box or disc, 0..1.
float covers(const Patch& p, float x, float y) {
    if (p.round) {
        const float r = std::hypot((x - p.x) / p.half_w, (y - p.y) / p.half_h);
        return 1.0F - smoothstep(1.0F - p.blur / p.half_w, 1.0F + p.blur / p.half_w, r);
    }
    const float dx = 1.0F - smoothstep(-p.blur, p.blur, std::abs(x - p.x) - p.half_w);
    const float dy = 1.0F - smoothstep(-p.blur, p.blur, std::abs(y - p.y) - p.half_h);
    return dx * dy;
}

// A wall with a window or picture, shelves, a plant: units of the picture's height, origin in the middle.
std::vector<Patch> furnish(Random& random) {
    const auto thing = [&] { return from_srgb(things[random.below(things.size())]); };
    std::vector<Patch> out;
    const float floor = random.between(0.36F, 0.6F);
    out.push_back(
        {0.0F, floor + 0.5F, 3.0F, 0.5F, 0.02F, from_srgb(0x6B5D4E) * random.between(0.5F, 1.1F), false});
    const float window = random.between(-0.8F, 0.8F);
    if (random.chance(0.45F)) {
        out.push_back({window, -0.22F, 0.24F, 0.26F, 0.02F, Colour{0.9F, 0.9F, 0.86F}, false});
        out.push_back({window, -0.22F, 0.215F, 0.235F, 0.02F, Colour{1.15F, 1.25F, 1.35F}, false});
        out.push_back({window, -0.22F, 0.012F, 0.235F, 0.012F, Colour{0.8F, 0.8F, 0.78F}, false});
    } else {
        out.push_back({window, -0.2F, 0.2F, 0.14F, 0.015F, Colour{0.05F, 0.05F, 0.05F}, false});
        out.push_back({window, -0.2F, 0.175F, 0.115F, 0.02F, thing() * 1.2F, false});
        out.push_back({window + 0.03F, -0.15F, 0.12F, 0.05F, 0.03F, thing(), false});
    }
    const float shelf = window > 0.0F ? random.between(-0.85F, -0.3F) : random.between(0.3F, 0.85F);
    const float base = random.between(-0.1F, 0.15F);
    out.push_back({shelf, base, 0.3F, 0.018F, 0.012F, from_srgb(0x6A5038), false});
    float x = shelf - 0.26F;
    while (x < shelf + 0.24F) {
        const float w = random.between(0.012F, 0.03F);
        const float h = random.between(0.06F, 0.12F);
        if (random.chance(0.8F))
            out.push_back({x + w, base - 0.02F - h, w * 0.8F, h, 0.008F, thing(), false});
        x += 2.2F * w;
    }
    const float plant = random.between(-0.85F, 0.85F);
    for (int i = 0; i < 7; ++i)
        out.push_back({plant + random.between(-0.1F, 0.1F), floor - random.between(0.0F, 0.26F),
                       random.between(0.03F, 0.07F), random.between(0.04F, 0.09F), 0.02F,
                       from_srgb(0x3E5A38) * random.between(0.6F, 1.3F), true});
    out.push_back({plant, floor + 0.07F, 0.07F, 0.07F, 0.015F, from_srgb(0x9A7A5E), false});
    return out;
}

}  // namespace

Backdrop::Backdrop(std::uint64_t seed, int width, int height)
    : width_(width),
      height_(height),
      small_width_((width + 3) / 4 + 1),
      small_height_((height + 3) / 4 + 1),
      exposed_(width, height) {
    Random random(seed);
    const Colour wall = from_srgb(walls[random.below(walls.size())]) * random.between(0.6F, 0.95F);
    const float slope = random.between(-0.25F, 0.25F);
    const auto patches = furnish(random);
    const auto count = static_cast<std::size_t>(small_width_) * static_cast<std::size_t>(small_height_);
    albedo_.reserve(count);
    for (int row = 0; row < small_height_; ++row)
        for (int column = 0; column < small_width_; ++column) {
            const float scale = 4.0F / static_cast<float>(height);
            const float x = (static_cast<float>(column) - 0.5F * static_cast<float>(small_width_)) * scale;
            const float y = (static_cast<float>(row) - 0.5F * static_cast<float>(small_height_)) * scale;
            Colour c = wall * (0.85F + slope * x - 0.2F * y);
            for (const Patch& patch : patches)
                c = mix(c, patch.colour, covers(patch, x, y));
            albedo_.push_back(c);
        }
    for (auto* plane : {&luma_, &cb_, &cr_})
        plane->resize(count);
}

bool Backdrop::expose(Colour light) {
    // Half a per cent of signal is a quarter of a code value.
    if (std::abs(light.g - last_) < 0.006F * light.g) return false;
    last_ = light.g;
    for (std::size_t i = 0; i < albedo_.size(); ++i) {
        const Code c = encode(albedo_[i] * light);
        luma_[i] = c.luma;
        cb_[i] = c.cb;
        cr_[i] = c.cr;
    }
    enlarge();
    return true;
}

void Backdrop::enlarge() {
    const auto small = [this](int row) {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(small_width_);
    };
    std::vector<float> line(static_cast<std::size_t>(small_width_));
    for (int row = 0; row < height_; ++row) {
        const float t = static_cast<float>(row % 4) * 0.25F;
        const float* above = luma_.data() + small(row / 4);
        const float* below = luma_.data() + small(row / 4 + 1);
        for (std::size_t i = 0; i < line.size(); ++i)
            line[i] = mix(above[i], below[i], t) + 0.5F;
        std::uint8_t* out = exposed_.luma(row);
        for (int x = 0; x < width_; ++x) {
            const auto i = static_cast<std::size_t>(x) / 4;
            out[x] = static_cast<std::uint8_t>(mix(line[i], line[i + 1], static_cast<float>(x % 4) * 0.25F));
        }
    }
    for (int row = 0; row < height_ / 2; ++row) {
        std::uint8_t* out = exposed_.chroma(row);
        for (int x = 0; x < width_ / 2; ++x) {
            const std::size_t i = small(row / 2) + static_cast<std::size_t>(x / 2);
            out[2 * x] = static_cast<std::uint8_t>(cb_[i] + 0.5F);
            out[2 * x + 1] = static_cast<std::uint8_t>(cr_[i] + 0.5F);
        }
    }
}

void Backdrop::restore(Canvas& canvas, const Rect& area) {
    if (area.empty()) return;
    const auto bytes = static_cast<std::size_t>(area.right - area.left);
    for (int row = area.top; row < area.bottom; ++row)
        std::memcpy(canvas.luma(row) + area.left, exposed_.luma(row) + area.left, bytes);
    for (int row = area.top / 2; row < area.bottom / 2; ++row)
        std::memcpy(canvas.chroma(row) + area.left, exposed_.chroma(row) + area.left, bytes);
}

}  // namespace verikiosk::simulator
