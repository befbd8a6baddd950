// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "tests/unit/drivers/simulator/attack_shots.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::simulator;

GROUP("attack_kinds");

namespace {

// Some need longer until they show what they are: a change of persons, the way back of a loop.
int frames_of(ActKind kind) {
    return kind == ActKind::swap ? 170 : (kind == ActKind::injection_looped ? 130 : 60);
}

// Everything a kiosk does to an attack in two seconds, and all that comes of it.
std::uint64_t outcome_of(ActKind kind, int skill) {
    auto options = Stage::options(kind, skill);
    options.width = 160;
    options.height = 90;
    Stage stage(options);
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    const auto take_in = [&hash](const std::uint8_t* bytes, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            hash = (hash ^ bytes[i]) * 0x100000001B3ULL;
    };
    for (int i = 0; i < frames_of(kind); ++i) {
        if (i == 2) stage.camera->cue(Cue::turn_left);
        if (i == 20) stage.camera->set_screen_light({60.0F, 0.0F, 0.0F});
        if (i == 30) stage.camera->set_exposure(5ms, 2.0F);
        if (i == 35) stage.camera->cue(Cue::smile);
        const Shot shot = stage.take();
        take_in(shot.luma.data(), shot.luma.size());
        take_in(shot.chroma.data(), shot.chroma.size());
        const std::array<double, 3> told{
            static_cast<double>(shot.info.gain),
            static_cast<double>(shot.info.sensor_time.time_since_epoch().count()),
            seconds_of(shot.info.exposure)};
        take_in(reinterpret_cast<const std::uint8_t*>(told.data()), sizeof told);
    }
    return hash;
}

// Attacks of a class at each skill: the same again from the same seed, another at another skill.
void check_class(std::string_view attack_class) {
    for (const AttackDescription& row : attack_descriptions()) {
        if (row.attack_class != attack_class || row.name == "nobody") continue;
        const ActKind kind = *act_kind(row.name);
        std::set<std::uint64_t> drawn;
        for (int skill = naive; skill <= has_our_code; ++skill) {
            const std::uint64_t first = outcome_of(kind, skill);
            CHECK_EQUAL(outcome_of(kind, skill), first);
            drawn.insert(first);
        }
        CHECK_EQUAL(std::string(row.name) + " " + std::to_string(drawn.size()), std::string(row.name) + " 4");
    }
}

}  // namespace

STORY(every_kind_says_what_it_is_and_what_each_skill_does) {
    const std::set<std::string_view> classes{"print", "replay", "mask", "injection", "other"};
    std::set<std::string_view> names;
    for (const AttackDescription& row : attack_descriptions()) {
        CHECK(names.insert(row.name).second);
        CHECK(classes.contains(row.attack_class));
        CHECK(!row.what.empty());
        for (const std::string_view skill : row.skills)
            CHECK(!skill.empty());
    }
    CHECK_EQUAL(names.size(), std::size_t{20});
}

STORY(the_documentation_says_the_same) {
    const char* source = std::getenv("VERIKIOSK_SOURCE");
    std::ifstream file(std::string(source != nullptr ? source : ".") + "/docs/attacks.md");
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    for (const AttackDescription& row : attack_descriptions()) {
        CHECK_CONTAINS(page, "### `" + std::string(row.name) + "`");
        CHECK_CONTAINS(page, std::string(row.what));
        for (const std::string_view skill : row.skills)
            if (row.name != "nobody") CHECK_CONTAINS(page, "| " + std::string(skill) + " |");
    }
}

STORY(names_of_attacks_are_read_back) {
    for (const AttackDescription& row : attack_descriptions())
        CHECK_EQUAL(name_of(act_kind(row.name).value()), row.name);
    CHECK_EQUAL(name_of(ActKind::visitor), "visitor");
    CHECK(act_kind("visitor") == ActKind::visitor);
    CHECK(!act_kind("hologram").has_value());
}

STORY(prints_draw_the_same_from_the_same_seed_and_differ_by_skill) {
    check_class("print");
}
STORY(replays_draw_the_same_from_the_same_seed_and_differ_by_skill) {
    check_class("replay");
}
STORY(masks_draw_the_same_from_the_same_seed_and_differ_by_skill) {
    check_class("mask");
}
STORY(injections_draw_the_same_from_the_same_seed_and_differ_by_skill) {
    check_class("injection");
}
STORY(other_attacks_draw_the_same_from_the_same_seed_and_differ_by_skill) {
    check_class("other");
}

STORY(a_skill_off_the_scale_is_brought_onto_it) {
    CHECK_EQUAL(outcome_of(ActKind::mask_rigid, 9), outcome_of(ActKind::mask_rigid, has_our_code));
    CHECK_EQUAL(outcome_of(ActKind::mask_rigid, -1), outcome_of(ActKind::mask_rigid, naive));
}
