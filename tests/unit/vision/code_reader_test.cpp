// SPDX-License-Identifier: Apache-2.0
#include "vision/code/code_reader.hpp"

#include <random>

#include "firmware/domain/session_code.hpp"
#include "tests/support/check.hpp"
#include "tests/support/drawn_code.hpp"

using namespace verikiosk;
using tests::Held;
using tests::must;
using vision::PackedGray;

GROUP("code_reader");

namespace {

std::string code_of(const char* seven) {
    return seven + std::string(1, *code_check_character(seven));
}
const std::string code = code_of("7K3M9QX");
const std::string other = code_of("2B4C6D8");

/// What is read in a round of looks at the same picture.
std::optional<std::string> read(const PackedGray& picture) {
    const auto reader = must(vision::make_code_reader());
    for (int i = 0; i < vision::code_look_kinds; ++i) {
        if (auto seen = reader->look(picture)) return seen;
    }
    return std::nullopt;
}

PackedGray with(const std::string& content, const Held& held) {
    PackedGray picture = tests::empty_room();
    tests::hold(picture, content, held);
    return picture;
}

void expect(const PackedGray& picture, const std::string& what) {
    const auto seen = read(picture);
    if (seen != code)
        tests::check_failed(what + ": " + seen.value_or("nothing"), std::source_location::current());
}

}  // namespace

STORY(a_code_held_up_is_read_bare_and_with_its_scheme) {
    expect(tests::room_with(code), "bare");
    expect(tests::room_with("VERIKIOSK:" + code), "with its scheme");
}

STORY(it_is_read_far_and_near) {
    for (const float module : {4.0F, 5.0F, 7.0F, 10.0F, 16.0F}) {
        PackedGray picture = with("VERIKIOSK:" + code, {.module = module});
        tests::blur(picture, 1);
        tests::add_noise(picture, 3);
        expect(picture, std::to_string(module) + " pixels a module");
    }
}

STORY(it_is_read_however_the_telephone_is_turned) {
    for (int turned = 0; turned < 360; turned += 30) {
        PackedGray picture = with(code, {.turned = static_cast<float>(turned)});
        tests::blur(picture, 1);
        expect(picture, "turned by " + std::to_string(turned));
    }
}

STORY(it_is_read_from_the_side) {
    for (const float tilted : {-50.0F, -30.0F, -15.0F, 15.0F, 30.0F, 50.0F}) {
        PackedGray picture = with(code, {.module = 7, .turned = 10, .tilted = tilted});
        tests::blur(picture, 1);
        expect(picture, "tilted by " + std::to_string(tilted));
    }
}

STORY(it_is_read_where_a_telephone_shows_light_on_dark) {
    for (const float module : {5.0F, 9.0F}) {
        PackedGray picture = with("VERIKIOSK:" + code, {.module = module, .turned = 15, .inverted = true});
        tests::add_noise(picture, 3);
        expect(picture, "inverted at " + std::to_string(module));
    }
}

STORY(light_on_dark_is_read_beside_a_shops_code_too) {
    PackedGray picture = with("https://shop.example/menu", {.x = 320});
    tests::hold(picture, code, {.x = 960, .inverted = true});
    expect(picture, "beside a shop's");
}

STORY(it_is_read_blurred_in_noise_and_partly_covered) {
    PackedGray blurred = with(code, {.module = 8});
    tests::blur(blurred, 8);
    expect(blurred, "blurred");
    PackedGray noisy = with(code, {.module = 8});
    tests::add_noise(noisy, 12);
    expect(noisy, "noisy");
    expect(with(code, {.module = 8, .covered = 0.04F}), "a twenty-fifth covered");
}

STORY(what_is_covered_too_far_or_much_too_small_is_not_guessed) {
    CHECK(!read(with(code, {.module = 8, .covered = 0.4F})));
    CHECK(!read(with(code, {.module = 1.2F})));
    CHECK(!read(tests::empty_room()));
}

STORY(other_codes_in_view_are_nobodys_business) {
    std::string wrong = code;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    for (const std::string& content :
         {std::string("https://shop.example/menu"), wrong, "https://shop.example/?code=" + code}) {
        CHECK(!read(tests::room_with(content)));
    }
}

STORY(a_code_is_found_among_others) {
    PackedGray picture = with("https://shop.example/menu", {.x = 320});
    tests::hold(picture, code, {.x = 900, .y = 400, .turned = 20});
    expect(picture, "beside a shop's");
}

STORY(of_two_session_codes_the_one_held_nearer_counts) {
    PackedGray picture = with(other, {.module = 5, .x = 350});
    tests::hold(picture, code, {.module = 9, .x = 900});
    expect(picture, "nearer on the right");
    PackedGray turned_round = with(code, {.module = 9, .x = 350});
    tests::hold(turned_round, other, {.module = 5, .x = 900});
    expect(turned_round, "nearer on the left");
}

STORY(a_hostile_code_full_to_the_brim_is_read_past) {
    PackedGray picture = tests::empty_room(1920, 1080);
    tests::hold(picture, std::string(2000, '\xff'), {.module = 4, .x = 540, .y = 540});
    tests::hold(picture, "verikiosk:" + std::string(300, '7'), {.module = 6, .x = 1500, .y = 250});
    tests::hold(picture, std::string("\0\0\0\0\0\0\0\0", 8), {.module = 6, .x = 1250, .y = 850});
    CHECK(!read(picture));
    tests::hold(picture, code, {.module = 6, .x = 1650, .y = 850});
    expect(picture, "beside hostile ones");
}

STORY(noise_alone_is_never_a_code) {
    std::mt19937 random(7);
    for (int round = 0; round < 5; ++round) {
        PackedGray picture{320, 240, {}};
        for (int i = 0; i < 320 * 240; ++i)
            picture.pixels.push_back(static_cast<std::uint8_t>(random() & 255U));
        CHECK(!read(picture));
    }
}

STORY(one_reader_reads_pictures_of_changing_sizes) {
    const auto reader = must(vision::make_code_reader());
    int read_again = 0;
    for (int round = 0; round < 3 * vision::code_look_kinds; ++round) {
        PackedGray small = tests::empty_room(640, 480);
        tests::hold(small, round % 2 == 0 ? code : other, {.module = 9, .x = 320, .y = 240});
        const PackedGray nothing = tests::empty_room(1280, 720);
        if (reader->look(small) == (round % 2 == 0 ? code : other)) ++read_again;
        CHECK(!reader->look(nothing));
    }
    CHECK(read_again >= 3);
}
