// SPDX-License-Identifier: Apache-2.0
// People who hold their code up to the camera instead of typing it.
#include "firmware/domain/session_code.hpp"
#include "net/protocol/protocol.hpp"
#include "tests/scenarios/booth.hpp"
#include "tests/support/drawn_code.hpp"

using namespace verikiosk;
using session::Action;
using session::Stage;
using tests::Booth;
using tests::must;

GROUP("shown_code");

namespace {

/// A booth at the code screen.
struct Visit {
    Booth booth;
    std::string account = booth.account();
    std::string code = booth.code_for(account);

    Visit() { booth.press(Action::begin); }

    void show(const std::string& content) {
        vision::PackedGray picture = tests::empty_room(640, 360);
        tests::hold(picture, content, {.module = 8, .x = 320, .y = 180});
        booth.camera.show(picture.view());
    }
};

const std::string unknown = std::string("2B4C6D8") + *code_check_character("2B4C6D8");

}  // namespace

STORY(a_visitor_who_shows_the_code_is_verified) {
    for (const std::string& scheme : {std::string(), std::string("VERIKIOSK:")}) {
        Visit visit;
        visit.show(scheme + visit.code);
        visit.booth.until(Stage::name);
        visit.booth.press(Action::confirm_name);
        visit.booth.press(Action::agree);
        visit.booth.do_as_asked();
        visit.booth.press(Action::send);
        visit.booth.until(Stage::verified);
        CHECK_EQUAL(name_of(must(visit.booth.store().account(visit.account)).hold), "none");
    }
}

STORY(an_unknown_code_held_on_is_asked_about_once_and_the_right_one_is_taken_then) {
    Visit visit;
    visit.show(unknown);
    visit.booth.turns(15 * 30);
    CHECK_EQUAL(session::name_of(visit.booth.state().notice), "code_unknown");
    CHECK_EQUAL(visit.booth.state().wrong_codes, 1);
    visit.show(visit.code);
    visit.booth.until(Stage::name);
}

STORY(a_shops_code_leads_nowhere) {
    Visit visit;
    visit.show("https://shop.example/menu?code=" + visit.code);
    visit.booth.turns(90);
    CHECK_EQUAL(session::name_of(visit.booth.state().stage), "code");
    CHECK_EQUAL(session::name_of(visit.booth.state().notice), "none");
}

STORY(frames_are_looked_at_now_and_then_and_on_the_code_screen_only) {
    Booth booth;
    const std::string code = booth.code_for(booth.account());
    booth.turns(60);
    CHECK_EQUAL(booth.camera.counters().delivered, 0U);
    booth.press(Action::begin);
    booth.turns(299);
    const std::uint64_t looks = booth.code_looks();
    CHECK(looks >= 299 / 8 && looks <= 300 / 8 + 1);
    booth.type(code);
    booth.until(Stage::name);
    const std::uint64_t delivered = booth.camera.counters().delivered;
    booth.turns(60);
    CHECK_EQUAL(booth.camera.counters().delivered, delivered);
    booth.press(Action::confirm_name);
    booth.press(Action::agree);
    booth.do_as_asked();
    CHECK(booth.code_looks() <= looks + 2);
}

STORY(during_the_pause_the_camera_is_left_alone) {
    Booth booth;
    booth.press(Action::begin);
    for (int i = 0; i < 5; ++i) {
        booth.type(unknown);
        booth.turns(10);
    }
    CHECK_EQUAL(session::name_of(booth.state().notice), "too_many_codes");
    const std::uint64_t looks = booth.code_looks();
    const std::uint64_t delivered = booth.camera.counters().delivered;
    booth.turns(28 * 30);
    CHECK_EQUAL(booth.code_looks(), looks);
    CHECK_EQUAL(booth.camera.counters().delivered, delivered);
    booth.turns(4 * 30);
    CHECK(booth.code_looks() > looks);
}

STORY(a_camera_pulled_out_on_the_code_screen_is_noticed_there) {
    Booth booth;
    booth.press(Action::begin);
    booth.turns(10);
    booth.camera.unplugged = true;
    booth.until(Stage::out_of_service);
    booth.camera.unplugged = false;
    ++booth.camera.times_returned;
    booth.until(Stage::welcome);
}

STORY(the_same_visit_with_a_code_shown_gives_the_same_log_row_by_row) {
    const auto walk = [](Visit& shown) {
        shown.show(shown.code);
        Booth& booth = shown.booth;
        booth.until(Stage::name);
        booth.camera.show(tests::empty_room(640, 360).view());  // each visit's code is another one
        booth.press(Action::confirm_name);
        booth.press(Action::agree);
        booth.do_as_asked();
        booth.press(Action::send);
    };
    Visit first;
    walk(first);
    Visit again;
    again.booth.backend->opens_instead = first.booth.backend->opened;
    walk(again);
    CHECK(tests::log_of(first.booth) == tests::log_of(again.booth));
}
