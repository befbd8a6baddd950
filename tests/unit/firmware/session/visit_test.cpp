// SPDX-License-Identifier: Apache-2.0
// A visit from state to state: what passes, what is refused, what is forgotten.
#include "tests/unit/firmware/session/walk.hpp"

using namespace verikiosk;
using namespace verikiosk::session;
using tests::Walk;

GROUP("visit");

STORY(a_visitor_who_does_what_is_asked_is_verified) {
    Walk walk;
    walk.until_review();
    CHECK_EQUAL(name_of(walk.state.stage), "review");
    CHECK_EQUAL(walk.count<TakeSelfie>(), 1);
    walk.press(Action::send);
    CHECK_EQUAL(walk.count<CommitEvidence>(), 1);
    CHECK(walk.last<CommitEvidence>().with_selfie);
    CHECK_EQUAL(walk.last<CommitEvidence>().results.size(), 2U);
    walk.happens(Committed{});
    CHECK_EQUAL(walk.count<SendEvidence>(), 1);
    walk.happens(ReceiptArrived{walk.receipt(Decision::verified)});
    CHECK_EQUAL(name_of(walk.state.stage), "verified");
}

STORY(after_the_result_nothing_of_the_visitor_stays) {
    Walk walk;
    walk.until_sending();
    walk.happens(Committed{});
    walk.happens(ReceiptArrived{walk.receipt(Decision::verified)});
    walk.wait(30s);
    CHECK_EQUAL(name_of(walk.state.stage), "welcome");
    CHECK(walk.blank());
    CHECK_EQUAL(walk.count<Forget>(), 1);
}

STORY(leaving_midway_forgets_everything_and_sends_nothing) {
    for (const int frames : {0, 5, 45}) {
        Walk walk;
        walk.until_position();
        walk.frames(frames, tests::neutral_row);
        walk.press(Action::cancel);
        CHECK_EQUAL(name_of(walk.state.stage), "welcome");
        CHECK(walk.blank());
        CHECK_EQUAL(walk.count<CommitEvidence>(), 0);
        CHECK_EQUAL(walk.count<Forget>(), 1);
    }
}

STORY(every_screen_that_waits_for_a_person_goes_home_by_itself) {
    Walk code;
    code.press(Action::begin);
    code.type("7K3");
    code.wait(61s);
    CHECK_EQUAL(name_of(code.state.stage), "welcome");
    CHECK_EQUAL(name_of(code.state.notice), "left_alone");

    Walk review;
    review.until_review();
    review.wait(61s);
    CHECK_EQUAL(name_of(review.state.stage), "welcome");
    CHECK(review.blank());
}

STORY(who_is_not_eligible_hears_of_the_video_call) {
    Walk walk;
    walk.until_position(false);
    CHECK_EQUAL(name_of(walk.state.stage), "video_call");
    CHECK_EQUAL(walk.count<StartCapture>(), 0);
}

STORY(a_plan_that_asks_for_nothing_is_not_followed) {
    Walk walk;
    walk.press(Action::begin);
    walk.type(Walk::code());
    walk.happens(Opened{{Plan{}, {}, "Dana Example", true, {}}, Walk::code()});
    CHECK_EQUAL(name_of(walk.state.stage), "out_of_service");
    CHECK(walk.blank());
}

STORY(an_answer_to_a_code_whose_visitor_has_left_opens_nothing_for_the_next) {
    Walk walk;
    walk.press(Action::begin);
    walk.type(Walk::code());
    walk.press(Action::cancel);
    walk.press(Action::begin);
    const std::string another = std::string("7K3M9QY") + *code_check_character("7K3M9QY");
    walk.type(another);
    CHECK_EQUAL(name_of(walk.state.stage), "opening");
    walk.happens(Opened{{tests::centre_and_smile(), {}, "Dana Example", true, {}}, Walk::code()});
    CHECK_EQUAL(name_of(walk.state.stage), "opening");
    CHECK(!walk.state.session.has_value());
    walk.happens(Opened{{tests::centre_and_smile(), {}, "Robin Example", true, {}}, another});
    CHECK_EQUAL(walk.state.session->account_name, "Robin Example");
}

STORY(this_is_not_me_ends_the_visit) {
    Walk walk;
    walk.press(Action::begin);
    walk.type(Walk::code());
    walk.happens(Opened{{tests::centre_and_smile(), {}, "Dana Example", true, {}}, Walk::code()});
    walk.press(Action::deny_name);
    CHECK_EQUAL(name_of(walk.state.stage), "welcome");
    CHECK(walk.blank());
}

STORY(an_expired_code_asks_for_a_fresh_one) {
    Walk walk;
    walk.press(Action::begin);
    walk.type(Walk::code());
    walk.happens(OpenFailed{{Errc::expired, "the code has expired"}, Walk::code()});
    CHECK_EQUAL(name_of(walk.state.stage), "code");
    CHECK_EQUAL(name_of(walk.state.notice), "code_expired");
    CHECK(walk.state.typed.empty());
}

STORY(a_typing_mistake_is_caught_before_anything_is_sent) {
    Walk walk;
    walk.press(Action::begin);
    std::string code = Walk::code();
    code[2] = code[2] == '4' ? '5' : '4';
    walk.type(code);
    CHECK_EQUAL(name_of(walk.state.notice), "code_malformed");
    CHECK_EQUAL(walk.count<RedeemCode>(), 0);
}

STORY(guessing_codes_meets_a_pause_that_outlives_the_visit) {
    Walk walk;
    walk.press(Action::begin);
    for (int i = 0; i < 5; ++i) {
        walk.type(Walk::code());
        walk.happens(OpenFailed{{Errc::not_found, "no such code"}, Walk::code()});
    }
    CHECK_EQUAL(name_of(walk.state.notice), "too_many_codes");
    walk.press(Action::cancel);
    walk.press(Action::begin);
    CHECK_EQUAL(name_of(walk.state.notice), "too_many_codes");
    walk.type(Walk::code());
    CHECK_EQUAL(walk.count<RedeemCode>(), 5);
    walk.wait(31s);
    walk.type(Walk::code());
    CHECK_EQUAL(walk.count<RedeemCode>(), 6);
}

STORY(a_backend_that_is_down_is_tried_again_with_growing_pauses) {
    Walk walk;
    walk.press(Action::begin);
    walk.type(Walk::code());
    walk.happens(OpenFailed{{Errc::unavailable, "connection refused"}, Walk::code()});
    CHECK_EQUAL(name_of(walk.state.stage), "waiting_for_backend");
    for (int i = 0; i < 600; ++i) {
        const long before = walk.count<RedeemCode>();
        walk.wait(100ms);
        if (walk.count<RedeemCode>() > before)
            walk.happens(OpenFailed{{Errc::unavailable, "still down"}, Walk::code()});
    }
    CHECK(walk.count<RedeemCode>() >= 4);
    CHECK(walk.count<RedeemCode>() <= 6);
    walk.happens(Opened{{tests::centre_and_smile(), {}, "Dana Example", true, {}}, Walk::code()});
    CHECK_EQUAL(name_of(walk.state.stage), "name");
}

STORY(a_backend_that_stays_down_lets_the_visitor_go) {
    Walk walk;
    walk.press(Action::begin);
    walk.type(Walk::code());
    walk.happens(OpenFailed{{Errc::unavailable, "connection refused"}, Walk::code()});
    walk.wait(190s);
    CHECK_EQUAL(name_of(walk.state.stage), "welcome");
    CHECK_EQUAL(name_of(walk.state.notice), "backend_unreachable");
    CHECK(walk.blank());
}

STORY(a_backend_that_is_lost_while_sending_makes_the_result_follow) {
    Walk walk;
    walk.until_sending();
    walk.happens(Committed{});
    walk.happens(SendFailed{{Errc::unavailable, "reset"}, tests::centre_and_smile().session});
    CHECK_EQUAL(name_of(walk.state.stage), "sending");
    walk.wait(21s);
    CHECK_EQUAL(name_of(walk.state.stage), "result_follows");
}

STORY(a_refusal_that_no_later_try_can_mend_sends_the_visitor_to_a_representative) {
    Walk walk;
    walk.until_sending();
    walk.happens(Committed{});
    walk.happens(SendFailed{{Errc::conflict, "another body"}, tests::centre_and_smile().session});
    CHECK_EQUAL(name_of(walk.state.stage), "see_representative");
}

STORY(the_refusal_of_an_earlier_visits_evidence_is_not_this_visitors) {
    Walk walk;
    walk.until_sending();
    walk.happens(Committed{});
    walk.happens(SendFailed{{Errc::conflict, "another body"}, SessionId{99}});
    walk.happens(SendFailed{{Errc::refused, "the outbox can't be read"}});
    CHECK_EQUAL(name_of(walk.state.stage), "sending");
}

STORY(a_full_disk_is_said_and_nothing_is_claimed_to_be_done) {
    Walk walk;
    walk.until_sending();
    walk.happens(CommitFailed{{Errc::full, "no space left"}});
    CHECK_EQUAL(name_of(walk.state.stage), "out_of_service");
    CHECK_EQUAL(name_of(walk.state.notice), "storage_failed");
    CHECK(walk.blank());
    CHECK_EQUAL(walk.count<SendEvidence>(), 0);
    walk.wait(299s);
    CHECK_EQUAL(name_of(walk.state.stage), "out_of_service");
    walk.wait(2s);
    CHECK_EQUAL(name_of(walk.state.stage), "welcome");
}

STORY(a_kiosk_without_room_says_so_before_anybody_begins_and_is_back_with_the_room) {
    Walk walk;
    walk.happens(StorageState{true});
    CHECK_EQUAL(name_of(walk.state.stage), "welcome");
    walk.happens(StorageState{false});
    CHECK_EQUAL(name_of(walk.state.stage), "out_of_service");
    CHECK_EQUAL(name_of(walk.state.notice), "storage_full");
    walk.press(Action::begin);
    walk.wait(600s);
    CHECK_EQUAL(name_of(walk.state.notice), "storage_full");
    walk.happens(StorageState{true});
    CHECK_EQUAL(name_of(walk.state.stage), "welcome");
    walk.until_review();
    CHECK_EQUAL(name_of(walk.state.stage), "review");
}

STORY(a_visit_under_way_goes_on_when_room_gets_short_and_the_next_one_does_not_begin) {
    Walk walk;
    walk.until_review();
    walk.happens(StorageState{false});
    CHECK_EQUAL(name_of(walk.state.stage), "review");
    walk.press(Action::send);
    walk.happens(Committed{});
    walk.happens(ReceiptArrived{walk.receipt(Decision::retry)});
    CHECK_EQUAL(name_of(walk.state.stage), "try_again");
    walk.press(Action::enter_new_code);
    CHECK_EQUAL(name_of(walk.state.stage), "out_of_service");
    CHECK_EQUAL(name_of(walk.state.notice), "storage_full");
    CHECK(walk.blank());
}

STORY(who_leaves_a_kiosk_without_room_leaves_it_out_of_service) {
    Walk walk;
    walk.until_position();
    walk.happens(StorageState{false});
    CHECK_EQUAL(name_of(walk.state.stage), "position");
    walk.press(Action::cancel);
    CHECK_EQUAL(name_of(walk.state.notice), "storage_full");
}

STORY(evidence_that_could_not_be_kept_keeps_the_kiosk_closed_until_there_is_room) {
    Walk walk;
    walk.until_sending();
    walk.happens(CommitFailed{{Errc::full, "no space left"}});
    walk.happens(StorageState{false});
    CHECK_EQUAL(name_of(walk.state.notice), "storage_failed");
    walk.wait(600s);
    CHECK_EQUAL(name_of(walk.state.stage), "out_of_service");
    CHECK_EQUAL(name_of(walk.state.notice), "storage_full");
    walk.happens(StorageState{true});
    CHECK_EQUAL(name_of(walk.state.stage), "welcome");
}

STORY(with_camera_and_room_gone_both_must_come_back) {
    Walk walk;
    walk.happens(StorageState{false});
    walk.happens(CameraLost{});
    CHECK_EQUAL(name_of(walk.state.notice), "storage_full");
    walk.happens(StorageState{true});
    CHECK_EQUAL(name_of(walk.state.notice), "camera_missing");
    walk.happens(StorageState{false});
    CHECK_EQUAL(name_of(walk.state.notice), "camera_missing");
    walk.happens(CameraLost{true});
    CHECK_EQUAL(name_of(walk.state.notice), "storage_full");
    walk.happens(StorageState{true});
    CHECK_EQUAL(name_of(walk.state.stage), "welcome");
}

STORY(a_camera_pulled_out_voids_the_session_and_back_in_serves_the_next) {
    Walk walk;
    walk.until_position();
    walk.frames(10, tests::neutral_row);
    walk.happens(CameraLost{});
    CHECK_EQUAL(name_of(walk.state.stage), "out_of_service");
    CHECK(walk.blank());
    walk.happens(CameraLost{true});
    CHECK_EQUAL(name_of(walk.state.stage), "welcome");
    walk.until_review();
    CHECK_EQUAL(name_of(walk.state.stage), "review");
}

STORY(a_camera_that_was_swapped_within_a_moment_voids_the_session_too) {
    Walk walk;
    walk.until_review();
    walk.happens(CameraLost{true});
    CHECK_EQUAL(name_of(walk.state.stage), "welcome");
    CHECK_EQUAL(name_of(walk.state.notice), "camera_changed");
    CHECK(walk.blank());
}

STORY(a_receipt_of_another_session_changes_nothing) {
    Walk walk;
    walk.until_sending();
    walk.happens(Committed{});
    Receipt other = walk.receipt(Decision::verified);
    other.session[0] = 99;
    walk.happens(ReceiptArrived{other});
    CHECK_EQUAL(name_of(walk.state.stage), "sending");
}

STORY(what_means_nothing_here_changes_nothing) {
    for (const Action action : {Action::send, Action::agree, Action::confirm_name, Action::take_again}) {
        Walk walk;
        walk.press(action);
        CHECK_EQUAL(name_of(walk.state.stage), "welcome");
        CHECK(walk.all.empty());
    }
}
