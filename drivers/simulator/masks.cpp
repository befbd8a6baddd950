// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/masks.hpp"

namespace verikiosk::simulator {
namespace {

// How much of the wearer's face comes through, 0 .. 1 of each.
struct Through {
    float eyes = 0.0F;  // blinks and gaze
    float smile = 0.0F;
    float mouth = 0.0F;
};

struct Make {
    Mask material;
    Through through;
    bool answers;  // prompts for the head
};

// Moved by a head that answers, with as much of its expression as the material lets through.
class MaskAct : public Act {
  public:
    MaskAct(const Visitor& visitor, const ActOptions& options, const Make& make)
        : through_(make.through),
          answers_(make.answers),
          behaviour_(visitor.start, visitor.seed, options.faultless) {
        add(std::make_unique<Figure>(dressed(visitor), make.material), Stance{visitor.start, {}, true});
    }
    void cue(Cue asked) override {
        const bool turn = asked == Cue::turn_left || asked == Cue::turn_right;
        if (answers_ || !turn) behaviour_.cue(asked);
    }
    void advance(double seconds) override {
        const Stance& wearer = behaviour_.advance(seconds);
        Stance& shown = stances_[0];
        shown.place = wearer.place;
        shown.present = wearer.present;
        shown.face.blink_left = through_.eyes * wearer.face.blink_left;
        shown.face.blink_right = through_.eyes * wearer.face.blink_right;
        shown.face.gaze_x = through_.eyes * wearer.face.gaze_x;
        shown.face.gaze_y = through_.eyes * wearer.face.gaze_y;
        shown.face.smile = through_.smile * wearer.face.smile;
        shown.face.open_mouth = through_.mouth * wearer.face.open_mouth;
    }

  private:
    // The owner's head over the wearer's clothes.
    static Person dressed(const Visitor& visitor) {
        const Person wearer = draw_person(visitor.seed ^ 0x3A5CULL);
        Person out = visitor.person;
        out.clothing = wearer.clothing;
        out.cloth = wearer.cloth;
        out.accent = wearer.accent;
        out.glasses = false;
        return out;
    }

    Through through_;
    bool answers_;
    Behaviour behaviour_;
};

// Hard ones shine until they are painted matt; from skill 3 on the wearer looks through them.
constexpr std::array<Make, 4> rigid{{{{0.55F, 0.7F, false, false}, {}, false},
                                     {{0.35F, 0.4F, false, false}, {}, true},
                                     {{0.2F, 0.2F, true, false}, {1.0F, 0.0F, 0.0F}, true},
                                     {{0.08F, 0.08F, true, false}, {1.0F, 0.0F, 0.0F}, true}}};
// Latex hardly follows the face; silicone on the skin follows it more.
constexpr std::array<Make, 4> worn{{{{0.5F, 0.4F, true, true}, {1.0F, 0.0F, 0.15F}, true},
                                    {{0.3F, 0.3F, true, true}, {1.0F, 0.1F, 0.3F}, true},
                                    {{0.15F, 0.15F, true, true}, {1.0F, 0.25F, 0.5F}, true},
                                    {{0.05F, 0.05F, true, true}, {1.0F, 0.5F, 0.8F}, true}}};

}  // namespace

std::unique_ptr<Act> make_mask_rigid(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<MaskAct>(visitor, options, rigid[static_cast<std::size_t>(options.skill - 1)]);
}
std::unique_ptr<Act> make_mask_worn(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<MaskAct>(visitor, options, worn[static_cast<std::size_t>(options.skill - 1)]);
}

}  // namespace verikiosk::simulator
