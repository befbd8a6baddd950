// SPDX-License-Identifier: Apache-2.0
// What happens to people: from the code in their hand to their account, kiosk and backend together.
#include "net/protocol/protocol.hpp"
#include "tests/scenarios/booth.hpp"

using namespace verikiosk;
using session::Action;
using session::Stage;
using tests::Booth;
using tests::must;

GROUP("verification");

STORY(a_visitor_is_verified_and_the_hold_is_lifted) {
    Booth booth;
    const std::string account = booth.account();
    booth.walk_in(booth.code_for(account));
    booth.do_as_asked();
    booth.press(Action::send);
    booth.until(Stage::verified);
    const auto after = must(booth.store().account(account));
    CHECK_EQUAL(name_of(after.verification), "verified");
    CHECK_EQUAL(name_of(after.hold), "none");
    CHECK_EQUAL(must(booth.outbox().waiting()), 0U);
    booth.until(Stage::welcome);
    CHECK(!booth.state().session.has_value());
}

STORY(without_development_the_same_visit_is_refused_at_the_start_as_an_injection) {
    Booth booth(false);
    const std::string account = booth.account();
    booth.press(Action::begin);
    booth.type(booth.code_for(account));
    booth.until(Stage::out_of_service);
    CHECK_EQUAL(name_of(must(booth.store().account(account)).hold), "until_verified");
    CHECK_EQUAL(must(booth.store().tamper_events()).size(), 1U);
}

STORY(leaving_midway_leaves_the_account_as_it_was) {
    Booth booth;
    const std::string account = booth.account();
    booth.walk_in(booth.code_for(account));
    booth.turns(20);
    booth.press(Action::cancel);
    CHECK_EQUAL(session::name_of(booth.state().stage), "welcome");
    booth.turns(60);
    CHECK_EQUAL(must(booth.outbox().waiting()), 0U);
    CHECK_EQUAL(name_of(must(booth.store().account(account)).hold), "until_verified");
}

STORY(a_second_person_who_stays_is_refused_and_one_who_leaves_is_forgiven) {
    const auto two = [](std::uint64_t sequence, TimePoint time) {
        ObservationRow row = tests::neutral_row(sequence, time);
        row.faces = 2;
        return row;
    };
    Booth stays;
    const std::string account = stays.account();
    stays.analyser.sees = two;
    stays.walk_in(stays.code_for(account));
    stays.until(Stage::try_again);
    CHECK_EQUAL(name_of(stays.state().receipt->reasons.front()), "several_faces");
    CHECK_EQUAL(name_of(must(stays.store().account(account)).hold), "until_verified");

    Booth leaves;
    leaves.analyser.sees = two;
    leaves.walk_in(leaves.code_for(leaves.account()));
    leaves.turns(60);
    leaves.do_as_asked();
    leaves.press(Action::send);
    leaves.until(Stage::verified);
}

STORY(who_never_smiles_is_asked_to_try_again) {
    Booth booth;
    booth.analyser.sees = [&](std::uint64_t sequence, TimePoint time) {
        ObservationRow row = booth.obedient(sequence, time);
        row.mouth_width_milli = 800;
        row.corner_rise_milli = 10;
        return row;
    };
    booth.walk_in(booth.code_for(booth.account()));
    booth.until(Stage::try_again);
    CHECK_EQUAL(name_of(booth.state().receipt->reasons.front()), "not_smiling");
}

STORY(a_picture_that_stands_still_is_told_from_a_person) {
    Booth booth;
    booth.analyser.frozen = true;
    booth.walk_in(booth.code_for(booth.account()));
    booth.do_as_asked();
    booth.press(Action::send);
    booth.until(Stage::try_again);
    CHECK_EQUAL(name_of(booth.state().receipt->reasons.front()), "frozen_picture");
}

STORY(an_expired_code_is_not_taken) {
    Booth booth;
    const std::string code = booth.code_for(booth.account());
    booth.clock.advance_to(booth.clock.now() + 11min);
    booth.turns(1);
    booth.press(Action::begin);
    booth.type(code);
    booth.turns(5);
    CHECK_EQUAL(session::name_of(booth.state().stage), "code");
    CHECK_EQUAL(session::name_of(booth.state().notice), "code_expired");
}

STORY(a_code_opens_one_session_only) {
    Booth booth;
    const std::string code = booth.code_for(booth.account());
    booth.walk_in(code);
    booth.press(Action::cancel);
    booth.press(Action::begin);
    booth.type(code);
    booth.turns(5);
    CHECK_EQUAL(session::name_of(booth.state().notice), "code_expired");
}

STORY(an_account_not_eligible_is_shown_the_video_call) {
    Booth booth;
    booth.press(Action::begin);
    booth.type(booth.code_for(booth.account(false)));
    booth.until(Stage::name);
    booth.press(Action::confirm_name);
    CHECK_EQUAL(session::name_of(booth.state().stage), "video_call");
}

STORY(after_five_failed_attempts_the_selfie_is_closed_until_a_call) {
    Booth booth;
    const std::string account = booth.account();
    booth.analyser.sees = tests::empty_row;
    for (int attempt = 0; attempt < 4; ++attempt) {
        booth.walk_in(booth.code_for(account));
        booth.until(Stage::try_again);
        booth.press(Action::done);
    }
    booth.walk_in(booth.code_for(account));
    booth.until(Stage::see_representative);
    booth.press(Action::done);
    booth.press(Action::begin);
    booth.type(booth.code_for(account));
    booth.until(Stage::name);
    booth.press(Action::confirm_name);
    CHECK_EQUAL(session::name_of(booth.state().stage), "video_call");
}

STORY(the_same_visit_gives_the_same_log_row_by_row) {
    Booth first;
    first.walk_in(first.code_for(first.account()));
    first.do_as_asked();
    first.press(Action::send);
    first.until(Stage::verified);

    Booth again;
    again.backend->opens_instead = first.backend->opened;
    again.walk_in(again.code_for(again.account()));
    again.do_as_asked();
    again.press(Action::send);

    CHECK(tests::log_of(first) == tests::log_of(again));
}
