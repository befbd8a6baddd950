// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/other_plan.hpp"

#include "tests/attacks/visits.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using lab::attacks::RecordedVisit;
using lab::attacks::Visit;

GROUP("other_plans");

namespace {

/// Visitors of our own seeds, until one is verified.
RecordedVisit a_verified_visit() {
    constexpr int tries = 5;
    for (int index = 0; index < tries; ++index) {
        Visit visit = visit_by({.kind = simulator::ActKind::visitor, .index = index});
        if (visit.record.verified()) return {visit.record.seed, std::move(*visit.evidence)};
    }
    check_failed("no visitor was verified", std::source_location::current());
}

}  // namespace

STORY(a_visit_answers_its_own_plan_and_no_other) {
    const std::vector visits{a_verified_visit()};
    constexpr int sessions = 500;
    const auto figures = must(lab::attacks::answer_other_plans(visits, sessions, run_seed));
    CHECK_EQUAL(figures.own_plan.count, 1);
    CHECK_EQUAL(figures.as_recorded.of, sessions);
    CHECK_EQUAL(figures.as_recorded.count, 0);
    // A plan of the same kind of challenges, answered by clips of the right kind, is the harder case: the
    // drawn colours have to tell. Another sequence of seven is as alike as judges allow once in 170 times
    // (net/backend/draw_plan.cpp), which is not all that is judged.
    CHECK_EQUAL(figures.cut_to_suit.of, sessions);
    CHECK(figures.cut_to_suit.count * 100 <= sessions);
}
