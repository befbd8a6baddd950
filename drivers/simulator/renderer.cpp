// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/renderer.hpp"

namespace verikiosk::simulator {
namespace {

Rect united(const Rect& a, const Rect& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

}  // namespace

Renderer::Renderer(const Scene& scene, int width, int height, std::uint64_t seed, const CameraModel& model)
    : scene_(scene),
      skin_(model.skin),
      lens_(Lens::of(width, height)),
      canvas_(width, height),
      backdrop_(scene.background_seed, width, height),
      noise_(Random(seed).fork(20).bits(), model),
      exposure_(scene.ambient_lux, model.metering_pace),
      drift_phase_(Random(seed).fork(21).between(0.0F, 6.28F)) {}

Illumination Renderer::illuminate(double seconds) const {
    // Clouds and mains: the room's light is never quite steady.
    const auto t = static_cast<float>(std::fmod(seconds, 3600.0));
    const float drift = 1.0F + 0.012F * std::sin(0.7F * t + drift_phase_) + 0.006F * std::sin(2.3F * t);
    Illumination light;
    const float lux = scene_.ambient_lux * drift;
    light.ambient = scene_.light * (lux * (1.0F - scene_.key_share));
    light.key = scene_.light * (lux * scene_.key_share * 1.35F);
    light.direction = normalised(scene_.key_direction);
    light.screen = screen_;
    light.skin = skin_;
    light.exposure = sensitivity * exposure_.now().seconds * exposure_.now().gain;
    return light;
}

// Where the first person's face is.
Rect Renderer::face_area(std::span<const std::unique_ptr<Figure>> people,
                         std::span<const Stance> stances) const {
    for (std::size_t i = 0; i < std::min(people.size(), stances.size()); ++i) {
        if (!stances[i].present) continue;
        const PicturePoint right = people[i]->landmark(Landmark::eye_right_outer, lens_);
        const PicturePoint left = people[i]->landmark(Landmark::eye_left_outer, lens_);
        const PicturePoint chin = people[i]->landmark(Landmark::chin, lens_);
        const auto pixel = [](float value) {
            return static_cast<int>(std::clamp(value, -10000.0F, 10000.0F));
        };
        return {pixel(std::min(right.x, left.x)), pixel(right.y - 0.5F * (chin.y - right.y)),
                pixel(std::max(right.x, left.x)), pixel(chin.y)};
    }
    return {};
}

Exposure Renderer::render(double seconds, std::span<const std::unique_ptr<Figure>> people,
                          std::span<const Stance> stances, Prop* prop, const FrameMemory& out) {
    const Exposure taken = exposure_.now();
    const Illumination light = illuminate(seconds);
    const Colour white = (light.ambient + light.key * 0.5F) * (0.9F * light.exposure);
    backdrop_.restore(canvas_, backdrop_.expose(white) ? canvas_.whole() : dirty_);
    canvas_.clear_depth(dirty_);
    const std::size_t count = std::min(people.size(), stances.size());
    for (std::size_t i = 0; i < count; ++i)
        if (stances[i].present) people[i]->draw(stances[i], lens_, light, painter_, canvas_);
    dirty_ = painter_.take_touched(canvas_);
    if (prop != nullptr) dirty_ = united(dirty_, prop->draw(seconds, lens_, light, canvas_));
    noise_.develop(canvas_, dirty_, taken.gain, out.luma, out.luma_stride, out.chroma, out.chroma_stride);
    exposure_.meter(canvas_, face_area(people, stances));
    return taken;
}

}  // namespace verikiosk::simulator
