// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/unit/drivers/simulator/attack_shots.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::simulator;

GROUP("mask_attacks");

namespace {

struct Most {
    float yaw = 0;
    float smile = 0;
    float mouth = 0;
    float blink = 0;
};

// What a mask shows in five seconds of being asked this.
Most most_of(ActKind kind, int skill, Cue asked) {
    const auto act = make_act(kind, draw_visitor(5), {.faultless = true, .skill = skill});
    act->cue(asked);
    Most most;
    for (int i = 0; i < 150; ++i) {
        act->advance(1.0 / 30.0);
        const Stance& stance = act->stances().front();
        most.yaw = std::max(most.yaw, stance.place.yaw);
        most.smile = std::max(most.smile, stance.face.smile);
        most.mouth = std::max(most.mouth, stance.face.open_mouth);
        most.blink = std::max(most.blink, stance.face.blink_left);
    }
    return most;
}

}  // namespace

STORY(a_rigid_mask_turns_and_never_smiles) {
    CHECK(most_of(ActKind::mask_rigid, careful, Cue::turn_left).yaw > 20.0F);
    const Most asked = most_of(ActKind::mask_rigid, careful, Cue::smile);
    CHECK_EQUAL(asked.smile, 0.0F);
    CHECK_EQUAL(asked.blink, 0.0F);
}

STORY(a_better_rigid_mask_has_eye_holes_to_blink_through) {
    CHECK(most_of(ActKind::mask_rigid, knows_the_design, Cue::smile).blink > 0.9F);
    CHECK_EQUAL(most_of(ActKind::mask_rigid, knows_the_design, Cue::smile).smile, 0.0F);
}

STORY(a_worn_mask_blinks_and_opens_its_mouth_a_little) {
    const Most mask = most_of(ActKind::mask_worn, careful, Cue::open_mouth);
    CHECK(mask.blink > 0.9F);
    CHECK(mask.mouth > 0.15F && mask.mouth < 0.4F);
    CHECK(most_of(ActKind::mask_worn, careful, Cue::smile).smile < 0.2F);
    CHECK(most_of(ActKind::mask_worn, has_our_code, Cue::smile).smile > 0.3F);
}

STORY(plastic_shines_and_has_fewer_colours_than_skin) {
    Visitor visitor = draw_visitor(5);
    visitor.person.skin = 4;
    visitor.person.glasses = false;
    const Head skin(visitor.person);
    const Head plastic(visitor.person, Mask{0.55F, 0.7F, false, false});
    const auto spread = [](const Grid& grid) {
        const auto [low, high] = std::minmax_element(grid.g.begin(), grid.g.end());
        return *high - *low;
    };
    CHECK(spread(plastic.surface()) < 0.7F * spread(skin.surface()));
    float least = 1.0F;
    for (const float shine : plastic.surface().shine)
        least = std::min(least, shine);
    CHECK(least >= 0.7F);
}

STORY(painted_eyes_are_of_the_mask_and_looked_through_ones_are_not) {
    const Person person = draw_visitor(5).person;
    const auto brightest_eye = [&](bool holes) {
        const Head head(person, Mask{0.9F, 0.0F, holes, false});
        return *std::max_element(head.surface().b.begin(), head.surface().b.end());
    };
    CHECK(brightest_eye(true) > 1.5F * brightest_eye(false));
}
