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
        rows.push_back(metered_row(f));
        rows.back().crop = metered_row(f / times).crop;
    }
    return rows;
}

}  // namespace

STORY(a_sensor_never_repeats_a_picture) {
    CHECK_EQUAL(judge::judge_passive(repeated(1)).outcome, Outcome::pass);
}

STORY(a_recording_converted_to_another_rate_is_told) {
    for (const int times : {2, 3, 4}) {
        const Judgement judgement = judge::judge_passive(repeated(times));
        CHECK_EQUAL(judgement.outcome, Outcome::fail);
        CHECK_EQUAL(judgement.reason, Reason::repeated_frames);
    }
}

STORY(pictures_shown_twice_now_and_then_are_a_drivers_and_every_sixth_is_a_conversion) {
    const auto doubled_each = [](int nth) {
        auto rows = repeated(1);
        for (std::size_t f = 1; f < rows.size(); ++f)
            if (f % static_cast<std::size_t>(nth) == 0) rows[f].crop = rows[f - 1].crop;
        return judge::judge_passive(rows);
    };
    CHECK_EQUAL(doubled_each(6).reason, Reason::repeated_frames);
    CHECK_EQUAL(doubled_each(20).outcome, Outcome::pass);
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
    for (int f = 30; f < 60; ++f)
        rows[static_cast<std::size_t>(f)] = metered_row(f);
    CHECK_EQUAL(judge::judge_passive(rows).outcome, Outcome::pass);
}

STORY(a_log_without_measures_or_with_them_on_a_few_rows_concludes_nothing) {
    std::vector<ObservationRow> rows;
    for (int f = 0; f < 60; ++f)
        rows.push_back(f < 10 ? metered_row(f) : calm_row(f));
    const Judgement judgement = judge::judge_passive(rows);
    CHECK_EQUAL(judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(judgement.reason, Reason::weak_signal);
}

STORY(an_empty_log_concludes_nothing) {
    CHECK_EQUAL(judge::judge_passive({}).outcome, Outcome::inconclusive);
}

STORY(a_loop_brings_pictures_back) {
    std::vector<ObservationRow> rows;
    for (int f = 0; f < 90; ++f) {
        rows.push_back(metered_row(f));
        rows.back().crop = metered_row(f % 40).crop;
    }
    const Judgement judgement = judge::judge_passive(rows);
    CHECK_EQUAL(judgement.outcome, Outcome::fail);
    CHECK_EQUAL(judgement.reason, Reason::repeated_frames);
}

STORY(an_old_buffer_handed_out_once_is_no_loop) {
    auto rows = repeated(1);
    rows[40].crop = rows[12].crop;
    CHECK_EQUAL(judge::judge_passive(rows).outcome, Outcome::pass);
}

STORY(time_and_sequence_only_grow) {
    auto back = repeated(1);
    back[30].time = back[28].time;
    CHECK_EQUAL(judge::judge_passive(back).reason, Reason::wrong_times);
    auto twice = repeated(1);
    twice[30].sequence = twice[29].sequence;
    CHECK_EQUAL(judge::judge_passive(twice).reason, Reason::wrong_times);
}

STORY(frames_squeezed_into_each_others_time_are_no_sensors) {
    auto rows = repeated(1);
    for (std::size_t f = 0; f < rows.size(); f += 5)
        rows[f].time += 24ms;
    CHECK_EQUAL(judge::judge_passive(rows).reason, Reason::wrong_times);
}

STORY(dropped_frames_and_a_camera_that_slows_down_are_usual) {
    std::vector<ObservationRow> rows;
    for (int f = 0; f < 120; ++f) {
        if (f % 7 == 3 || f % 11 == 2) continue;
        rows.push_back(metered_row(f));
        rows.back().time = f < 60 ? frame_time(f) : frame_time(60) + (frame_time(f) - frame_time(60)) * 2;
    }
    CHECK_EQUAL(judge::judge_passive(rows).outcome, Outcome::pass);
}

STORY(a_raster_on_most_rows_is_a_picture_of_a_picture) {
    const auto with = [](int rows_with) {
        std::vector<ObservationRow> rows;
        for (int f = 0; f < 60; ++f) {
            rows.push_back(metered_row(f));
            if (f < rows_with) rows.back().liveness.recapture_milli = 800;
        }
        return judge::judge_passive(rows);
    };
    CHECK_EQUAL(with(40).reason, Reason::recaptured);
    CHECK_EQUAL(with(40).outcome, Outcome::fail);
    CHECK_EQUAL(with(20).outcome, Outcome::pass);
}

STORY(a_model_that_doubts_leaves_it_open) {
    std::vector<ObservationRow> rows;
    for (int f = 0; f < 60; ++f) {
        rows.push_back(metered_row(f));
        rows.back().liveness.model = 3;
    }
    CHECK_EQUAL(judge::judge_passive(rows).outcome, Outcome::inconclusive);
    CHECK_EQUAL(judge::judge_passive(rows).reason, Reason::recaptured);
    for (ObservationRow& row : rows)
        row.liveness.model = row.sequence % 3 == 0 ? 3 : 150;
    CHECK_EQUAL(judge::judge_passive(rows).outcome, Outcome::pass);
}

namespace {

std::vector<ObservationRow> metered(int recapture_milli, int model, int iod_px = 110) {
    std::vector<ObservationRow> rows;
    for (int f = 0; f < 60; ++f) {
        rows.push_back(metered_row(f));
        rows.back().liveness.recapture_milli = static_cast<std::uint16_t>(recapture_milli);
        rows.back().liveness.model = static_cast<std::uint8_t>(model);
        rows.back().iod_decipx = static_cast<std::uint16_t>(iod_px * 10);
    }
    return rows;
}

}  // namespace

STORY(a_half_is_where_the_judgement_turns) {
    CHECK_EQUAL(judge::alive_milli(metered(0, 0)).value_or(-1), 1000);
    CHECK_EQUAL(judge::alive_milli(metered(1000, 0)).value_or(-1), 0);
    for (int value = 0; value <= 1000; ++value) {
        const auto rows = metered(value, 0);
        const bool passes = judge::judge_passive(rows).outcome == Outcome::pass;
        CHECK_EQUAL(judge::alive_milli(rows).value_or(-1) >= 500, passes);
    }
    for (int word = 1; word <= 201; ++word) {
        const auto rows = metered(0, word);
        const bool passes = judge::judge_passive(rows).outcome == Outcome::pass;
        CHECK_EQUAL(judge::alive_milli(rows).value_or(-1) >= 500, passes);
    }
}

STORY(a_model_that_believes_outvotes_no_raster_nor_the_reverse) {
    CHECK(judge::alive_milli(metered(900, 201)).value_or(-1) < 200);
    CHECK(judge::alive_milli(metered(0, 2)).value_or(-1) < 200);
}

STORY(frames_that_no_sensor_gives_are_worth_nothing) {
    auto rows = metered(0, 201);
    for (ObservationRow& row : rows)
        row.crop = rows[0].crop;
    CHECK_EQUAL(judge::alive_milli(rows).value_or(-1), 0);
}

STORY(nobody_can_say_of_few_rows_or_small_faces_without_a_model) {
    auto few = metered(0, 0);
    few.resize(14);
    CHECK(!judge::alive_milli(few));
    CHECK(!judge::alive_milli(metered(0, 0, 63)));
    CHECK(judge::alive_milli(metered(0, 0, 64)).has_value());
    CHECK(judge::alive_milli(metered(0, 150, 63)).has_value());
    CHECK(!judge::alive_milli({}));
}
