// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/prints.hpp"

#include <cmath>

#include "tests/unit/drivers/simulator/attack_shots.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::simulator;

GROUP("print_attacks");

namespace {

constexpr Lens lens{1155.0F, 640.0F, 360.0F};

Pose turned(float yaw) {
    Pose pose;
    pose.turn = rotation(yaw, 0.0F, 0.0F);
    pose.distance = 50.0F;
    return pose;
}

// The pixel of the middle row at which a sheet shows its column `u`.
float pixel_of(const Pose& pose, float bend, float u) {
    SheetRows rows(pose, bend, lens);
    rows.find(360, 0, 1280);
    int best = 0;
    for (int x = 0; x < 1280; ++x)
        if (std::abs(rows.u()[x] - u) < std::abs(rows.u()[best] - u)) best = x;
    return static_cast<float>(best);
}

// How far a face's middle moves against its sides when it turns, in shares of its width.
float asymmetry(float left, float middle, float right) {
    return (middle - 0.5F * (left + right)) / (right - left);
}
float asymmetry_of_sheet(float bend) {
    const Pose pose = turned(25.0F);
    return std::abs(
        asymmetry(pixel_of(pose, bend, -4.5F), pixel_of(pose, bend, 0.0F), pixel_of(pose, bend, 4.5F)));
}
float asymmetry_of_head() {
    Renderer renderer(Scene{}, 1280, 720, 1);
    std::vector<std::unique_ptr<Figure>> people;
    people.push_back(std::make_unique<Figure>(Person{}));
    Stance stance;
    stance.place.yaw = 25.0F;
    std::vector<std::uint8_t> luma(1280 * 720), chroma(1280 * 360);
    renderer.render(0.0, people, {&stance, 1}, nullptr, {luma.data(), 1280, chroma.data(), 1280});
    const auto x = [&](Landmark which) { return people.front()->landmark(which, renderer.lens()).x; };
    return std::abs(
        asymmetry(x(Landmark::eye_right_outer), x(Landmark::nose_tip), x(Landmark::eye_left_outer)));
}

}  // namespace

STORY(a_bent_print_shows_more_parallax_than_a_flat_one_and_less_than_a_head) {
    const float flat = asymmetry_of_sheet(0.0F);
    const float bent = asymmetry_of_sheet(paper_of(careful, true).bend);
    const float head = asymmetry_of_head();
    CHECK(flat < 0.03F);
    CHECK(bent > flat + 0.01F);
    CHECK(head > 2.0F * bent);
}

STORY(a_sheet_that_is_hardly_bent_is_where_a_flat_one_is) {
    for (const float yaw : {-20.0F, 0.0F, 20.0F})
        for (const float u : {-8.0F, 0.0F, 5.0F})
            CHECK(std::abs(pixel_of(turned(yaw), 0.0F, u) - pixel_of(turned(yaw), 200.0F, u)) < 4.0F);
}

STORY(the_edge_of_a_cylinder_hides_what_lies_behind_it) {
    SheetRows rows(turned(0.0F), 10.0F, lens);
    rows.find(360, 0, 1280);
    CHECK_EQUAL(rows.u()[0], 1e9F);
    CHECK(std::abs(rows.u()[640]) < 0.1F);
}

STORY(who_knows_the_design_turns_the_print_when_a_turn_is_asked) {
    const auto turned_by = [](int skill) {
        Bearer bearer = bearer_of_print(skill, 3);
        bearer.cue(Cue::turn_left);
        for (int i = 0; i < 90; ++i)
            bearer.advance(1.0 / 30.0);
        return std::acos(bearer.pose().turn.m[0]) * 57.3F;
    };
    CHECK(turned_by(knows_the_design) > 18.0F);
    CHECK(turned_by(careful) < 12.0F);
}

STORY(the_careful_bring_the_print_nearer_and_the_naive_do_not) {
    const auto approach = [](int skill) {
        Bearer bearer = bearer_of_print(skill, 3);
        const float before = bearer.pose().distance;
        bearer.cue(Cue::come_nearer);
        for (int i = 0; i < 60; ++i)
            bearer.advance(1.0 / 30.0);
        return bearer.pose().distance / before;
    };
    CHECK(approach(careful) < 0.9F);
    CHECK(approach(naive) > 0.93F);
}

STORY(through_a_hole_is_seen_what_was_there) {
    Paper paper;
    paper.holes.push_back({0.0F, 0.0F, 2.0F, 1.0F});
    Card card(Picture(64, 64), paper);
    card.hold(turned(0.0F));
    Canvas canvas(1280, 720);
    canvas.luma(360)[640] = canvas.luma(390)[640] = 1;
    Illumination light;
    light.ambient = {300.0F, 300.0F, 300.0F};
    light.exposure = 0.002F;
    card.draw(0.0, lens, light, canvas);
    CHECK_EQUAL(int{canvas.luma(360)[640]}, 1);
    CHECK(canvas.luma(390)[640] > 16);  // the hole ends 23 pixels below
}

STORY(whoever_wears_a_print_answers_behind_it) {
    Stage stage(ActKind::print_holes, careful);
    stage.camera->cue(Cue::open_mouth);
    stage.take(60);
    CHECK(stage.camera->act().prop() != nullptr);
    CHECK(stage.camera->act().stances().front().face.open_mouth > 0.6F);
}
