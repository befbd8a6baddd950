// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/support/check.hpp"
#include "tests/unit/vision/rows.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("approach");

namespace {

judge::Context approach() {
    judge::Context context = context_of(ChallengeKind::approach);
    context.challenge.grow_milli = 1300;
    return context;
}

/// Still for 20 rows, then larger by 40 % within 60. Near, its width is less by `narrower` thousandths of
/// what a plane's would be, and its points are `parallax` off any plane's picture.
ObservationRow coming(int frame, int narrower, int parallax) {
    ObservationRow row = metered_row(frame);
    const int grown = 1000 + std::clamp(frame - 20, 0, 60) * 400 / 60;
    const auto larger = [grown](int size) { return static_cast<std::uint16_t>(size * grown / 1000); };
    row.iod_decipx = larger(row.iod_decipx);
    row.box_width = larger(row.box_width * (1000 - narrower * (grown - 1000) / 400) / 1000);
    row.box_height = larger(row.box_height);
    row.box_x = static_cast<std::int16_t>(640 - row.box_width / 2);
    row.liveness.parallax_milli = static_cast<std::uint16_t>(3 + parallax * (grown - 1000) / 400);
    return row;
}

}  // namespace

STORY(a_head_that_comes_nearer_passes) {
    const auto clear = run(approach(), 200, [](int f) { return coming(f, 10, 25); });
    CHECK_EQUAL(clear.judgement.outcome, Outcome::pass);
    const auto both = run(approach(), 200, [](int f) { return coming(f, 30, 9); });
    CHECK_EQUAL(both.judgement.outcome, Outcome::pass);
}

STORY(a_picture_that_only_grows_is_flat) {
    const auto standing = run(approach(), 200, [](int f) { return coming(f, 0, 0); });
    CHECK(standing.over);
    CHECK_EQUAL(standing.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(standing.judgement.reason, Reason::flat_face);
}

STORY(in_between_nobody_can_say) {
    const auto some = run(approach(), 200, [](int f) { return coming(f, 0, 8); });
    CHECK(some.over);
    CHECK_EQUAL(some.judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(some.judgement.reason, Reason::weak_signal);
    const auto narrower = run(approach(), 200, [](int f) { return coming(f, 40, 0); });
    CHECK_EQUAL(narrower.judgement.outcome, Outcome::inconclusive);
}

STORY(who_does_not_come_nearer_in_time_fails) {
    const auto standing = run(approach(), 400, metered_row);
    CHECK(standing.over);
    CHECK_EQUAL(standing.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(standing.judgement.reason, Reason::not_nearer);
}

STORY(how_near_counts_from_the_prompt) {
    // Already near when asked.
    const auto standing = run(approach(), 200, [](int f) {
        ObservationRow row = coming(100, 30, 30);
        row.time = frame_time(f);
        return row;
    });
    CHECK(!standing.over);
    CHECK_EQUAL(standing.guidance, Reason::not_nearer);
}

STORY(an_approach_that_was_not_measured_concludes_nothing) {
    const auto standing = run(approach(), 400, [](int f) {
        ObservationRow row = coming(f, 30, 30);
        row.liveness = {};
        return row;
    });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::inconclusive);
    judge::Context context = approach();
    context.challenge.grow_milli = 1000;
    CHECK_EQUAL(run(context, 1, metered_row).judgement.outcome, Outcome::inconclusive);
}
