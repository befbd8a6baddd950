// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/recapture.hpp"

#include "drivers/simulator/prints.hpp"
#include "drivers/simulator/screens.hpp"

namespace verikiosk::simulator {
namespace {

// More detail than a sheet's thousand pixels in the picture can show would only alias.
constexpr int enough_rows = 1100;

Picture reduced(const Picture& picture) {
    Picture out = picture;
    while (out.height() > enough_rows)
        out = out.halved();
    return out;
}

class OnPaper : public Recapture {
  public:
    OnPaper(const Picture& first, int skill, bool bent, std::uint64_t seed)
        : bearer_(bearer_of_print(skill, seed)) {
        auto card = std::make_unique<Card>(reduced(first), paper_of(skill, bent));
        card_ = card.get();
        prop_ = std::move(card);
        card_->hold(bearer_.pose());
    }
    void show(const Picture& picture) override { card_->show(reduced(picture)); }
    void cue(Cue asked) override { bearer_.cue(asked); }
    void advance(double seconds) override {
        bearer_.advance(seconds);
        card_->hold(bearer_.pose());
    }

  private:
    Bearer bearer_;
    Card* card_;
};

class OnScreen : public Recapture {
  public:
    OnScreen(const Picture& first, int skill, Device device, std::uint64_t seed)
        : bearer_(
              bearer_of_screen(device, skill, skill == naive ? Obedience::none : Obedience::places, seed)),
          picture_(reduced(first)) {
        auto display = std::make_unique<Display>(panel_of(device, skill));
        display_ = display.get();
        prop_ = std::move(display);
        display_->show(picture_);
        display_->hold(bearer_.pose());
    }
    void show(const Picture& picture) override { picture_ = reduced(picture); }
    void cue(Cue asked) override { bearer_.cue(asked); }
    void advance(double seconds) override {
        bearer_.advance(seconds);
        display_->hold(bearer_.pose());
    }

  private:
    Bearer bearer_;
    Picture picture_;
    Display* display_;
};

}  // namespace

std::unique_ptr<Recapture> make_recapture(Medium medium, const Picture& first, int skill,
                                          std::uint64_t seed) {
    const int known = std::clamp(skill, naive, has_our_code);
    switch (medium) {
        case Medium::print:
        case Medium::print_bent:
            return std::make_unique<OnPaper>(first, known, medium == Medium::print_bent, seed);
        case Medium::phone:
            return std::make_unique<OnScreen>(first, known, Device::phone, seed);
        case Medium::tablet:
            return std::make_unique<OnScreen>(first, known, Device::tablet, seed);
        case Medium::monitor:
            break;
    }
    return std::make_unique<OnScreen>(first, known, Device::monitor, seed);
}

}  // namespace verikiosk::simulator
