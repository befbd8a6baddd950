// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/people.hpp"

#include <cmath>

#include "tests/support/check.hpp"

using namespace verikiosk::simulator;

GROUP("attacks_by_people");

namespace {

constexpr double frame = 1.0 / 30.0;

void pass(Act& act, double seconds) {
    for (double t = 0; t < seconds; t += frame)
        act.advance(frame);
}
std::unique_ptr<Act> begin(ActKind kind, int skill, std::uint64_t seed = 5) {
    auto act = make_act(kind, draw_visitor(seed), {.faultless = true, .skill = skill});
    act->cue(Cue::look_here);
    pass(*act, 3.0);
    return act;
}

}  // namespace

STORY(another_person_takes_the_place_after_the_first_challenge) {
    for (int skill = naive; skill <= has_our_code; ++skill) {
        const auto act = begin(ActKind::swap, skill);
        CHECK(act->stances()[0].present && !act->stances()[1].present);
        act->cue(Cue::smile);
        pass(*act, 0.9);  // at least a second goes by
        CHECK(act->stances()[0].present && !act->stances()[1].present);
        pass(*act, 8.0);
        CHECK(!act->stances()[0].present && act->stances()[1].present);
        CHECK(act->stances()[1].face.smile > 0.6F);
    }
}

STORY(a_coloured_light_is_a_challenge_too) {
    const auto act = begin(ActKind::swap, careful);
    for (const Colour screen : {Colour{0.0F, 0.0F, 0.0F}, Colour{40.0F, 40.0F, 41.0F}}) {
        act->light(screen);
        pass(*act, 8.0);
        CHECK(act->stances()[0].present);
    }
    act->light({40.0F, 0.0F, 0.0F});
    pass(*act, 8.0);
    CHECK(!act->stances()[0].present);
}

STORY(a_sleeping_face_is_turned_and_does_not_smile) {
    const auto held = begin(ActKind::sleeping, careful);
    held->cue(Cue::turn_left);
    pass(*held, 4.0);
    CHECK(held->stances()[0].place.yaw > 15.0F);
    held->cue(Cue::smile);
    pass(*held, 3.0);
    CHECK_EQUAL(held->stances()[0].face.smile, 0.0F);
    CHECK_EQUAL(held->stances()[0].face.blink_left, 1.0F);
    const auto left_alone = begin(ActKind::sleeping, naive);
    left_alone->cue(Cue::turn_left);
    pass(*left_alone, 4.0);
    CHECK(std::abs(left_alone->stances()[0].place.yaw) < 10.0F);
}

STORY(lids_that_are_held_open_do_not_blink) {
    const auto act = begin(ActKind::sleeping, knows_the_design);
    for (int i = 0; i < 200; ++i) {
        act->advance(frame);
        CHECK_EQUAL(act->stances()[0].face.blink_left, 0.3F);
    }
}

STORY(an_impostor_answers_everything_and_is_somebody_else) {
    const auto act = begin(ActKind::impostor, careful);
    act->cue(Cue::smile);
    pass(*act, 3.0);
    CHECK(act->stances()[0].face.smile > 0.6F);
    const Person owner = draw_person(5);
    const Person other = somebody_like(owner, careful, 5);
    CHECK(other.skin == owner.skin && other.hair == owner.hair);
    CHECK(other.nose_width != owner.nose_width);
}

STORY(a_likeness_by_chance_is_nearer_to_the_owner) {
    const Person owner = draw_person(5);
    const auto off = [&](int skill) {
        const Person p = somebody_like(owner, skill, 5);
        return std::abs(p.face_width - owner.face_width) + std::abs(p.eye_spacing - owner.eye_spacing) +
               std::abs(p.nose_length - owner.nose_length) + std::abs(p.chin_length - owner.chin_length);
    };
    CHECK(off(has_our_code) < 0.3F * off(knows_the_design));
    CHECK(off(has_our_code) > 0.0F);
}
