// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/support/check.hpp"
#include "tests/unit/vision/rows.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("turn");

namespace {

judge::Context turn_to(Side side) {
    judge::Context context = context_of(ChallengeKind::turn);
    context.challenge.side = side;
    return context;
}

/// Ahead for 20 rows, then turning within 15 to this.
ObservationRow turning(int frame, int asymmetry_milli) {
    return turned_row(frame, std::clamp(frame - 20, 0, 15) * asymmetry_milli / 15);
}

/// A photograph turned by hand: narrower, the nose in its middle.
ObservationRow photo(int frame) {
    ObservationRow row = metered_row(frame);
    if (frame < 20) return row;
    row.box_width = static_cast<std::uint16_t>(row.box_width * 85 / 100);
    row.asymmetry_milli = 60;
    row.liveness.parallax_milli = 24;
    return row;
}

}  // namespace

STORY(a_head_that_turns_to_the_drawn_side_passes) {
    const auto left = run(turn_to(Side::left), 100, [](int f) { return turning(f, 500); });
    CHECK_EQUAL(left.judgement.outcome, Outcome::pass);
    CHECK_EQUAL(left.judgement.score_milli, 500);
    const auto right = run(turn_to(Side::right), 100, [](int f) { return turning(f, -500); });
    CHECK_EQUAL(right.judgement.outcome, Outcome::pass);
}

STORY(the_other_side_does_not_count_but_may_be_corrected) {
    const auto wrong = run(turn_to(Side::left), 400, [](int f) { return turning(f, -500); });
    CHECK(wrong.over);
    CHECK_EQUAL(wrong.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(wrong.judgement.reason, Reason::not_turned);
    const auto corrected = run(turn_to(Side::left), 200, [](int f) {
        ObservationRow row = f < 60 ? turning(f, -500) : turning(f - 60, 500);
        row.time = frame_time(f);
        return row;
    });
    CHECK_EQUAL(corrected.judgement.outcome, Outcome::pass);
}

STORY(nobody_who_looks_ahead_has_turned) {
    const auto standing = run(turn_to(Side::left), 400, metered_row);
    CHECK_EQUAL(standing.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(standing.judgement.reason, Reason::not_turned);
}

STORY(the_visitors_own_asymmetry_is_where_it_starts) {
    judge::Context context = turn_to(Side::left);
    context.neutral_asymmetry_milli = 150;
    const auto standing = run(context, 100, [](int f) { return turning(f, 350); });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(standing.judgement.score_milli, 200);
}

STORY(a_head_that_was_turned_at_the_prompt_has_to_come_back_first) {
    const auto standing = run(turn_to(Side::left), 100, [](int f) { return turned_row(f, 500); });
    CHECK(!standing.over);
    CHECK_EQUAL(standing.guidance, Reason::not_turned);
}

STORY(a_turned_photograph_is_flat) {
    const auto standing = run(turn_to(Side::left), 100, photo);
    CHECK(standing.over);
    CHECK_EQUAL(standing.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(standing.judgement.reason, Reason::flat_face);
}

STORY(a_nose_that_moves_within_a_plane_is_flat) {
    const auto standing = run(turn_to(Side::left), 100, [](int f) {
        ObservationRow row = turning(f, 500);
        row.liveness.parallax_milli = 8;
        return row;
    });
    CHECK_EQUAL(standing.judgement.reason, Reason::flat_face);
}

STORY(between_a_plane_and_a_head_nobody_can_say) {
    const auto standing = run(turn_to(Side::left), 400, [](int f) {
        ObservationRow row = turning(f, 500);
        if (f > 25) row.liveness.parallax_milli = 15;
        return row;
    });
    CHECK(standing.over);
    CHECK_EQUAL(standing.judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(standing.judgement.reason, Reason::weak_signal);
}

STORY(an_open_mouth_makes_no_photograph) {
    const auto standing = run(turn_to(Side::left), 100, [](int f) {
        ObservationRow row = f < 20 ? metered_row(f) : gaping_row(f);
        row.box_height = f < 20 ? row.box_height : 370;
        return row;
    });
    CHECK(!standing.over);
}

STORY(a_turn_that_was_not_measured_concludes_nothing) {
    const auto standing = run(turn_to(Side::left), 400, [](int f) {
        ObservationRow row = turning(f, 500);
        row.liveness = {};
        return row;
    });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(run(turn_to(Side::none), 1, metered_row).judgement.outcome, Outcome::inconclusive);
}

STORY(a_turn_has_to_last) {
    const auto standing = run(turn_to(Side::left), 200,
                              [](int f) { return f % 20 < 14 ? metered_row(f) : turned_row(f, 500); });
    CHECK(!standing.over);
}

STORY(without_a_passed_centre_there_is_nobody_to_compare_with) {
    judge::Context context = turn_to(Side::left);
    context.track = 0;
    const auto standing = run(context, 100, [](int f) { return turning(f, 500); });
    CHECK(standing.over);
    CHECK_EQUAL(standing.judgement.outcome, Outcome::inconclusive);
}

// What all challenges after centre have in common, told by the turn.

STORY(another_track_is_another_face) {
    const auto standing = run(turn_to(Side::left), 100, [](int f) {
        ObservationRow row = turning(f, 500);
        row.track = f < 25 ? 7 : 8;
        return row;
    });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(standing.judgement.reason, Reason::face_changed);
}

STORY(a_cut_that_keeps_the_track_is_seen_as_a_jump) {
    const auto cut = [](int dx, int width_change) {
        return run(turn_to(Side::left), 100, [=](int f) {
            ObservationRow row = turning(f, 500);
            if (f < 25) return row;
            row.iod_decipx = static_cast<std::uint16_t>(row.iod_decipx + width_change);
            return moved(row, dx, 0);
        });
    };
    CHECK_EQUAL(cut(200, 0).judgement.reason, Reason::face_changed);
    CHECK_EQUAL(cut(0, 500).judgement.reason, Reason::face_changed);
    CHECK_EQUAL(cut(60, 100).judgement.outcome, Outcome::pass);
}

STORY(one_slipped_row_is_no_cut) {
    const auto standing = run(turn_to(Side::left), 100, [](int f) {
        return f == 10 ? moved(metered_row(f), 300, 40) : turning(f, 500);
    });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::pass);
}

STORY(points_of_another_source_conclude_nothing) {
    const auto standing = run(turn_to(Side::left), 100, [](int f) {
        ObservationRow row = turning(f, 500);
        row.source = PointSource::face_mesh;
        return row;
    });
    CHECK_EQUAL(standing.judgement.outcome, Outcome::inconclusive);
}
