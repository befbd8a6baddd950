// SPDX-License-Identifier: Apache-2.0
#include "tests/support/check.hpp"
#include "tests/unit/vision/rows.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("centre");

namespace {

/// The first frame at which the judge is over, or -1, when `make` says what each frame shows.
template <class Make>
int over_at(const judge::Context& context, int frames, Make make, judge::Standing* last = nullptr) {
    const auto judge = judge::make_judge(context);
    for (int frame = 0; frame < frames; ++frame) {
        const judge::Standing standing = judge->add(make(frame));
        if (last != nullptr) *last = standing;
        if (standing.over) return frame;
    }
    return -1;
}

ObservationRow with(ObservationRow row, Reason reason) {
    row.quality.add(reason);
    return row;
}

}  // namespace

STORY(whoever_holds_still_for_long_enough_passes) {
    judge::Standing last;
    // 30 steps of 33333333 ns are just short of a second, so the frame after it.
    CHECK_EQUAL(over_at(centre_context(), 60, calm_row, &last), 31);
    CHECK_EQUAL(last.judgement.outcome, Outcome::pass);
    CHECK_EQUAL(last.judgement.reason, Reason::none);
    CHECK_EQUAL(last.progress, 1.0F);
}

STORY(half_a_second_is_enough_for_a_recording) {
    judge::Context context = centre_context();
    context.challenge.hold = 480ms;
    CHECK_EQUAL(over_at(context, 60, [](int f) { return f == 0 ? empty_row(f) : calm_row(f); }), 16);
}

STORY(progress_grows_while_still_and_never_runs_back) {
    const auto judge = judge::make_judge(centre_context());
    float before = -1;
    for (int frame = 0; frame < 30; ++frame) {
        const judge::Standing standing = judge->add(calm_row(frame));
        CHECK(standing.progress > before);
        CHECK(standing.progress < 1);
        CHECK_EQUAL(standing.judgement.outcome, Outcome::inconclusive);
        before = standing.progress;
    }
}

STORY(rows_up_to_the_prompt_do_not_count) {
    judge::Context context = centre_context();
    context.prompted = frame_time(20);
    CHECK_EQUAL(over_at(context, 90, calm_row), 52);
}

STORY(the_same_row_twice_counts_once) {
    const auto judge = judge::make_judge(centre_context());
    for (int i = 0; i < 200; ++i)
        CHECK(!judge->add(calm_row(3)).over);
}

STORY(one_bad_row_is_noise_two_are_not) {
    const auto at = [](int bad) {
        return over_at(centre_context(), 90, [=](int f) {
            return f >= 10 && f < 10 + bad ? moved(calm_row(f), 60, 0) : calm_row(f);
        });
    };
    CHECK_EQUAL(at(1), 31);
    CHECK(at(2) > 40);
}

STORY(a_blink_does_not_restart_the_hold_closed_eyes_do) {
    const auto at = [](int shut) {
        return over_at(centre_context(), 120, [=](int f) {
            return f >= 10 && f < 10 + shut ? with(calm_row(f), Reason::eyes_closed) : calm_row(f);
        });
    };
    CHECK_EQUAL(at(6), 31);
    CHECK(at(20) > 55);
}

STORY(whoever_moves_is_told_to_hold_still_and_starts_over) {
    judge::Standing last;
    const auto sway = [](int f) { return moved(calm_row(f), (f / 5) % 2 == 0 ? 0 : 40, 0); };
    CHECK_EQUAL(over_at(centre_context(), 100, sway, &last), -1);
    CHECK_EQUAL(last.judgement.reason, Reason::not_still);
}

STORY(a_slow_drift_is_movement_too) {
    // 2 px a frame: 60 px a second, over half of the distance between the eyes.
    judge::Context context = centre_context();
    context.challenge.hold = 800ms;
    CHECK_EQUAL(over_at(context, 30, [](int f) { return moved(calm_row(f), -30 + 2 * f, 0); }), -1);
}

STORY(small_involuntary_motion_is_still_enough) {
    const auto sway = [](int f) { return moved(calm_row(f), (f * 7) % 11 - 5, (f * 5) % 9 - 4); };
    CHECK_EQUAL(over_at(centre_context(), 60, sway), 31);
}

STORY(leaning_in_is_movement) {
    const auto lean = [](int f) {
        ObservationRow row = calm_row(f);
        row.iod_decipx = static_cast<std::uint16_t>(row.iod_decipx + 8 * f);
        return row;
    };
    CHECK_EQUAL(over_at(centre_context(), 31, lean), -1);
    judge::Standing last;
    CHECK_EQUAL(over_at(centre_context(), 18, lean, &last), -1);
    CHECK_EQUAL(last.guidance, Reason::not_still);
}

STORY(another_face_in_the_same_place_starts_over) {
    const auto swapped = [](int f) {
        ObservationRow row = calm_row(f);
        row.track = f < 25 ? 7 : 8;
        return row;
    };
    CHECK(over_at(centre_context(), 120, swapped) > 55);
}

STORY(frames_that_are_missing_are_not_holding_still) {
    const auto judge = judge::make_judge(centre_context());
    CHECK(!judge->add(calm_row(0)).over);
    CHECK(!judge->add(calm_row(40)).over);
    CHECK(!judge->add(calm_row(80)).over);
}

STORY(a_second_person_is_what_the_visitor_hears_of) {
    judge::Standing last;
    const auto two = [](int f) {
        ObservationRow row = calm_row(f);
        row.faces = 2;
        return row;
    };
    CHECK_EQUAL(over_at(centre_context(), 100, two, &last), -1);
    CHECK_EQUAL(last.guidance, Reason::several_faces);
}

STORY(light_is_said_before_blur) {
    const auto judge = judge::make_judge(centre_context());
    const auto dim = with(with(calm_row(0), Reason::blurred), Reason::too_dark);
    CHECK_EQUAL(judge->add(dim).guidance, Reason::too_dark);
}

STORY(out_of_time_names_what_stood_in_the_way_most) {
    judge::Standing last;
    const auto far = [](int f) {
        ObservationRow row = f < 100 ? empty_row(f) : calm_row(f);
        row.iod_decipx = 300;
        return row;
    };
    const int frame = over_at(centre_context(), 600, far, &last);
    CHECK(frame_time(frame) - frame_time(-1) > 15s);
    CHECK(frame_time(frame - 1) - frame_time(-1) <= 15s);
    CHECK_EQUAL(last.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(last.judgement.reason, Reason::too_far);
}

STORY(after_it_is_over_nothing_changes_it) {
    const auto judge = judge::make_judge(centre_context());
    judge::Standing standing;
    int frame = 0;
    while (!standing.over)
        standing = judge->add(calm_row(frame++));
    CHECK_EQUAL(judge->add(empty_row(frame)).judgement, standing.judgement);
}

STORY(the_neutral_face_and_the_track_are_carried_on) {
    const auto judge = judge::make_judge(centre_context());
    for (int f = 0; f < 32; ++f) {
        ObservationRow row = calm_row(f);
        // One landmark slip in ten must not shift the neutral face: it is a median.
        if (f % 10 == 3) row.mouth_width_milli = 1200;
        CHECK_EQUAL(judge->add(row).over, f == 31);
    }
    judge::Context next = centre_context();
    judge->carry_to(next);
    CHECK_EQUAL(next.neutral_mouth_width_milli, std::int32_t{neutral_mouth});
    CHECK_EQUAL(next.neutral_corner_rise_milli, std::int32_t{neutral_rise});
    CHECK_EQUAL(next.track, 7U);
}

STORY(nothing_is_carried_on_before_it_passed) {
    const auto judge = judge::make_judge(centre_context());
    CHECK(!judge->add(calm_row(0)).over);
    judge::Context next = centre_context();
    judge->carry_to(next);
    CHECK_EQUAL(next.neutral_mouth_width_milli, 0);
    CHECK_EQUAL(next.track, 0U);
}
