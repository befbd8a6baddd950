// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/screens.hpp"

#include "drivers/simulator/feed.hpp"
#include "drivers/simulator/late.hpp"
#include "drivers/simulator/script.hpp"

namespace verikiosk::simulator {
namespace {

struct Range {
    float low;
    float high;
    [[nodiscard]] double draw(Random random) const { return static_cast<double>(random.between(low, high)); }
};

struct Show {
    Device device;
    bool live;      // the person on it answers
    Range lag;      // of the live one, seconds
    bool sensible;  // the recorded one's plan
    bool tinted;    // the picture takes on the kiosk's colour
    int width;      // of the picture shown
    int height;
};

// What is shown, by skill. `live` from the start only where that is the attack.
Show show_of(Device device, int skill, bool live) {
    constexpr std::array<Range, 4> lags{{{0.4F, 0.5F}, {0.15F, 0.5F}, {0.15F, 0.3F}, {0.15F, 0.2F}}};
    Show show{device,
              live || skill >= knows_the_design,
              lags[static_cast<std::size_t>(skill - 1)],
              skill >= careful,
              skill == has_our_code,
              640,
              360};
    if (skill >= knows_the_design) show.width = 960, show.height = 540;
    return show;
}

// How far off the camera the person on it was, so that the face has a visitor's size before the kiosk.
float filmed_from(Device device, int skill) {
    if (device == Device::phone) return 68.0F;
    return skill == naive ? 56.0F : 76.0F;
}

// A recording does not come nearer when asked, so its holder does; a person who answers needs no help.
Obedience moves(const Show& show, int skill) {
    return skill == naive || show.live ? Obedience::none : Obedience::places;
}

class ReplayAct : public Act {
  public:
    ReplayAct(const Visitor& visitor, const ActOptions& options, const Show& show)
        : show_(show),
          who_(filmed(visitor.person, filmed_from(show.device, options.skill), visitor.seed ^ 0xF11EDULL)),
          feed_(who_, show.width, show.height, camera_model(options.variant)),
          script_(Random(visitor.seed).fork(45), show.sensible),
          bearer_(bearer_of_screen(show.device, options.skill, moves(show, options.skill), visitor.seed)),
          picture_(show.width, show.height),
          cues_(show.lag.draw(Random(visitor.seed).fork(46)), Cue::none),
          lights_(Range{0.1F, 0.15F}.draw(Random(visitor.seed).fork(47)), Colour{}) {
        auto display = std::make_unique<Display>(panel_of(show.device, options.skill));
        display_ = display.get();
        prop_ = std::move(display);
        // Whoever films starts before the picture is shown: by then the exposure has settled.
        for (int i = 0; i < 10; ++i)
            feed_.take(picture_.memory());
        display_->show(picture_);
        display_->hold(bearer_.pose());
    }

    void cue(Cue asked) override {
        bearer_.cue(asked);
        cues_.say(asked, elapsed_);
    }
    void light(Colour lux) override { lights_.say(lux, elapsed_); }

    void advance(double seconds) override {
        elapsed_ += seconds;
        feed_.cue(show_.live ? cues_.at(elapsed_) : script_.at(elapsed_));
        feed_.advance(seconds);
        feed_.take(picture_.memory());
        if (show_.tinted) display_->tint(tint_of(lights_.at(elapsed_), who_.scene.ambient_lux));
        bearer_.advance(seconds);
        display_->hold(bearer_.pose());
    }

  private:
    Show show_;
    Visitor who_;
    Feed feed_;
    Script script_;
    Bearer bearer_;
    Picture picture_;
    Late<Cue> cues_;
    Late<Colour> lights_;
    Display* display_ = nullptr;
    double elapsed_ = 0.0;
};

std::unique_ptr<Act> make_replay(Device device, const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<ReplayAct>(visitor, options, show_of(device, options.skill, false));
}

}  // namespace

Panel panel_of(Device device, int skill) {
    Panel panel;
    switch (device) {
        case Device::phone:
            break;
        case Device::tablet:
            panel.half_width = 11.2F, panel.half_height = 7.0F, panel.bezel = 0.8F, panel.pitch = 0.0117F;
            break;
        case Device::monitor:
            panel.half_width = 26.5F, panel.half_height = 14.9F, panel.bezel = 1.2F, panel.pitch = 0.0276F;
            break;
    }
    // Dim, with a curve that saves power; as bought; with an anti-glare film; measured and set right.
    if (skill == naive) panel.white_nits = 120.0F, panel.gamma = 2.5F, panel.black_nits = 1.0F;
    if (skill >= knows_the_design) {
        panel.mirror = 0.008F, panel.matt = 0.012F, panel.blur = 0.12F;
        panel.pitch *= 0.6F;
        panel.white_nits = 350.0F;
    }
    if (skill == has_our_code) panel.black_nits = 0.05F;
    return panel;
}

Bearer bearer_of_screen(Device device, int skill, Obedience obedience, std::uint64_t seed) {
    constexpr Hand::Sway hand{0.6F, 0.5F, 0.8F, 4.0F, 4.0F, 2.0F};
    constexpr Hand::Sway two_hands{0.25F, 0.2F, 0.3F, 1.5F, 1.5F, 0.8F};
    constexpr Hand::Sway stand{0.02F, 0.02F, 0.03F, 0.1F, 0.1F, 0.05F};
    const auto row = static_cast<std::size_t>(device);
    // The distance at which the edges just leave the picture is 0.9 of the lit width.
    constexpr std::array<Range, 3> shown_whole{{{24.0F, 29.0F}, {30.0F, 36.0F}, {62.0F, 72.0F}}};
    constexpr std::array<Range, 3> filling{{{20.0F, 24.0F}, {16.5F, 18.5F}, {40.0F, 44.0F}}};
    const Range at = skill == naive ? shown_whole[row] : filling[row];
    const Hand::Sway& sway =
        skill == naive && device != Device::monitor ? hand : (skill == careful ? two_hands : stand);
    return {Hand(Random(seed).fork(48), at.low, at.high, sway), obedience, seed};
}

Colour tint_of(Colour light, float ambient_lux) {
    // About two thirds of a room's light reach a face's front.
    const float share = 1.0F / (0.65F * std::max(ambient_lux, 1.0F));
    return Colour{1.0F, 1.0F, 1.0F} + light * share;
}

std::unique_ptr<Act> make_replay_phone(const Visitor& visitor, const ActOptions& options) {
    return make_replay(Device::phone, visitor, options);
}
std::unique_ptr<Act> make_replay_tablet(const Visitor& visitor, const ActOptions& options) {
    return make_replay(Device::tablet, visitor, options);
}
std::unique_ptr<Act> make_replay_monitor(const Visitor& visitor, const ActOptions& options) {
    return make_replay(Device::monitor, visitor, options);
}
std::unique_ptr<Act> make_replay_live(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<ReplayAct>(visitor, options, show_of(Device::tablet, options.skill, true));
}

}  // namespace verikiosk::simulator
