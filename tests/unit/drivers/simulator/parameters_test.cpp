// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/parameters.hpp"

#include <set>

#include "tests/support/check.hpp"

using namespace verikiosk::simulator;

GROUP("simulated_parameters");

namespace {

bool within(float value, float low, float high) {
    return value >= low && value <= high;
}

}  // namespace

STORY(nobody_is_drawn_outside_the_stated_ranges) {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const Visitor v = draw_visitor(seed);
        const Person& p = v.person;
        CHECK(within(p.size, 0.93F, 1.07F));
        CHECK(within(p.face_width, 0.94F, 1.07F));
        CHECK(within(p.jaw_width, 0.95F, 1.08F));
        CHECK(within(p.eye_spacing, 0.95F, 1.05F));
        CHECK(within(p.eye_opening, 0.85F, 1.15F));
        CHECK(within(p.eye_tilt, -0.05F, 0.2F));
        CHECK(within(p.nose_length, -0.3F, 0.35F));
        CHECK(within(p.nose_width, 0.88F, 1.2F));
        CHECK(within(p.nose_height, 0.85F, 1.12F));
        CHECK(within(p.mouth_width, 0.92F, 1.08F));
        CHECK(within(p.lip_fullness, 0.8F, 1.35F));
        CHECK(within(p.chin_length, -0.4F, 0.6F));
        CHECK(within(p.brow_weight, 0.7F, 1.3F));
        CHECK(within(p.brow_height, -0.15F, 0.25F));
        CHECK(p.skin >= 1 && p.skin <= monk_steps);
        CHECK(within(v.scene.ambient_lux, 30.0F, 1000.0F));
        CHECK(within(v.scene.key_share, 0.2F, 0.75F));
        CHECK(within(dot(v.scene.key_direction, v.scene.key_direction), 0.99F, 1.01F));
        CHECK(within(v.start.distance, 30.0F, 120.0F));
        CHECK(within(v.start.x, -25.0F, 25.0F));
        CHECK(within(v.start.y, -15.0F, 15.0F));
    }
}

STORY(every_step_of_skin_every_hair_and_every_beard_occurs) {
    std::set<int> skins;
    std::set<HairStyle> hairs;
    std::set<Beard> beards;
    std::set<Clothing> clothes;
    int glasses = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Person p = draw_person(seed);
        skins.insert(p.skin);
        hairs.insert(p.hair);
        beards.insert(p.beard);
        clothes.insert(p.clothing);
        glasses += p.glasses ? 1 : 0;
    }
    CHECK_EQUAL(skins.size(), std::size_t{10});
    CHECK_EQUAL(hairs.size(), std::size_t{7});
    CHECK_EQUAL(beards.size(), std::size_t{4});
    CHECK_EQUAL(clothes.size(), std::size_t{4});
    CHECK(glasses > 30 && glasses < 200);
}

STORY(the_skin_scale_darkens_from_light_to_dark) {
    const auto luminance = [](Colour c) { return 0.21F * c.r + 0.72F * c.g + 0.07F * c.b; };
    // The published swatches 2 and 3 are equally light; all others darken.
    for (int step = 4; step <= monk_steps; ++step)
        CHECK(luminance(monk_skin(step)) < luminance(monk_skin(step - 1)));
    CHECK(luminance(monk_skin(1)) > luminance(monk_skin(4)));
    // Steps that do not exist are taken as the nearest.
    CHECK_EQUAL(monk_skin(0).r, monk_skin(1).r);
    CHECK_EQUAL(monk_skin(11).r, monk_skin(10).r);
}

STORY(the_same_seed_is_the_same_person_and_another_seed_another) {
    const Person a = draw_person(7);
    const Person b = draw_visitor(7).person;
    const Person c = draw_person(8);
    CHECK_EQUAL(a.size, b.size);
    CHECK_EQUAL(a.texture_seed, b.texture_seed);
    CHECK(a.size != c.size && a.texture_seed != c.texture_seed);
}
