// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/prints.hpp"

#include "drivers/simulator/people.hpp"
#include "drivers/simulator/studio.hpp"

namespace verikiosk::simulator {
namespace {

class PrintAct : public Act {
  public:
    PrintAct(const Visitor& visitor, int skill, bool bent) : bearer_(bearer_of_print(skill, visitor.seed)) {
        auto card = std::make_unique<Card>(take_portrait(visitor.person).picture, paper_of(skill, bent));
        card_ = card.get();
        prop_ = std::move(card);
        card_->hold(bearer_.pose());
    }
    void cue(Cue asked) override { bearer_.cue(asked); }
    void advance(double seconds) override {
        bearer_.advance(seconds);
        card_->hold(bearer_.pose());
    }

  private:
    Bearer bearer_;
    Card* card_;
};

// The print is worn like a mask: whoever is behind it answers, and their own eyes and mouth show.
class HolesAct : public Act {
  public:
    HolesAct(const Visitor& visitor, const ActOptions& options, HolesMake make)
        : wearer_(somebody_like(visitor.person, options.skill, visitor.seed)),
          behaviour_(visitor.start, visitor.seed, options.faultless),
          answers_(options.skill > naive) {
        add(wearer_, behaviour_.stance());
        const Portrait portrait = take_portrait(visitor.person);
        auto card = std::make_unique<Card>(portrait.picture, cut(portrait, options.skill, make));
        card_ = card.get();
        prop_ = std::move(card);
        put_on();
    }
    void cue(Cue asked) override {
        if (answers_ || !is_challenge(asked)) behaviour_.cue(asked);
    }
    void advance(double seconds) override {
        stances_[0] = behaviour_.advance(seconds);
        put_on();
    }

  private:
    // How far before the ears' axis the paper rests on the nose, and the eyes lie, cm.
    static constexpr float paper_depth = 11.5F;
    static constexpr float eye_depth = 8.5F;

    // What the lips' corners travel in a smile, and the lips' own height and what they open, cm.
    static constexpr float smile_room = 1.5F;
    static constexpr float lips_height = 1.7F;

    Paper cut(const Portrait& portrait, int skill, HolesMake make) {
        Paper paper = paper_of(skill, make.bent);
        // Printed so that its eyes lie before the wearer's as the lens sees them.
        const float usual = 58.0F;
        const float near = (usual - paper_depth) / (usual - eye_depth);
        const float eyes = 2.0F * eye_middle(wearer_) * wearer_.size * near;
        const float scale = eyes / std::max(portrait.eye_left.x - portrait.eye_right.x, 1.0F);
        const auto width = static_cast<float>(portrait.picture.width());
        const auto height = static_cast<float>(portrait.picture.height());
        paper.half_width = 0.5F * width * scale;
        paper.half_height = 0.5F * height * scale;
        paper.thumbs = false;
        const auto hole = [&](PicturePoint at, float half_width, float half_height) {
            paper.holes.push_back({(at.x - 0.5F * width) * scale, (at.y - 0.5F * height) * scale,
                                   half_width * near, half_height * near});
        };
        // The careful cut closer.
        const float room = skill == naive ? 1.35F : (skill == careful ? 1.15F : 1.0F);
        hole(portrait.eye_right, 1.65F * room, 0.65F * room);
        hole(portrait.eye_left, 1.65F * room, 0.65F * room);
        hole(portrait.mouth,
             0.5F * portrait.mouth_width * scale + (make.whole_mouth ? smile_room : 0.3F * room),
             make.whole_mouth ? lips_height : 0.95F * room);
        eye_row_ = (portrait.eye_right.y - 0.5F * height) * scale;
        return paper;
    }
    void put_on() {
        Pose pose = Figure::head_pose(stances_[0].place);
        const Vec3 at = pose({0.0F, -eye_row_, paper_depth * wearer_.size});
        pose.x = at.x;
        pose.y = at.y;
        pose.distance = at.z;
        card_->hold(pose);
    }

    Person wearer_;
    Behaviour behaviour_;
    bool answers_;
    Card* card_ = nullptr;
    float eye_row_ = 0.0F;  // of the print, cm below its middle
};

}  // namespace

Paper paper_of(int skill, bool bent) {
    Paper paper;
    constexpr std::array<float, 4> bends{40.0F, 18.0F, 12.0F, 9.5F};
    if (bent) paper.bend = bends[static_cast<std::size_t>(skill - 1)];
    // Office paper, photo paper, and one profiled for it.
    if (skill == naive) paper.darkest = 0.075F, paper.lightest = 0.72F, paper.border = 1.2F;
    if (skill == has_our_code) paper.darkest = 0.03F, paper.lightest = 0.88F;
    // Cut out around the head.
    if (skill >= knows_the_design) paper.oval = true, paper.half_width = 9.0F, paper.half_height = 12.0F;
    return paper;
}

Bearer bearer_of_print(int skill, std::uint64_t seed) {
    constexpr Hand::Sway tired{1.2F, 0.9F, 1.6F, 7.0F, 6.0F, 2.0F};
    constexpr Hand::Sway usual{0.7F, 0.5F, 1.0F, 5.0F, 4.0F, 1.5F};
    constexpr Hand::Sway steady{0.35F, 0.25F, 0.5F, 2.0F, 1.5F, 0.8F};
    const Hand hand(Random(seed).fork(40), 42.0F, 52.0F,
                    skill == naive ? tired : (skill == careful ? usual : steady));
    return {hand,
            skill == naive ? Obedience::none : (skill == careful ? Obedience::places : Obedience::turns),
            seed};
}

std::unique_ptr<Act> make_print(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<PrintAct>(visitor, options.skill, false);
}
std::unique_ptr<Act> make_print_bent(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<PrintAct>(visitor, options.skill, true);
}
std::unique_ptr<Act> make_print_holes(const Visitor& visitor, const ActOptions& options) {
    return make_print_holes(
        visitor, options,
        {.bent = options.skill >= knows_the_design, .whole_mouth = options.skill == has_our_code});
}
std::unique_ptr<Act> make_print_holes(const Visitor& visitor, const ActOptions& options, HolesMake make) {
    return std::make_unique<HolesAct>(visitor, options, make);
}

}  // namespace verikiosk::simulator
