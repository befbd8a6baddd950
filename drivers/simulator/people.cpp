// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/people.hpp"

namespace verikiosk::simulator {
namespace {

class VisitorAct : public Act {
  public:
    VisitorAct(const Person& person, const Visitor& visitor, const ActOptions& options)
        : behaviour_(visitor.start, visitor.seed, options.faultless) {
        add(person, behaviour_.stance());
    }
    void cue(Cue asked) override { behaviour_.cue(asked); }
    void advance(double seconds) override { stances_[0] = behaviour_.advance(seconds); }

  private:
    Behaviour behaviour_;
};

class NobodyAct : public Act {
  public:
    void cue(Cue) override {}
    void advance(double) override {}
};

// Two people. Only the first follows the kiosk; the other looks on.
class TwoPeopleAct : public Act {
  public:
    TwoPeopleAct(const Visitor& visitor, const ActOptions& options)
        : first_(beside(visitor.start, -1.0F, options.skill), visitor.seed, options.faultless),
          second_(beside(visitor.start, 1.0F, options.skill), visitor.seed + 1, options.faultless) {
        add(visitor.person, first_.stance());
        add(draw_person(visitor.seed ^ 0x5EC0DULL), second_.stance());
    }
    void cue(Cue asked) override { first_.cue(asked); }
    void advance(double seconds) override {
        stances_[0] = first_.advance(seconds);
        stances_[1] = second_.advance(seconds);
    }

  private:
    static Placement beside(Placement start, float side, int skill) {
        // The first one comes to the middle when asked; there is room for a face and a half between the two.
        start.x = side < 0.0F ? -6.0F : 20.0F;
        start.distance = std::max(start.distance, 62.0F) + 3.0F * side;
        if (side < 0.0F || skill == careful) return start;
        if (skill == naive) start.x = 15.0F;
        if (skill == knows_the_design) start.distance += 25.0F;
        if (skill == has_our_code) start.x = 25.0F, start.distance += 50.0F;
        return start;
    }
    Behaviour first_;
    Behaviour second_;
};

// A visitor until the picture stands still.
class FrozenAct : public VisitorAct {
  public:
    FrozenAct(const Visitor& visitor, const ActOptions& options)
        : VisitorAct(visitor.person, visitor, options),
          skill_(options.skill),
          freezes_at_(static_cast<double>(Random(visitor.seed).fork(41).between(1.0F, 2.0F))) {}
    void advance(double seconds) override {
        elapsed_ += seconds;
        ++frame_;
        const bool late = elapsed_ > freezes_at_;
        // A stretch of four frames stands still, then it jumps on.
        if (skill_ == has_our_code && late && frame_ % 5 != 0) {
            missed_ += seconds;
            return;
        }
        if (skill_ == knows_the_design && late) return;
        VisitorAct::advance(seconds + missed_);
        missed_ = 0.0;
    }
    // The more skilled repeat what was seen, not the bytes: noise and the room's light go on.
    bool frozen() const override {
        if (skill_ == naive) return true;
        return skill_ == careful && elapsed_ > freezes_at_;
    }

  private:
    int skill_;
    double freezes_at_;
    double elapsed_ = 0.0;
    double missed_ = 0.0;
    std::uint64_t frame_ = 0;
};

// Shut eyes, or lids held open, and a head that another moves.
class SleepingAct : public Act {
  public:
    SleepingAct(const Visitor& visitor, const ActOptions& options)
        : skill_(options.skill),
          hands_(visitor.start, visitor.seed, true),
          hang_(Random(visitor.seed).fork(43).between(5.0F, 9.0F)),
          place_(visitor.start) {
        add(visitor.person, hands_.stance());
    }
    void cue(Cue asked) override {
        if (skill_ > naive) hands_.cue(asked);
    }
    void advance(double seconds) override {
        const Stance& wanted = hands_.advance(seconds);
        // A head weighs five kilograms: it is moved in a second, not at once.
        const float share = std::min(static_cast<float>(seconds) / 0.7F, 1.0F);
        const auto follow = [share](float& now, float target) { now += share * (target - now); };
        follow(place_.x, wanted.place.x);
        follow(place_.y, wanted.place.y);
        follow(place_.distance, wanted.place.distance);
        follow(place_.yaw, wanted.place.yaw);
        Stance& shown = stances_[0];
        shown.place = place_;
        shown.place.roll += skill_ == naive ? hang_ : 0.4F * hang_;
        shown.place.pitch -= 0.7F * hang_;
        shown.face = {};
        const float lids = skill_ >= knows_the_design ? 0.3F : 1.0F;
        shown.face.blink_left = shown.face.blink_right = lids;
        shown.face.gaze_y = -0.5F;
        if (skill_ < has_our_code) return;
        follow(smile_, 0.45F * wanted.face.smile);
        follow(open_mouth_, wanted.face.open_mouth);
        shown.face.smile = smile_;
        shown.face.open_mouth = open_mouth_;
    }

  private:
    int skill_;
    Behaviour hands_;
    float hang_;
    Placement place_;
    float smile_ = 0.0F;
    float open_mouth_ = 0.0F;
};

float towards(float own, float other) {
    return mix(own, other, 0.75F);
}

}  // namespace

bool is_challenge(Cue cue) {
    return cue == Cue::smile || cue == Cue::open_mouth || cue == Cue::turn_left || cue == Cue::turn_right;
}

Person somebody_like(const Person& owner, int skill, std::uint64_t seed) {
    Person p = draw_person(seed ^ 0x1AB057E4ULL);
    if (skill <= naive) return p;
    p.hair = owner.hair;
    p.hair_colour = owner.hair_colour;
    p.skin = owner.skin;
    p.beard = owner.beard;
    if (skill <= careful) return p;
    p.clothing = owner.clothing;
    p.cloth = owner.cloth;
    p.accent = owner.accent;
    p.glasses = owner.glasses;
    p.round_glasses = owner.round_glasses;
    p.frame = owner.frame;
    if (skill <= knows_the_design) return p;
    p.iris = owner.iris;
    p.age = towards(p.age, owner.age);
    p.size = towards(p.size, owner.size);
    p.face_width = towards(p.face_width, owner.face_width);
    p.jaw_width = towards(p.jaw_width, owner.jaw_width);
    p.eye_spacing = towards(p.eye_spacing, owner.eye_spacing);
    p.eye_tilt = towards(p.eye_tilt, owner.eye_tilt);
    p.nose_length = towards(p.nose_length, owner.nose_length);
    p.nose_width = towards(p.nose_width, owner.nose_width);
    p.mouth_width = towards(p.mouth_width, owner.mouth_width);
    p.lip_fullness = towards(p.lip_fullness, owner.lip_fullness);
    p.chin_length = towards(p.chin_length, owner.chin_length);
    p.brow_height = towards(p.brow_height, owner.brow_height);
    return p;
}

std::unique_ptr<Act> make_visitor(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<VisitorAct>(visitor.person, visitor, options);
}
std::unique_ptr<Act> make_nobody(const Visitor&, const ActOptions&) {
    return std::make_unique<NobodyAct>();
}
std::unique_ptr<Act> make_two_people(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<TwoPeopleAct>(visitor, options);
}
std::unique_ptr<Act> make_frozen(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<FrozenAct>(visitor, options);
}
std::unique_ptr<Act> make_sleeping(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<SleepingAct>(visitor, options);
}
std::unique_ptr<Act> make_impostor(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<VisitorAct>(somebody_like(visitor.person, options.skill, visitor.seed), visitor,
                                        options);
}

}  // namespace verikiosk::simulator
