// SPDX-License-Identifier: Apache-2.0
// What each judgement is there for: an attack that it refuses, and that is verified where it does not look.
// Most attacks meet more than one judgement that would refuse them; where that is so, the others are off as
// well, on both sides of the comparison.
#include <cstdio>

#include "tests/attacks/visits.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using lab::attacks::Job;
using lab::attacks::Record;
using lab::attacks::Without;
using simulator::ActKind;

GROUP("without_judgements");

namespace {

constexpr int tries = 4;

Record attack(ActKind kind, Without without, int index) {
    const Job job{.kind = kind, .skill = simulator::careful, .without = without, .index = index};
    const Record record = visit_by(job).record;
    std::printf("%s\n", told(record).c_str());
    return record;
}

/// Among the first few attacks, one at least is verified without `judgement`; that one is refused with it.
void lets_through(ActKind kind, Without judgement, Without off_anyway = Without::nothing) {
    for (int index = 0; index < tries; ++index) {
        if (!attack(kind, off_anyway | judgement, index).verified()) continue;
        CHECK(!attack(kind, off_anyway, index).verified());
        return;
    }
    check_failed("none was verified", std::source_location::current());
}

}  // namespace

STORY(without_light_a_live_replay_is_verified) {
    lets_through(ActKind::replay_live, Without::light);
}

STORY(without_expression_a_rigid_mask_is_verified) {
    lets_through(ActKind::mask_rigid, Without::expression);
}

STORY(without_turn_and_approach_a_bent_print_is_verified_unless_it_has_to_smile) {
    lets_through(ActKind::print_bent, Without::motion, Without::expression);
}

STORY(without_light_and_exposure_a_virtual_camera_is_verified_and_either_refuses_it) {
    for (int index = 0; index < tries; ++index) {
        if (!attack(ActKind::injection_virtual, Without::light | Without::exposure, index).verified())
            continue;
        const Record by_exposure = attack(ActKind::injection_virtual, Without::light, index);
        const Record by_light = attack(ActKind::injection_virtual, Without::exposure, index);
        CHECK_EQUAL(caught_by(by_exposure), "exposure");
        CHECK_EQUAL(caught_by(by_light), "light");
        return;
    }
    check_failed("none was verified", std::source_location::current());
}

// No simulated attack is verified for want of the passive judgement alone: what stands still or comes back
// does not do what is asked either. It tells on its own what it is there for.
STORY(passive_tells_a_frozen_picture_which_others_refuse_as_well) {
    for (int index = 0; index < tries; ++index) {
        const Record record = attack(ActKind::frozen, Without::nothing, index);
        const auto& passive = record.judged.back();
        if (passive.outcome != "fail") continue;
        CHECK_EQUAL(passive.what, "passive");
        CHECK_EQUAL(passive.reason, "frozen_picture");
        CHECK(!attack(ActKind::frozen, Without::passive, index).verified());
        return;
    }
    check_failed("no frozen picture was told", std::source_location::current());
}
