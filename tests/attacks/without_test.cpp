// SPDX-License-Identifier: Apache-2.0
// What each judgement is there for: an attack that it refuses, and that is verified where it does not look.
// Most attacks meet more than one judgement that would refuse them; where that is so, the others are off as
// well, on both sides of the comparison.
#include <cstdio>
#include <memory>

#include "drivers/simulator/injected_feed.hpp"
#include "drivers/simulator/prints.hpp"
#include "tests/attacks/visits.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using lab::attacks::Job;
using lab::attacks::Record;
using lab::attacks::Without;
using simulator::ActKind;
using simulator::InjectionMake;

GROUP("without_judgements");

namespace {

constexpr int tries = 6;

/// What is tried: a kind as it is, or with something else in its place.
struct Tried {
    ActKind kind;
    int skill = simulator::careful;
    lab::attacks::ActMaker make_act{};
};

Record attack(const Tried& tried, Without without, int index) {
    const Job job{.kind = tried.kind, .skill = tried.skill, .without = without, .index = index};
    const Record record = visit_by(job, {}, tried.make_act).record;
    std::printf("%s\n", told(record).c_str());
    return record;
}

/// Among the first few attacks, one at least is verified without `judgement`; that one is refused with it.
void lets_through(const Tried& tried, Without judgement, Without off_anyway = Without::nothing) {
    for (int index = 0; index < tries; ++index) {
        if (!attack(tried, off_anyway | judgement, index).verified()) continue;
        CHECK(!attack(tried, off_anyway, index).verified());
        return;
    }
    check_failed("none was verified", std::source_location::current());
}

/// The strongest injection, which nothing but chance refuses: a relit face swap of skill 4. Each attacker
/// here leaves out one of the troubles it takes.
constexpr InjectionMake strongest{.content = InjectionMake::Content::answering,
                                  .lit = InjectionMake::Lit::shaped,
                                  .told = InjectionMake::Told::ordered,
                                  .exposed = InjectionMake::Exposed::taken,
                                  .quickest = 0.1F,
                                  .slowest = 0.1F};

Tried swap_made(const InjectionMake& make) {
    return {ActKind::injection_swap, simulator::has_our_code,
            [make](const auto& visitor, const auto& options) {
                return std::make_unique<simulator::InjectedFeed>(visitor, options, make);
            }};
}

}  // namespace

STORY(without_light_a_live_replay_is_verified) {
    lets_through({ActKind::replay_live}, Without::light);
}

STORY(without_expression_a_rigid_mask_is_verified) {
    lets_through({ActKind::mask_rigid}, Without::expression);
}

STORY(without_turn_and_approach_a_flat_print_cut_so_that_the_wearers_smile_is_seen_is_verified) {
    lets_through({ActKind::print_holes, simulator::has_our_code,
                  [](const auto& visitor, const auto& options) {
                      return simulator::make_print_holes(visitor, options,
                                                         {.bent = false, .whole_mouth = true});
                  }},
                 Without::motion);
}

STORY(without_turn_and_approach_a_bent_print_is_verified_unless_it_has_to_smile) {
    lets_through({ActKind::print_bent}, Without::motion, Without::expression);
}

STORY(without_light_and_exposure_a_virtual_camera_is_verified_and_either_refuses_it) {
    for (int index = 0; index < tries; ++index) {
        if (!attack({ActKind::injection_virtual}, Without::light | Without::exposure, index).verified())
            continue;
        const Record by_exposure = attack({ActKind::injection_virtual}, Without::light, index);
        const Record by_light = attack({ActKind::injection_virtual}, Without::exposure, index);
        CHECK_EQUAL(caught_by(by_exposure), "exposure");
        CHECK_EQUAL(caught_by(by_light), "light");
        return;
    }
    check_failed("none was verified", std::source_location::current());
}

STORY(without_exposure_a_relit_swap_that_only_claims_to_be_exposed_as_ordered_is_verified) {
    InjectionMake make = strongest;
    make.exposed = InjectionMake::Exposed::own;
    lets_through(swap_made(make), Without::exposure);
}

STORY(without_passive_a_relit_swap_of_25_frames_a_second_shown_as_30_is_verified) {
    InjectionMake make = strongest;
    make.repeats = true;
    lets_through(swap_made(make), Without::passive);
}
