// SPDX-License-Identifier: Apache-2.0
// Attacks of every kind on whole visits: none that liveness is to refuse is verified at the declared skill or
// below it.
#include <array>
#include <cstdio>

#include "firmware/lab/attacks/figures.hpp"
#include "tests/attacks/visits.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using lab::attacks::Job;
using lab::attacks::Record;
using simulator::ActKind;

namespace {

void none_is_verified(std::string_view attack_class) {
    std::string verified;
    int kinds = 0;
    int live = 0;
    for (const simulator::AttackDescription& attack : simulator::attack_descriptions()) {
        const ActKind kind = *simulator::act_kind(attack.name);
        if (attack.attack_class != attack_class || !lab::attacks::is_liveness_matter(kind)) continue;
        ++kinds;
        for (int index = 0; index < how_many(); ++index) {
            // Mostly as declared; now and then as somebody does it who has given it no thought.
            const int skill = index % 3 == 2 ? simulator::naive : simulator::careful;
            const Record record = visit_by({.kind = kind, .skill = skill, .index = index}).record;
            std::printf("%s\n", told(record).c_str());
            if (record.let_through()) verified += "\n  " + told(record);
            live += record.live ? 1 : 0;
        }
    }
    CHECK(kinds > 0);
    CHECK_EQUAL(verified, "");
    // Not for want of anybody to judge.
    CHECK(live > 0);
}

}  // namespace

namespace print {
GROUP("attacks_print");
STORY(no_print_is_verified) {
    none_is_verified("print");
}
}  // namespace print

namespace replay {
GROUP("attacks_replay");
STORY(no_replay_is_verified) {
    none_is_verified("replay");
}
}  // namespace replay

namespace mask {
GROUP("attacks_mask");
STORY(no_mask_is_verified) {
    none_is_verified("mask");
}
}  // namespace mask

namespace injection {
GROUP("attacks_injection");
STORY(no_injection_is_verified) {
    none_is_verified("injection");
}
}  // namespace injection

namespace other {
GROUP("attacks_other");
STORY(nothing_else_is_verified) {
    none_is_verified("other");
}
}  // namespace other

namespace crossed {
GROUP("attacks_crossed");
STORY(a_lamp_standing_still_or_declining_lights_or_the_smile_verifies_none_either) {
    using lab::attacks::Manner;
    constexpr std::array<Manner, 4> manners{
        Manner{.lamp = true}, {.stands_still = true}, {.declines_lights = true}, {.cannot_smile = true}};
    constexpr int long_run = 10;
    const bool all = how_many() >= long_run;
    std::string verified;
    std::array<int, manners.size()> live{};
    std::size_t turn = 0;
    for (const ActKind kind : lab::attacks::kinds()) {
        if (!lab::attacks::is_liveness_matter(kind)) continue;
        // One of them for each kind, in turns; all where somebody takes the time.
        const std::size_t first = all ? 0 : turn++ % manners.size();
        const std::size_t last = all ? manners.size() : first + 1;
        for (std::size_t i = first; i < last; ++i) {
            const Record record = visit_by({.kind = kind}, manners.at(i)).record;
            std::printf("%zu %s\n", i, told(record).c_str());
            if (record.let_through()) verified += "\n  " + told(record);
            live.at(i) += record.live ? 1 : 0;
        }
    }
    CHECK_EQUAL(verified, "");
    for (const int of_manner : live)
        CHECK(of_manner > 0);
}
}  // namespace crossed
