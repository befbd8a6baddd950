// SPDX-License-Identifier: Apache-2.0
// What happens when something is missing: backend, camera, power, space.
#include "tests/scenarios/booth.hpp"

using namespace verikiosk;
using session::Action;
using session::Stage;
using tests::Booth;
using tests::must;

GROUP("outage");

namespace {

/// A visit that goes well until the backend is lost as the visitor presses Send.
void send_into_outage(Booth& booth, const std::string& account) {
    booth.walk_in(booth.code_for(account));
    booth.do_as_asked();
    booth.backend->down = true;
    booth.press(Action::send);
}

}  // namespace

STORY(a_backend_down_at_the_start_is_waited_for) {
    Booth booth;
    const std::string account = booth.account();
    booth.backend->down = true;
    booth.press(Action::begin);
    booth.type(booth.code_for(account));
    booth.until(Stage::waiting_for_backend);
    booth.turns(300);
    booth.backend->down = false;
    booth.until(Stage::name);
}

STORY(a_backend_down_at_sending_and_back_later_lifts_the_hold_later) {
    Booth booth;
    const std::string account = booth.account();
    send_into_outage(booth, account);
    booth.until(Stage::result_follows);
    CHECK_EQUAL(must(booth.outbox().waiting()), 1U);
    booth.until(Stage::welcome);
    CHECK_EQUAL(name_of(must(booth.store().account(account)).hold), "until_verified");
    booth.backend->down = false;
    booth.turns(30 * 120);
    CHECK_EQUAL(must(booth.outbox().waiting()), 0U);
    CHECK_EQUAL(name_of(must(booth.store().account(account)).hold), "none");
}

STORY(power_lost_between_commit_and_sending_loses_nothing_and_doubles_nothing) {
    Booth booth;
    const std::string account = booth.account();
    send_into_outage(booth, account);
    booth.turns(3);
    CHECK_EQUAL(session::name_of(booth.state().stage), "sending");
    booth.power_cut();
    CHECK_EQUAL(session::name_of(booth.state().stage), "welcome");
    CHECK_EQUAL(must(booth.outbox().waiting()), 1U);
    booth.backend->down = false;
    booth.turns(30 * 60);
    CHECK_EQUAL(must(booth.outbox().waiting()), 0U);
    CHECK_EQUAL(name_of(must(booth.store().account(account)).hold), "none");
}

STORY(a_camera_pulled_out_in_mid_session_voids_it_and_serves_the_next_visitor) {
    Booth booth;
    const std::string account = booth.account();
    booth.walk_in(booth.code_for(account));
    booth.turns(10);
    booth.camera.unplugged = true;
    booth.until(Stage::out_of_service);
    CHECK_EQUAL(session::name_of(booth.state().notice), "camera_missing");
    booth.turns(60);
    booth.camera.unplugged = false;
    booth.camera.times_returned = 1;
    booth.until(Stage::welcome);
    booth.walk_in(booth.code_for(account));
    booth.do_as_asked();
    booth.press(Action::send);
    booth.until(Stage::verified);
}

STORY(a_camera_swapped_between_two_frames_voids_the_session) {
    Booth booth;
    booth.walk_in(booth.code_for(booth.account()));
    booth.turns(10);
    booth.camera.times_returned = 1;
    booth.until(Stage::welcome);
    CHECK_EQUAL(session::name_of(booth.state().notice), "camera_changed");
}

STORY(a_backend_that_refuses_puts_the_visitor_before_a_representative) {
    Booth booth;
    const std::string account = booth.account();
    booth.walk_in(booth.code_for(account));
    booth.do_as_asked();
    must(booth.store().revoke_kiosk(backend::development_kiosk));
    booth.press(Action::send);
    booth.until(Stage::see_representative);
    CHECK_EQUAL(name_of(must(booth.store().account(account)).hold), "until_verified");
}

STORY(evidence_that_arrives_after_a_day_is_too_late_and_the_outbox_lets_go_of_it) {
    Booth booth;
    const std::string account = booth.account();
    send_into_outage(booth, account);
    booth.until(Stage::result_follows);
    booth.clock.advance_to(booth.clock.now() + 25 * 60min);
    booth.backend->down = false;
    booth.turns(30);
    CHECK_EQUAL(must(booth.outbox().waiting()), 0U);
    CHECK_EQUAL(name_of(must(booth.store().account(account)).hold), "until_verified");
}

STORY(a_full_disk_closes_the_kiosk_before_a_visit_and_never_during_one) {
    Booth booth;
    const std::string account = booth.account();
    booth.walk_in(booth.code_for(account));
    booth.free_bytes = 1'000'000;
    booth.do_as_asked();
    booth.press(Action::send);
    booth.until(Stage::verified);
    booth.until(Stage::out_of_service);
    CHECK_EQUAL(session::name_of(booth.state().notice), "storage_full");
    booth.turns(30 * 600);
    CHECK_EQUAL(session::name_of(booth.state().stage), "out_of_service");
    booth.free_bytes = 1'000'000'000;
    booth.turns(30 * 4);
    CHECK_EQUAL(session::name_of(booth.state().stage), "welcome");
}

STORY(a_power_cut_does_not_shorten_the_pause_after_failed_attempts) {
    Booth booth;
    booth.analyser.sees = tests::empty_row;
    for (int attempt = 0; attempt < 2; ++attempt) {
        booth.walk_in(booth.code_for(booth.account()));
        booth.until(Stage::try_again);
        booth.press(Action::done);
    }
    CHECK(session::closed_until(booth.state()) - booth.clock.now() > 59s);
    booth.turns(30 * 20);
    booth.power_cut();
    CHECK(session::closed_until(booth.state()) - booth.clock.now() > 59s);
    booth.press(Action::begin);
    booth.type(booth.code_for(booth.account()));
    booth.turns(30 * 50);
    CHECK_EQUAL(session::name_of(booth.state().stage), "code");
    CHECK(booth.state().typed.empty());
}

STORY(pulling_the_plug_before_the_answer_comes_does_not_save_the_pause) {
    Booth booth;
    booth.analyser.sees = tests::empty_row;
    booth.walk_in(booth.code_for(booth.account()));
    booth.backend->down = true;
    booth.until(Stage::sending);
    booth.power_cut();
    CHECK(session::closed_until(booth.state()) - booth.clock.now() > 29s);
    booth.turns(30 * 10 * 60 + 30);
    booth.power_cut();
    CHECK(session::closed_until(booth.state()) <= booth.clock.now());
}
