// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/support/check.hpp"
#include "tests/unit/vision/rows.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("smile");

namespace {

template <class Make>
judge::Standing run(int frames, Make make) {
    const auto judge = judge::make_judge(smile_context());
    judge::Standing standing;
    for (int frame = 0; frame < frames && !standing.over; ++frame)
        standing = judge->add(make(frame));
    return standing;
}

}  // namespace

STORY(a_smile_after_the_prompt_passes) {
    const auto standing = run(60, [](int f) { return f < 20 ? calm_row(f) : smiling_row(f); });
    CHECK(standing.over);
    CHECK_EQUAL(standing.judgement.outcome, Outcome::pass);
    CHECK_EQUAL(standing.judgement.score_milli, 300);
}

STORY(a_smile_that_begins_on_the_row_after_the_prompt_counts) {
    const auto standing = run(20, [](int f) { return f < 1 ? calm_row(f) : smiling_row(f); });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::pass);
}

STORY(a_smile_that_was_there_before_the_prompt_has_to_end_first) {
    const auto standing = run(100, smiling_row);
    CHECK(!standing.over);
    CHECK_EQUAL(standing.guidance, Reason::not_smiling);
    const auto again = run(100, [](int f) { return f > 40 && f < 50 ? calm_row(f) : smiling_row(f); });
    CHECK_EQUAL(again.judgement.outcome, Outcome::pass);
}

STORY(a_smile_that_only_wavers_about_the_limit_did_not_begin) {
    const auto standing = run(100, [](int f) {
        ObservationRow row = smiling_row(f);
        row.mouth_width_milli = static_cast<std::uint16_t>(neutral_mouth * (f % 20 == 0 ? 113 : 118) / 100);
        return row;
    });
    CHECK(!standing.over);
}

STORY(a_smile_that_was_just_beginning_at_the_prompt_counts_once_it_has_grown) {
    const auto standing = run(100, [](int f) {
        ObservationRow row = smiling_row(f);
        row.mouth_width_milli = static_cast<std::uint16_t>(neutral_mouth * std::min(112 + 2 * f, 130) / 100);
        return row;
    });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::pass);
}

STORY(a_smile_has_to_last) {
    const auto standing = run(200, [](int f) { return f % 10 < 6 ? calm_row(f) : smiling_row(f); });
    CHECK(!standing.over);
}

STORY(one_slipped_row_does_not_end_a_smile) {
    const auto at = [](int slips) {
        return run(20,
                   [=](int f) { return f < 3 || (f > 5 && f <= 5 + slips) ? calm_row(f) : smiling_row(f); });
    };
    CHECK_EQUAL(at(1).judgement.outcome, Outcome::pass);
    CHECK_EQUAL(run(13, [](int f) { return f < 3 || f == 6 || f == 7 ? calm_row(f) : smiling_row(f); })
                    .judgement.outcome,
                Outcome::inconclusive);
}

STORY(a_wide_open_mouth_is_not_a_smile) {
    const auto standing = run(600, [](int f) { return f < 20 || f > 60 ? calm_row(f) : shouting_row(f); });
    CHECK(standing.over);
    CHECK_EQUAL(standing.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(standing.judgement.reason, Reason::mouth_not_smile);
    CHECK_EQUAL(run(30, [](int f) { return f < 20 ? calm_row(f) : shouting_row(f); }).guidance,
                Reason::mouth_not_smile);
}

STORY(wide_lips_without_raised_corners_are_not_a_smile) {
    const auto standing = run(60, [](int f) {
        ObservationRow row = f < 10 ? calm_row(f) : smiling_row(f);
        row.corner_rise_milli = neutral_rise;
        return row;
    });
    CHECK(!standing.over);
    CHECK_EQUAL(standing.guidance, Reason::mouth_not_smile);
}

STORY(an_open_smile_is_a_smile) {
    const auto standing = run(60, [](int f) {
        ObservationRow row = f < 10 ? calm_row(f) : smiling_row(f);
        if (f >= 10) row.mouth_open_milli = 300;
        return row;
    });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::pass);
}

STORY(whoever_never_smiles_runs_out_of_time) {
    const auto standing = run(600, calm_row);
    CHECK_EQUAL(standing.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(standing.judgement.reason, Reason::not_smiling);
}

STORY(another_face_fails_at_once) {
    const auto standing = run(60, [](int f) {
        ObservationRow row = f < 10 ? calm_row(f) : smiling_row(f);
        if (f == 12) row.track = 8;
        return row;
    });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(standing.judgement.reason, Reason::face_changed);
}

STORY(a_second_person_stops_it_from_counting) {
    const auto standing = run(60, [](int f) {
        ObservationRow row = f < 10 ? calm_row(f) : smiling_row(f);
        row.faces = 2;
        return row;
    });
    CHECK(!standing.over);
    CHECK_EQUAL(standing.guidance, Reason::several_faces);
}

STORY(a_turned_head_is_not_measured) {
    const auto standing = run(60, [](int f) {
        ObservationRow row = f < 10 ? calm_row(f) : smiling_row(f);
        row.quality.add(Reason::head_turned);
        return row;
    });
    CHECK(!standing.over);
    CHECK_EQUAL(standing.guidance, Reason::head_turned);
}

STORY(without_a_neutral_face_nothing_is_concluded) {
    judge::Context context = smile_context();
    context.neutral_mouth_width_milli = 0;
    const auto judge = judge::make_judge(context);
    const auto standing = judge->add(smiling_row(0));
    CHECK(standing.over);
    CHECK_EQUAL(standing.judgement.outcome, Outcome::inconclusive);
}

STORY(what_it_was_judged_against_is_carried_on) {
    judge::Context next;
    judge::make_judge(smile_context())->carry_to(next);
    CHECK_EQUAL(next.neutral_mouth_width_milli, std::int32_t{neutral_mouth});
    CHECK_EQUAL(next.track, 7U);
}
