// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/card.hpp"

#include "drivers/simulator/head_paint.hpp"

namespace verikiosk::simulator {
namespace {

constexpr float half_width = 10.5F;  // cm, A4 upright
constexpr float half_height = 14.0F;
constexpr float border = 0.6F;

// Maps a pixel to the sheet: u and v in cm from its middle. Rows of the inverse of [U V P].
struct ToSheet {
    Vec3 u;
    Vec3 v;
    Vec3 w;
};

Vec3 cross(Vec3 a, Vec3 b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

// The sheet's axes and middle in the camera's frame give the homography; its inverse by cofactors.
ToSheet to_sheet(const Pose& pose) {
    const Vec3 p = pose({0.0F, 0.0F, 0.0F});
    const Vec3 u = pose({1.0F, 0.0F, 0.0F}) - p;
    const Vec3 v = pose({0.0F, 1.0F, 0.0F}) - p;
    const float determinant = dot(u, cross(v, p));
    const float inverse = std::abs(determinant) > 1e-6F ? 1.0F / determinant : 0.0F;
    return {cross(v, p) * inverse, cross(p, u) * inverse, cross(u, v) * inverse};
}

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

float Card::Motion::at(double seconds) const {
    const auto turn = static_cast<float>(std::fmod(seconds * static_cast<double>(pace), 1000.0)) * 6.2831853F;
    return amount * (0.7F * std::sin(turn + phase) + 0.3F * std::sin(2.7F * turn + 2.0F * phase));
}

Card::Card(const Person& person, std::uint64_t seed) : distance_(0.0F) {
    Random random = Random(seed).fork(40);
    distance_ = random.between(42.0F, 52.0F);
    constexpr std::array<float, 6> amounts{0.7F, 0.5F, 1.0F, 5.0F, 4.0F, 1.5F};
    for (std::size_t i = 0; i < hand_.size(); ++i)
        hand_[i] = {amounts[i] * random.between(0.7F, 1.3F), random.between(0.15F, 0.5F),
                    random.between(0.0F, 6.28F)};
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

Pose Card::held(double t) const {
    Pose pose;
    pose.turn = rotation(hand_[3].at(t), hand_[4].at(t), hand_[5].at(t));
    pose.x = hand_[0].at(t);
    pose.y = hand_[1].at(t);
    pose.distance = distance_ + hand_[2].at(t);
    return pose;
}

Rect Card::draw(double seconds, const Lens& lens, const Illumination& light, Canvas& canvas) {
    const Pose pose = held(seconds);
    const ToSheet map = to_sheet(pose);
    const Reproduction ink = reproduce(pose, light);
    float left = 1e9F, right = -1e9F, top = 1e9F, bottom = -1e9F;
    for (const float su : {-1.0F, 1.0F})
        for (const float sv : {-1.0F, 1.0F}) {
            const Vec3 p = pose({su * (half_width + 3.0F), sv * (half_height + 6.0F), 0.0F});
            const float scale = lens.focal / std::max(p.z, 5.0F);
            left = std::min(left, lens.middle_x + scale * p.x);
            right = std::max(right, lens.middle_x + scale * p.x);
            top = std::min(top, lens.middle_y + scale * p.y);
            bottom = std::max(bottom, lens.middle_y + scale * p.y);
        }
    const auto even = [](float value, int limit) {
        return static_cast<int>(std::clamp(value, 0.0F, static_cast<float>(limit))) & ~1;
    };
    const Rect area{even(left, canvas.width()), even(top, canvas.height()),
                    even(right + 2.0F, canvas.width()), even(bottom + 2.0F, canvas.height())};
    constexpr float per_cm_x = width / (2.0F * half_width);
    constexpr float per_cm_y = height / (2.0F * half_height);
    for (int row = area.top; row < area.bottom; ++row) {
        const float dy = (static_cast<float>(row) + 0.5F - lens.middle_y) / lens.focal;
        for (int x = area.left; x < area.right; ++x) {
            const Vec3 ray{(static_cast<float>(x) + 0.5F - lens.middle_x) / lens.focal, dy, 1.0F};
            const float w = 1.0F / dot(map.w, ray);
            const float u = dot(map.u, ray) * w;
            const float v = dot(map.v, ray) * w;
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
