// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/card.hpp"

#include "drivers/simulator/head_paint.hpp"

namespace verikiosk::simulator {
namespace {

constexpr float half_width = 10.5F;  // cm, A4 upright
constexpr float half_height = 14.0F;
constexpr float border = 0.6F;

// Light on the sheet as a factor of tone per code value of the print.
struct Reproduction {
    std::array<std::uint8_t, 256> luma{};
    float cb = 0.0F;
    float cr = 0.0F;
};

Reproduction reproduce(const Pose& pose, const Illumination& light) {
    const Vec3 n = pose.turn({0.0F, 0.0F, 1.0F});
    const float key = std::max(dot(n, light.direction), 0.0F);
    const float near = screen_reference * screen_reference / std::max(pose.distance * pose.distance, 100.0F);
    const Colour lux = light.ambient * 0.85F + light.key * key + light.screen * near;
    Reproduction out;
    for (std::size_t i = 0; i < 256; ++i) {
        // Ink on paper: nothing is darker than 5 % or lighter than 78 %.
        const float code = std::clamp((static_cast<float>(i) - 16.0F) / 219.0F, 0.0F, 1.0F);
        const float albedo = 0.05F + 0.73F * std::pow(code, 2.2F);
        const float signal = albedo * light.exposure * (0.3F * lux.r + 0.59F * lux.g + 0.11F * lux.b);
        out.luma[i] = static_cast<std::uint8_t>(16.0F + 219.0F * tone(signal));
    }
    const Code tint = encode(lux * (0.4F * light.exposure));
    out.cb = tint.cb - 128.0F;
    out.cr = tint.cr - 128.0F;
    return out;
}

// Two thumbs hold the lower corners.
bool under_thumb(float u, float v) {
    const float x = (half_width - std::abs(u)) - 0.8F;
    const float y = v - 9.5F;
    const float along_thumb = std::clamp(0.45F * x + 0.89F * y, -0.5F, 9.0F);
    const float dx = x - 0.45F * along_thumb + 1.2F;
    const float dy = y - 0.89F * along_thumb;
    return dx * dx + dy * dy < 1.0F;
}

}  // namespace

Card::Card(const Person& person, std::uint64_t seed)
    : hand_(Random(seed).fork(40), 42.0F, 52.0F, {0.7F, 0.5F, 1.0F, 5.0F, 4.0F, 1.5F}) {
    print(person);
}

void Card::print(const Person& person) {
    constexpr int taken_width = 1280;
    constexpr int taken_height = 720;
    Scene studio;
    studio.ambient_lux = 800.0F;
    studio.background_seed = 7;
    Renderer camera(studio, taken_width, taken_height, person.texture_seed);
    std::vector<std::unique_ptr<Figure>> people;
    people.push_back(std::make_unique<Figure>(person));
    Stance pose;
    pose.place.distance = 62.0F;
    pose.place.y = -1.0F;
    std::vector<std::uint8_t> luma(static_cast<std::size_t>(taken_width) * taken_height);
    std::vector<std::uint8_t> chroma(luma.size() / 2);
    for (int frame = 0; frame < 12; ++frame)  // until the exposure has settled
        camera.render(frame / 30.0, people, {&pose, 1}, nullptr,
                      {luma.data(), taken_width, chroma.data(), taken_width});
    constexpr int left = (taken_width - width) / 2;
    constexpr int top = (taken_height - height) / 2;
    for (int row = 0; row < height; ++row)
        luma_.insert(luma_.end(), luma.begin() + (top + row) * taken_width + left,
                     luma.begin() + (top + row) * taken_width + left + width);
    for (int row = 0; row < height / 2; ++row)
        chroma_.insert(chroma_.end(), chroma.begin() + (top / 2 + row) * taken_width + left,
                       chroma.begin() + (top / 2 + row) * taken_width + left + width);
}

Rect Card::draw(double seconds, const Lens& lens, const Illumination& light, Canvas& canvas) {
    const Pose pose = hand_.at(seconds);
    const ToSheet map(pose);
    const Reproduction ink = reproduce(pose, light);
    const Rect area = reach_of(pose, half_width + 3.0F, half_height + 6.0F, lens, canvas);
    constexpr float per_cm_x = width / (2.0F * half_width);
    constexpr float per_cm_y = height / (2.0F * half_height);
    for (int row = area.top; row < area.bottom; ++row) {
        const float dy = (static_cast<float>(row) + 0.5F - lens.middle_y) / lens.focal;
        for (int x = area.left; x < area.right; ++x) {
            const Vec3 ray{(static_cast<float>(x) + 0.5F - lens.middle_x) / lens.focal, dy, 1.0F};
            const auto [u, v] = map(ray);
            const bool inside = std::abs(u) < half_width && std::abs(v) < half_height;
            const bool thumb = under_thumb(u, v);
            if (!inside && !thumb) continue;
            const bool paper = std::abs(u) > half_width - border || std::abs(v) > half_height - border;
            const float tx = std::clamp((u + half_width) * per_cm_x - 0.5F, 0.0F, width - 1.01F);
            const float ty = std::clamp((v + half_height) * per_cm_y - 0.5F, 0.0F, height - 1.01F);
            const auto ix = static_cast<std::size_t>(tx);
            const auto iy = static_cast<std::size_t>(ty);
            const std::uint8_t* texel = luma_.data() + iy * width + ix;
            const float fx = tx - static_cast<float>(ix);
            const float fy = ty - static_cast<float>(iy);
            float code = mix(mix(texel[0], texel[1], fx), mix(texel[width], texel[width + 1], fx), fy);
            if (paper) code = 235.0F;
            if (thumb) code = 150.0F;
            canvas.luma(row)[x] = ink.luma[static_cast<std::size_t>(code)];
            if (((row | x) & 1) != 0) continue;
            const std::uint8_t* colour = chroma_.data() + (iy / 2) * width + (ix & ~std::size_t{1});
            float cb = 0.85F * (static_cast<float>(colour[0]) - 128.0F);
            float cr = 0.85F * (static_cast<float>(colour[1]) - 128.0F);
            if (paper) cb = cr = 0.0F;
            if (thumb) cb = -12.0F, cr = 18.0F;
            canvas.chroma(row / 2)[x] =
                static_cast<std::uint8_t>(std::clamp(128.0F + cb + ink.cb, 0.0F, 255.0F));
            canvas.chroma(row / 2)[x + 1] =
                static_cast<std::uint8_t>(std::clamp(128.0F + cr + ink.cr, 0.0F, 255.0F));
        }
    }
    return area;
}

}  // namespace verikiosk::simulator
