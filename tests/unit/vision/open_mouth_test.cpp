// SPDX-License-Identifier: Apache-2.0
#include "tests/support/check.hpp"
#include "tests/unit/vision/rows.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("open_mouth");

namespace {

const judge::Context context = context_of(ChallengeKind::open_mouth);

}  // namespace

STORY(a_mouth_opened_after_the_prompt_passes) {
    const auto standing = run(context, 100, [](int f) { return f < 20 ? metered_row(f) : gaping_row(f); });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::pass);
    CHECK_EQUAL(standing.judgement.score_milli, 480);
}

STORY(a_mouth_that_was_open_at_the_prompt_has_to_close_first) {
    CHECK(!run(context, 100, gaping_row).over);
    const auto again = run(context, 100, [](int f) { return f == 30 ? metered_row(f) : gaping_row(f); });
    CHECK_EQUAL(again.judgement.outcome, Outcome::pass);
}

STORY(speech_is_too_short) {
    const auto standing = run(context, 200, [](int f) { return f % 9 < 5 ? metered_row(f) : gaping_row(f); });
    CHECK(!standing.over);
}

STORY(a_smile_is_no_open_mouth) {
    const auto standing = run(context, 400, [](int f) { return f < 20 ? metered_row(f) : smiling_row(f); });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(standing.judgement.reason, Reason::mouth_not_opened);
}

STORY(a_turned_head_shows_no_gap_worth_measuring) {
    const auto standing = run(context, 100, [](int f) {
        ObservationRow row = f < 20 ? metered_row(f) : gaping_row(f);
        if (f >= 20) row.quality.add(Reason::head_turned);
        return row;
    });
    CHECK(!standing.over);
    CHECK_EQUAL(standing.guidance, Reason::head_turned);
}
