// SPDX-License-Identifier: Apache-2.0
#include "tests/support/check.hpp"
#include "tests/unit/vision/rows.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("passive");

namespace {

/// 60 rows of which each picture is shown `times` times.
std::vector<ObservationRow> repeated(int times) {
    std::vector<ObservationRow> rows;
    for (int f = 0; f < 60; ++f) {
        rows.push_back(calm_row(f));
        rows.back().crop = calm_row(f / times).crop;
    }
    return rows;
}

}  // namespace

STORY(a_sensor_never_repeats_a_picture) {
    CHECK_EQUAL(judge::judge_passive(repeated(1)).outcome, Outcome::pass);
}

STORY(a_recording_converted_to_another_rate_passes) {
    for (const int times : {2, 3, 4})
        CHECK_EQUAL(judge::judge_passive(repeated(times)).outcome, Outcome::pass);
}

STORY(a_frozen_picture_is_found_though_its_times_go_on) {
    const Judgement judgement = judge::judge_passive(repeated(10));
    CHECK_EQUAL(judgement.outcome, Outcome::fail);
    CHECK_EQUAL(judgement.reason, Reason::frozen_picture);
    CHECK_EQUAL(judgement.score_milli, 10);
}

STORY(a_short_freeze_among_live_frames_is_found) {
    auto rows = repeated(1);
    for (int f = 20; f < 27; ++f)
        rows[static_cast<std::size_t>(f)].crop = rows[20].crop;
    CHECK_EQUAL(judge::judge_passive(rows).outcome, Outcome::fail);
}

STORY(rows_without_a_face_are_not_alike) {
    std::vector<ObservationRow> rows;
    for (int f = 0; f < 60; ++f)
        rows.push_back(empty_row(f));
    CHECK_EQUAL(judge::judge_passive(rows).outcome, Outcome::inconclusive);
    rows[3] = calm_row(3);
    CHECK_EQUAL(judge::judge_passive(rows).outcome, Outcome::pass);
}

STORY(an_empty_log_concludes_nothing) {
    CHECK_EQUAL(judge::judge_passive({}).outcome, Outcome::inconclusive);
}
