// SPDX-License-Identifier: Apache-2.0
#include "vision/code/card.hpp"

#include <cmath>

#include "tests/support/check.hpp"
#include "tests/support/drawn_code.hpp"
#include "vision/code/content.hpp"

using namespace verikiosk;
using namespace verikiosk::vision;
using tests::Held;
using tests::must;

GROUP("card");

namespace {

constexpr float modules_a_side = 21;

std::optional<CardSeen> seen(const Held& held) {
    PackedGray picture = tests::empty_room();
    tests::hold(picture, card_content, held);
    tests::blur(picture, 1);
    tests::add_noise(picture, 3);
    return card_in(must(make_code_scanner())->scan(picture));
}

SeenCode square(float side) {
    return {std::string(card_content), {{0, 0}, {side, 0}, {side, side}, {0, side}}};
}

}  // namespace

STORY(the_side_of_a_card_is_found_to_a_pixel_however_it_is_held) {
    for (const float module : {3.0F, 5.0F, 8.7F, 12.0F}) {
        for (const float turned : {0.0F, 3.0F, 20.0F, 100.0F}) {
            for (const float tilted : {-10.0F, 0.0F, 10.0F}) {
                const auto card = seen({.module = module, .turned = turned, .tilted = tilted});
                CHECK(card.has_value());
                CHECK(std::abs(card->side - module * modules_a_side) <= 1.0F);
                CHECK(distance(card->middle, {640, 360}) < 3);
            }
        }
    }
}

STORY(how_far_a_card_is_tilted_is_seen) {
    CHECK(seen({.module = 8})->squareness > 0.985F);
    CHECK(std::abs(seen({.module = 8, .tilted = 25})->squareness - 0.906F) < 0.02F);
    // About a diagonal both sides shrink alike; its diagonals tell.
    SeenCode diagonal{std::string(card_content), {{0, 0}, {100, 10}, {110, 110}, {10, 100}}};
    CHECK(card_in({diagonal})->squareness < 0.9F);
}

STORY(of_two_cards_the_nearer_one_counts) {
    CHECK_EQUAL(card_in({square(80), square(120), square(90)})->side, 120.0F);
}

STORY(what_has_no_four_corners_or_says_something_else_is_no_card) {
    SeenCode three = square(100);
    three.outline.pop_back();
    SeenCode shop = square(100);
    shop.content = "https://shop.example/menu";
    CHECK(!card_in({three, shop}));
    SeenCode nothing = square(0);
    CHECK(!card_in({nothing}));
}

STORY(a_card_is_nobodys_session_code) {
    CHECK(!session_code_in(card_content));
}
