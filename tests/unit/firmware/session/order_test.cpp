// SPDX-License-Identifier: Apache-2.0
// What is asked for, in which order, and what becomes of a challenge that a visitor does not want.
#include "tests/unit/firmware/session/walk.hpp"

using namespace verikiosk;
using namespace verikiosk::session;
using tests::Walk;

GROUP("order");

namespace {

Challenge of(ChallengeKind kind) {
    Challenge challenge{.kind = kind, .hold = 300ms, .time_limit = 10s};
    if (kind == ChallengeKind::centre) challenge.hold = 1s;
    if (kind == ChallengeKind::turn) challenge.side = Side::left;
    if (kind == ChallengeKind::approach) challenge.grow_milli = 1150;
    if (kind == ChallengeKind::light) {
        challenge.hold = 400ms;
        challenge.colours = {0x000000, 0x00FFFF, 0x000000, 0xFFFF00};
    }
    return challenge;
}

Plan plan_of(std::initializer_list<ChallengeKind> kinds, std::initializer_list<ChallengeKind> alternates) {
    Plan plan = tests::centre_and_smile();
    plan.challenges.clear();
    for (const ChallengeKind kind : kinds)
        plan.challenges.push_back(of(kind));
    for (const ChallengeKind kind : alternates)
        plan.alternates.push_back(of(kind));
    plan.classes = {{AttackClass::print, {ChallengeKind::turn, ChallengeKind::approach}},
                    {AttackClass::mask, {ChallengeKind::smile, ChallengeKind::open_mouth}}};
    return plan;
}

const Judgement& last_judgement(const Walk& walk) {
    return walk.state.results.back().judgement;
}

}  // namespace

STORY(who_cannot_turn_is_asked_to_come_nearer_instead) {
    Walk walk;
    walk.into(plan_of({ChallengeKind::centre, ChallengeKind::turn, ChallengeKind::smile},
                      {ChallengeKind::approach, ChallengeKind::open_mouth}));
    walk.frames(40, tests::neutral_row);
    CHECK_EQUAL(name_of(walk.state.stage), "turn");
    walk.press(Action::cannot);
    CHECK_EQUAL(name_of(walk.state.stage), "approach");
    CHECK_EQUAL(walk.state.results.back().planned, 1);
    CHECK_EQUAL(name_of(last_judgement(walk).reason), "declined");
    CHECK_EQUAL(walk.state.challenge, 3U);
}

STORY(who_can_do_neither_is_sent_to_a_call_at_once) {
    Walk walk;
    walk.into(plan_of({ChallengeKind::centre, ChallengeKind::turn, ChallengeKind::smile},
                      {ChallengeKind::approach}));
    walk.frames(40, tests::neutral_row);
    walk.press(Action::cannot);
    walk.press(Action::cannot);
    CHECK_EQUAL(name_of(walk.state.stage), "sending");
    CHECK(!walk.last<CommitEvidence>().with_selfie);
    CHECK_EQUAL(walk.last<CommitEvidence>().results.size(), 3U);
}

STORY(an_open_mouth_stands_in_for_a_smile) {
    Walk walk;
    walk.into(plan_of({ChallengeKind::centre, ChallengeKind::smile}, {ChallengeKind::open_mouth}));
    walk.state.session->plan.classes = {
        {AttackClass::mask, {ChallengeKind::smile, ChallengeKind::open_mouth}}};
    walk.frames(40, tests::neutral_row);
    walk.frames(5, tests::neutral_row);
    walk.press(Action::cannot);
    CHECK_EQUAL(name_of(walk.state.stage), "open_mouth");
    const auto wide = [](std::uint64_t sequence, TimePoint time) {
        ObservationRow row = tests::neutral_row(sequence, time);
        row.mouth_open_milli = 700;
        return row;
    };
    walk.frames(10, tests::neutral_row);
    walk.frames(30, wide);
    CHECK_EQUAL(name_of(last_judgement(walk).outcome), "pass");
    walk.frames(60, tests::neutral_row);
    CHECK_EQUAL(name_of(walk.state.stage), "review");
}

STORY(nobody_is_asked_nearer_than_arms_length) {
    Walk walk;
    walk.into(plan_of({ChallengeKind::centre, ChallengeKind::approach, ChallengeKind::smile},
                      {ChallengeKind::turn}));
    // 120 px between the eyes is 48 cm and leaves room for 6 cm; 160 px is 36 cm.
    const auto near_by = [](std::uint64_t sequence, TimePoint time) {
        ObservationRow row = tests::neutral_row(sequence, time);
        row.iod_decipx = 1600;
        row.box_width = 347;
        row.box_height = 453;
        row.box_x = 640 - 173;
        row.box_y = 360 - 226;
        return row;
    };
    walk.frames(45, near_by);
    CHECK_EQUAL(name_of(walk.state.stage), "turn");
    CHECK_EQUAL(name_of(last_judgement(walk).reason), "too_near");
}

STORY(a_plan_that_flashes_is_refused_before_anything_is_shown) {
    Walk walk;
    Plan plan = plan_of({ChallengeKind::centre, ChallengeKind::light}, {});
    plan.challenges.back().hold = 100ms;  // five flashes a second
    plan.challenges.back().colours = {0x000000, 0xFFFFFF, 0x000000, 0xFFFFFF, 0x000000,
                                      0xFFFFFF, 0x000000, 0xFFFFFF, 0x000000, 0xFFFFFF};
    walk.into(plan);
    CHECK_EQUAL(name_of(walk.state.stage), "out_of_service");
    CHECK_EQUAL(name_of(walk.state.notice), "backend_refused");
}

STORY(every_request_is_counted_so_that_measuring_starts_anew) {
    Walk walk;
    walk.into(plan_of({ChallengeKind::centre, ChallengeKind::turn, ChallengeKind::smile}, {}));
    const std::uint64_t centre = walk.state.asked;
    walk.frames(40, tests::neutral_row);
    const std::uint64_t turn = walk.state.asked;
    CHECK(turn > centre);
    walk.press(Action::cancel);
    CHECK_EQUAL(walk.state.asked, turn);  // never back, or the next visit would be measured from this one
}
