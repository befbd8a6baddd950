// SPDX-License-Identifier: Apache-2.0
// The challenges as the session runs them: prompts, guidance, the selfie, and agreement with the judge.
#include "tests/unit/firmware/session/walk.hpp"

using namespace verikiosk;
using namespace verikiosk::session;
using tests::Walk;

GROUP("challenges");

namespace {

ObservationRow second_person(std::uint64_t sequence, TimePoint time) {
    ObservationRow row = tests::neutral_row(sequence, time);
    row.faces = 2;
    return row;
}

ObservationRow beside_the_oval(std::uint64_t sequence, TimePoint time) {
    ObservationRow row = tests::neutral_row(sequence, time);
    row.box_x = static_cast<std::int16_t>(row.box_x + row.box_width / 2);
    return row;
}

ObservationRow blurred_smile(std::uint64_t sequence, TimePoint time) {
    ObservationRow row = tests::smiling_row(sequence, time);
    row.quality.add(Reason::blurred);
    return row;
}

/// The evidence that the session would have signed must be judged by the backend just as on the kiosk.
void check_rejudged(const CommitEvidence& commit, const std::vector<ObservationRow>& rows) {
    Evidence evidence;
    evidence.oval = commit.oval;
    evidence.challenges = commit.results;
    evidence.rows = rows;
    const auto again = judge::rejudge(commit.session.plan, evidence);
    for (std::size_t i = 0; i < commit.results.size(); ++i) {
        CHECK_EQUAL(name_of(again.challenges[i].judgement.reason),
                    name_of(commit.results[i].judgement.reason));
        CHECK(again.challenges[i].judgement == commit.results[i].judgement);
    }
}

}  // namespace

STORY(the_oval_comes_to_a_tall_visitor) {
    Walk walk;
    walk.until_position();
    const auto tall = [](std::uint64_t sequence, TimePoint time) {
        ObservationRow row = tests::neutral_row(sequence, time);
        row.box_y = 60;
        return row;
    };
    walk.frames(45, tall);
    CHECK(walk.state.oval.centre_y < 0.45F);
    CHECK_EQUAL(walk.state.results.size(), 1U);
}

STORY(nobody_there_ends_in_a_refusal_that_says_so) {
    Walk walk;
    walk.until_position();
    walk.frames(620, tests::empty_row);
    CHECK_EQUAL(name_of(walk.state.stage), "sending");
    const auto& commit = walk.last<CommitEvidence>();
    CHECK(!commit.with_selfie);
    CHECK_EQUAL(name_of(commit.results.front().judgement.outcome), "fail");
    CHECK_EQUAL(name_of(commit.results.front().judgement.reason), "no_face");
}

STORY(a_second_person_is_told_to_step_back_before_anything_counts) {
    Walk walk;
    walk.until_position();
    walk.frames(60, second_person);
    CHECK_EQUAL(name_of(walk.state.guidance), "several_faces");
    CHECK_EQUAL(name_of(walk.state.stage), "position");
    walk.frames(40, tests::neutral_row);
    CHECK_EQUAL(name_of(walk.state.stage), "smile");
}

STORY(a_sentence_stays_long_enough_to_be_read) {
    Walk walk;
    walk.until_position();
    walk.frames(60, second_person);
    // Now and then the second face is missed for a frame: the sentence must not flicker.
    for (int i = 0; i < 20; ++i) {
        walk.frame(tests::neutral_row);
        CHECK_EQUAL(name_of(walk.state.guidance), "several_faces");
        walk.frames(3, second_person);
        CHECK_EQUAL(name_of(walk.state.guidance), "several_faces");
    }
}

STORY(who_moves_over_and_has_arrived_is_told_before_they_come_out_on_the_other_side) {
    Walk walk;
    walk.until_position();
    walk.frames(60, beside_the_oval);
    CHECK_EQUAL(name_of(walk.state.guidance), "move_right");
    walk.frame(tests::neutral_row);
    CHECK_EQUAL(name_of(walk.state.guidance), "move_right");  // a slip of one frame is none
    walk.frames(2, tests::neutral_row);
    CHECK_EQUAL(name_of(walk.state.guidance), "none");
}

STORY(who_never_smiles_is_refused_for_that) {
    Walk walk;
    walk.until_position();
    walk.frames(400, tests::neutral_row);
    CHECK_EQUAL(name_of(walk.state.stage), "sending");
    CHECK_EQUAL(name_of(walk.last<CommitEvidence>().results.back().judgement.reason), "not_smiling");
}

STORY(another_face_after_the_centre_begins_again_and_not_for_ever) {
    Walk walk;
    walk.until_position();
    std::uint32_t who = 1;
    const auto somebody = [&who](std::uint64_t sequence, TimePoint time) {
        ObservationRow row = tests::neutral_row(sequence, time);
        row.track = who;
        return row;
    };
    for (; who < 3; ++who) {
        walk.frames(40, somebody);
        CHECK_EQUAL(name_of(walk.state.stage), "smile");
        ++who;
        walk.frame(somebody);
        --who;
        CHECK_EQUAL(name_of(walk.state.stage), "position");
        CHECK_EQUAL(name_of(walk.state.notice), "another_face");
        CHECK(walk.state.results.empty());
    }
    walk.frames(40, somebody);
    CHECK_EQUAL(name_of(walk.state.stage), "smile");
    ++who;
    walk.frames(2, somebody);
    CHECK_EQUAL(name_of(walk.state.stage), "sending");
    CHECK_EQUAL(name_of(walk.last<CommitEvidence>().results.back().judgement.reason), "face_changed");
}

STORY(the_selfie_waits_for_a_sharp_moment_but_not_for_ever) {
    Walk walk;
    walk.until_position();
    walk.frames(52, tests::neutral_row);
    walk.frames(20, blurred_smile);
    CHECK_EQUAL(walk.count<TakeSelfie>(), 0);
    Walk patient = std::move(walk);
    patient.frame(tests::smiling_row);
    CHECK_EQUAL(patient.count<TakeSelfie>(), 1);
    CHECK_EQUAL(patient.last<TakeSelfie>().sequence, patient.sequence);

    Walk unlucky;
    unlucky.until_position();
    unlucky.frames(52, tests::neutral_row);
    unlucky.frames(60, blurred_smile);
    CHECK_EQUAL(unlucky.count<TakeSelfie>(), 1);
}

STORY(who_has_moved_back_for_the_selfie_comes_nearer_first) {
    Walk walk;
    walk.until_position();
    const auto smiling_afar = [](std::uint64_t sequence, TimePoint time) {
        ObservationRow row = tests::smiling_row(sequence, time);
        row.iod_decipx = 300;
        return row;
    };
    walk.state.session->plan.min_iod_px = 40;
    walk.frames(52, tests::neutral_row);
    walk.frames(20, blurred_smile);
    walk.frames(50, smiling_afar);
    CHECK_EQUAL(walk.count<TakeSelfie>(), 0);
    CHECK_EQUAL(name_of(walk.state.guidance), "too_far");
    walk.frame(tests::smiling_row);
    CHECK_EQUAL(walk.count<TakeSelfie>(), 1);
    CHECK_EQUAL(walk.last<TakeSelfie>().sequence, walk.sequence);
}

STORY(the_selfie_can_be_taken_three_times_in_a_visit) {
    Walk walk;
    walk.until_review();
    for (int again = 0; again < 2; ++again) {
        walk.press(Action::take_again);
        CHECK_EQUAL(name_of(walk.state.stage), "position");
        walk.frames(52, tests::neutral_row);
        walk.frames(15, tests::smiling_row);
        CHECK_EQUAL(name_of(walk.state.stage), "review");
    }
    walk.press(Action::take_again);
    CHECK_EQUAL(name_of(walk.state.stage), "review");
    CHECK_EQUAL(walk.count<StartCapture>(), 3);
}

STORY(a_drawn_plan_that_was_seen_is_not_gone_through_again) {
    Walk walk;
    walk.until_review();
    walk.state.session->plan.classes = {{AttackClass::print, {ChallengeKind::turn}}};
    walk.press(Action::take_again);
    CHECK_EQUAL(name_of(walk.state.stage), "review");
    CHECK_EQUAL(walk.count<StartCapture>(), 1);
}

STORY(no_more_crops_are_kept_than_travel) {
    Walk walk;
    walk.until_position();
    // On and off: progress comes and goes all the time.
    for (int i = 0; i < 20; ++i) {
        walk.frames(20, tests::neutral_row);
        walk.frames(3, tests::empty_row);
    }
    walk.frames(52, tests::neutral_row);
    walk.frames(20, tests::smiling_row);
    CHECK(walk.count<KeepCrop>() >= 4);
    CHECK(walk.count<KeepCrop>() <= 12);
}

STORY(the_kiosk_and_its_own_log_never_disagree) {
    struct Course {
        int neutral;
        int smiling;
        int empty;
    };
    for (const Course course :
         {Course{60, 20, 0}, Course{400, 0, 0}, Course{0, 0, 640}, Course{20, 5, 640}}) {
        Walk walk;
        std::vector<ObservationRow> rows;
        walk.until_position();
        const auto logged = [&](auto row) {
            return [&rows, row](std::uint64_t sequence, TimePoint time) {
                rows.push_back(row(sequence, time));
                return rows.back();
            };
        };
        walk.frames(course.neutral, logged(tests::neutral_row));
        walk.frames(course.smiling, logged(tests::smiling_row));
        walk.frames(course.empty, logged(tests::empty_row));
        if (walk.state.stage == Stage::review) walk.press(Action::send);
        check_rejudged(walk.last<CommitEvidence>(), rows);
    }
}

STORY(a_recording_that_ends_early_is_inconclusive_for_its_true_reason) {
    Walk walk;
    std::vector<ObservationRow> rows;
    walk.until_position();
    walk.frames(60, [&](std::uint64_t sequence, TimePoint time) {
        ObservationRow row = tests::neutral_row(sequence, time);
        row.iod_decipx = 300;
        rows.push_back(row);
        return row;
    });
    walk.happens(FramesEnded{});
    const auto& commit = walk.last<CommitEvidence>();
    CHECK_EQUAL(name_of(commit.results.front().judgement.outcome), "inconclusive");
    CHECK_EQUAL(name_of(commit.results.front().judgement.reason), "too_far");
    check_rejudged(commit, rows);
}

STORY(nobody_is_asked_to_come_nearer_than_forty_centimetres) {
    // Eyes of 80 px where the plan wants 90: 72 cm away before most lenses, 20 cm before a very wide one.
    const auto small = [](std::uint64_t sequence, TimePoint time) {
        ObservationRow row = tests::neutral_row(sequence, time);
        row.iod_decipx = 800;
        return row;
    };
    Walk far;
    far.until_position();
    far.frames(60, small);
    CHECK_EQUAL(name_of(far.state.guidance), "too_far");

    Limits limits;
    limits.view.vertical = 110;
    Walk near(limits);
    near.until_position();
    near.frames(60, small);
    CHECK_EQUAL(name_of(near.state.guidance), "none");
    CHECK_EQUAL(name_of(near.state.stage), "position");
    // The judge has not been softened.
    CHECK_EQUAL(name_of(near.state.standing.guidance), "too_far");
}

STORY(a_prompt_anchored_to_a_recording_waits_for_its_moment) {
    Walk walk;
    walk.press(Action::begin);
    walk.type(Walk::code());
    OpenedSession opened{tests::centre_and_smile(), {}, "Dana Example", true, {}};
    opened.plan.challenges[1].not_before = 3s;
    walk.happens(Opened{opened, Walk::code()});
    walk.press(Action::confirm_name);
    walk.press(Action::agree);
    walk.frames(80, tests::neutral_row);
    CHECK(!prompt_of(walk.state).has_value());
    CHECK_EQUAL(name_of(walk.state.stage), "hold");
    walk.frames(15, tests::neutral_row);
    CHECK_EQUAL(name_of(walk.state.stage), "smile");
    walk.frames(15, tests::smiling_row);
    CHECK_EQUAL(name_of(walk.state.stage), "review");
}
