// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/feed.hpp"

namespace verikiosk::simulator {

Feed::Feed(const Visitor& who, int width, int height, const CameraModel& model)
    : who_(who),
      width_(width),
      height_(height),
      model_(model),
      behaviour_(who.start, who.seed, true),
      stance_(behaviour_.stance()),
      renderer_(camera()) {
    people_.push_back(std::make_unique<Figure>(who.person));
}

Renderer Feed::camera() const {
    return {who_.scene, width_, height_, who_.seed, model_};
}

void Feed::advance(double seconds) {
    elapsed_ += seconds;
    stance_ = behaviour_.advance(seconds);
}

Exposure Feed::take(const FrameMemory& out) {
    return renderer_.render(elapsed_, people_, {&stance_, 1}, nullptr, out);
}

void Feed::cut(std::uint64_t seed) {
    Placement start = stance_.place;
    Random random = Random(seed).fork(33);
    start.x += random.between(-1.5F, 1.5F);
    start.y += random.between(-1.0F, 1.0F);
    start.distance += random.between(-3.0F, 3.0F);
    start.yaw = start.pitch = start.roll = 0.0F;
    behaviour_ = Behaviour(start, seed, true);
}

void Feed::recall(const Stance& stance, double seconds) {
    stance_ = stance;
    elapsed_ = seconds;
}

void Feed::rewind() {
    renderer_ = camera();
}

Visitor filmed(const Person& person, float distance, std::uint64_t seed) {
    Visitor out = draw_visitor(seed);
    out.person = person;
    out.scene.ambient_lux = std::clamp(out.scene.ambient_lux, 150.0F, 600.0F);
    out.start = Placement{};
    out.start.distance = distance;
    return out;
}

}  // namespace verikiosk::simulator
