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

// Width over height.
float shape_of(Medium medium) {
    const auto lit = [](Device device) {
        const Panel panel = panel_of(device, careful);
        return panel.half_width / panel.half_height;
    };
    switch (medium) {
        case Medium::phone:
            return lit(Device::phone);
        case Medium::tablet:
            return lit(Device::tablet);
        case Medium::monitor:
            return lit(Device::monitor);
        case Medium::print:
        case Medium::print_bent:
            break;
    }
    const Paper paper = paper_of(careful, false);
    return paper.half_width / paper.half_height;
}

}  // namespace

Picture framed_for(Medium medium, const Picture& picture, const Rect& face) {
    // A box from brows to chin is about half as tall as what a medium shows of a person.
    const int tall = std::clamp(face.bottom - face.top, 2, picture.height());
    const int height = std::clamp(2 * tall, 16, 4096);
    const int width = std::clamp(static_cast<int>(static_cast<float>(height) * shape_of(medium)), 16, 8192);
    const int left = (face.left + face.right - width) / 2;
    const int top = (face.top + face.bottom - height) / 2;
    return picture.framed({left, top, left + width, top + height});
}

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
