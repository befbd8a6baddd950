// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/injected_feed.hpp"

#include <cstring>

#include "drivers/simulator/retouch.hpp"
#include "drivers/simulator/screens.hpp"

namespace verikiosk::simulator {
namespace {

using Content = InjectionMake::Content;
using Lit = InjectionMake::Lit;
using Told = InjectionMake::Told;
using Exposed = InjectionMake::Exposed;

constexpr double frame_seconds = 1.0 / 30.0;
constexpr double slow_frame_seconds = 1.0 / 25.0;
// What a virtual camera that knows nothing says of each frame.
constexpr Exposure made_up{1.0F / 60.0F, 1.0F};

void copy(const Picture& picture, const FrameMemory& out) {
    const auto bytes = static_cast<std::size_t>(picture.width());
    for (int row = 0; row < picture.height(); ++row)
        std::memcpy(out.luma + static_cast<std::size_t>(row) * out.luma_stride, picture.luma(row), bytes);
    for (int row = 0; row < picture.height() / 2; ++row)
        std::memcpy(out.chroma + static_cast<std::size_t>(row) * out.chroma_stride, picture.chroma(row),
                    bytes);
}

Visitor who_is_filmed(const Visitor& visitor) {
    Visitor who = filmed(visitor.person, visitor.start.distance, visitor.seed ^ 0x1213C7EDULL);
    who.start.y = visitor.start.y;
    return who;
}

}  // namespace

InjectedFeed::InjectedFeed(const Visitor& visitor, const ActOptions& options, const InjectionMake& make)
    : make_(make),
      who_(who_is_filmed(visitor)),
      model_(camera_model(options.variant)),
      script_(Random(visitor.seed).fork(45), make.content != Content::anything),
      cues_(static_cast<double>(Random(visitor.seed).fork(46).between(make.quickest, make.slowest)),
            Cue::none),
      lights_(static_cast<double>(Random(visitor.seed).fork(47).between(make.quickest, make.slowest)),
              Colour{}),
      seed_(visitor.seed) {
    model_.skin.flat_screen = make.lit == Lit::flat ? 1.0F : 0.0F;
    Behaviour once(who_.start, who_.seed, true);
    const auto frames = static_cast<int>(make.loop / frame_seconds);
    for (int i = 0; i < frames; ++i) {
        once.cue(script_.at(i * frame_seconds));
        stances_of_loop_.push_back(once.advance(frame_seconds));
    }
}

void InjectedFeed::advance(double seconds) {
    elapsed_ += seconds;
    step_ += seconds;
}

Feed& InjectedFeed::open(int width, int height) {
    if (!feed_) {
        feed_.emplace(who_, width, height, model_);
        Picture unused(width, height);
        for (int i = 0; i < 10; ++i)  // it has been running for a while
            feed_->take(unused.memory());
        if (!stances_of_loop_.empty()) feed_->exposure().lock();
    }
    return *feed_;
}

Cue InjectedFeed::wanted() {
    if (make_.content == Content::answering || make_.content == Content::clips) return cues_.at(elapsed_);
    return script_.at(elapsed_);
}

void InjectedFeed::step_live() {
    const Cue cue = wanted();
    if (make_.content == Content::clips && cue != last_clip_) feed_->cut(seed_ + frame_);
    last_clip_ = cue;
    feed_->cue(cue);
    feed_->advance(make_.repeats ? slow_frame_seconds : step_);
}

void InjectedFeed::step_loop() {
    const std::uint64_t length = stances_of_loop_.size();
    const std::uint64_t at = frame_ % length;
    const bool back = make_.there_and_back && (frame_ / length) % 2 == 1;
    const std::uint64_t shown = back ? length - 1 - at : at;
    // The very same bytes only come out of the very same start.
    if (at == 0 && !make_.fresh_noise) {
        const Exposure kept = feed_->exposure().now();
        feed_->rewind();
        feed_->exposure().hold(kept);
    }
    feed_->recall(stances_of_loop_[shown], frame_seconds * static_cast<double>(shown));
}

void InjectedFeed::obey(const CameraOrders& orders) {
    orders_.push_back(orders);
    const auto late = static_cast<std::size_t>(make_.orders_late);
    if (orders_.size() <= late) return;
    obeyed_ = orders_.front();
    orders_.pop_front();
    if (make_.exposed == Exposed::own) return;
    ExposureControl& control = feed_->exposure();
    if (obeyed_.exposure && !before_orders_) before_orders_ = control.now();
    if (make_.exposed == Exposed::taken && obeyed_.exposure) {
        control.hold(*obeyed_.exposure);
    } else if (obeyed_.locked || obeyed_.exposure) {
        control.lock();
    } else {
        control.release();
        before_orders_.reset();
    }
}

void InjectedFeed::retouch(const FrameMemory& out, int width, int height) {
    if (make_.lit == Lit::all_over)
        tint(out, width, height, tint_of(lights_.at(elapsed_), who_.scene.ambient_lux));
    if (make_.exposed != Exposed::brightened || !obeyed_.exposure || !before_orders_) return;
    const auto product = [](const Exposure& e) { return e.seconds * e.gain; };
    brighten(out, width, height, product(*obeyed_.exposure) / product(*before_orders_));
}

Injection::Claim InjectedFeed::take(const FrameMemory& out, int width, int height,
                                    const CameraOrders& orders) {
    Feed& feed = open(width, height);
    obey(orders);
    // A frame of 25 a second stays for two of 30.
    const bool again = make_.repeats && frame_ % 6 == 5;
    if (again && last_) {
        copy(*last_, out);
    } else {
        if (make_.lit == Lit::flat || make_.lit == Lit::shaped) feed.light(lights_.at(elapsed_));
        stances_of_loop_.empty() ? step_live() : step_loop();
        step_ = 0.0;
        taken_ = feed.take(out);
        retouch(out, width, height);
        if (make_.repeats)
            last_ =
                Picture::of_planes(out.luma, out.luma_stride, out.chroma, out.chroma_stride, width, height);
    }
    ++frame_;
    Claim claim{taken_, make_.steady};
    if (make_.told == Told::constant) claim.exposure = made_up;
    if (make_.told == Told::ordered && obeyed_.exposure) claim.exposure = *obeyed_.exposure;
    return claim;
}

}  // namespace verikiosk::simulator
