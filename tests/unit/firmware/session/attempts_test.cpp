// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/firmware/session/walk.hpp"

using namespace verikiosk;
using session::Action;
using session::Limits;
using session::NoteAttempts;
using session::RedeemCode;
using tests::Walk;

GROUP("attempts");

namespace {

/// A whole visit with this answer; how long the pause after it is.
Duration visit(Walk& walk, Decision decision) {
    walk.until_sending();
    walk.happens(session::Committed{});
    walk.happens(session::ReceiptArrived{walk.receipt(decision)});
    const Duration pause = std::max(Duration{}, session::closed_until(walk.state) - walk.now);
    walk.press(Action::done);
    return pause;
}

/// The same once the pause is over.
Duration next_visit(Walk& walk, Decision decision) {
    walk.wait(std::max(Duration{}, session::closed_until(walk.state) - walk.now));
    return visit(walk, decision);
}

}  // namespace

STORY(each_failed_attempt_doubles_the_pause_up_to_four_minutes) {
    Walk walk;
    const Duration first = visit(walk, Decision::retry);
    CHECK(first == 30s);
    for (const Duration pause : {60s, 120s, 240s, 240s})
        CHECK(next_visit(walk, Decision::retry) == pause);
}

STORY(no_code_is_taken_during_the_pause_and_the_next_visitor_waits_too) {
    Walk walk;
    visit(walk, Decision::retry);
    CHECK_EQUAL(walk.count<RedeemCode>(), 1);
    walk.press(Action::begin);
    CHECK_EQUAL(session::name_of(walk.state.stage), "code");
    walk.type(Walk::code());
    CHECK(walk.state.typed.empty());
    walk.happens(session::CodeSeen{Walk::code(), walk.now});
    walk.wait(29s);
    walk.type(Walk::code());
    CHECK_EQUAL(walk.count<RedeemCode>(), 1);
    walk.wait(1s);
    walk.type(Walk::code());
    CHECK_EQUAL(walk.count<RedeemCode>(), 2);
}

STORY(nobody_is_sent_away_for_waiting_out_the_pause) {
    Walk walk;
    visit(walk, Decision::retry);
    next_visit(walk, Decision::retry);
    next_visit(walk, Decision::retry);
    walk.press(Action::begin);
    walk.wait(120s);
    CHECK_EQUAL(session::name_of(walk.state.stage), "code");
    walk.wait(61s);
    CHECK_EQUAL(session::name_of(walk.state.stage), "welcome");
}

STORY(a_verified_visit_forgets_the_failed_ones_and_a_call_does_not) {
    Walk walk;
    visit(walk, Decision::retry);
    CHECK(next_visit(walk, Decision::refer) == Duration{});
    CHECK(next_visit(walk, Decision::retry) == 60s);
    CHECK(next_visit(walk, Decision::verified) == Duration{});
    CHECK_EQUAL(walk.last<NoteAttempts>().count, 0);
    CHECK(next_visit(walk, Decision::retry) == 30s);
}

STORY(ten_minutes_without_a_failed_attempt_forget_them) {
    Walk walk;
    visit(walk, Decision::retry);
    CHECK_EQUAL(walk.last<NoteAttempts>().count, 1);
    walk.wait(9min);
    CHECK_EQUAL(walk.last<NoteAttempts>().count, 1);
    walk.wait(61s);
    CHECK_EQUAL(walk.last<NoteAttempts>().count, 0);
    CHECK(visit(walk, Decision::retry) == 30s);
}

STORY(what_is_on_its_way_counts_as_failed_until_the_answer_is_there) {
    Walk walk;
    walk.until_review();
    CHECK_EQUAL(walk.count<NoteAttempts>(), 0);
    walk.press(Action::send);
    // Kept before anything can be sent.
    const auto index_of = [&](auto is) {
        return std::find_if(walk.all.begin(), walk.all.end(), is) - walk.all.begin();
    };
    CHECK(index_of([](const session::Effect& e) { return std::holds_alternative<NoteAttempts>(e); }) <
          index_of(
              [](const session::Effect& e) { return std::holds_alternative<session::CommitEvidence>(e); }));
    CHECK_EQUAL(walk.last<NoteAttempts>().count, 1);
    CHECK_EQUAL(walk.state.attempts.failed, 0);
    walk.happens(session::Committed{});
    walk.happens(session::ReceiptArrived{walk.receipt(Decision::verified)});
    CHECK_EQUAL(walk.last<NoteAttempts>().count, 0);
    CHECK_EQUAL(walk.count<NoteAttempts>(), 2);
}

STORY(an_answer_to_an_earlier_visit_is_no_attempt_of_this_one) {
    Walk walk;
    walk.until_sending();
    Receipt other = walk.receipt(Decision::retry);
    other.session[0] ^= 1;
    walk.happens(session::ReceiptArrived{other});
    CHECK_EQUAL(walk.state.attempts.failed, 0);
}

STORY(after_a_power_cut_the_pause_begins_anew) {
    const Limits limits;
    for (const auto& [noted, pause] : {std::pair<int, Duration>{0, 0s}, {1, 30s}, {3, 120s}, {4, 240s}}) {
        const session::State state = session::initial(TimePoint(5s), noted, limits);
        CHECK(std::max(TimePoint(5s), session::closed_until(state)) - TimePoint(5s) == pause);
    }
    // What stands in a file is not believed beyond its bounds.
    CHECK(session::closed_until(session::initial(TimePoint(5s), 1000, limits)) == TimePoint(245s));
    CHECK(session::closed_until(session::initial(TimePoint(5s), -1, limits)) == TimePoint(5s));
    Walk walk;
    walk.state = session::initial(walk.now, 2, limits);
    CHECK(next_visit(walk, Decision::retry) == 120s);
}
