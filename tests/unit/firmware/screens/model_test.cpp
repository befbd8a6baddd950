// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "firmware/screens/fault.hpp"
#include "firmware/screens/model.hpp"
#include "firmware/screens/sentences.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/firmware/screens/stage_states.hpp"

GROUP("model");

namespace {

using namespace verikiosk;
using screens::model_of;
using screens::ScreenModel;
using session::Action;
using session::Notice;
using session::Stage;
using session::State;
using tests::scene_time;

const screens::Texts& english() {
    static const screens::Texts texts = tests::must(screens::Texts::open("share/locale", "en"));
    return texts;
}

State state_named(const std::string& name) {
    for (auto& named : tests::states_of_every_stage()) {
        if (named.name == name) return std::move(named.state);
    }
    tests::check_failed("no state named " + name, std::source_location::current());
}

ScreenModel model_named(const std::string& name) {
    return model_of(state_named(name), scene_time, english());
}

std::vector<Reason> all_reasons() {
    std::vector<Reason> all;
    for (std::uint64_t number = 0; number < 256; ++number) {
        if (const auto reason = reason_from(number)) all.push_back(*reason);
    }
    return all;
}

std::string words_of(const ScreenModel& model) {
    std::string words = model.title + " " + model.guidance + " " + model.remark;
    for (const auto& item : model.items)
        words += " " + item.text;
    return words;
}

}  // namespace

STORY(no_key_is_hit_on_the_way_where_something_is_asked_for) {
    for (const Stage stage : {Stage::turn, Stage::approach, Stage::light, Stage::smile, Stage::open_mouth}) {
        State state = state_named("smile");
        state.stage = stage;
        state.session->plan.classes = {{AttackClass::mask, {ChallengeKind::smile}}};
        const ScreenModel model = model_of(state, scene_time, english());
        CHECK_EQUAL(model.buttons.size(), 2U);
        for (const screens::Button& button : model.buttons) {
            CHECK(!button.primary);
            CHECK(button.shortcut != screens::Shortcut::enter);
            CHECK(button.shortcut != screens::Shortcut::none);
        }
    }
}

STORY(every_stage_has_been_thought_of) {
    std::set<Stage> seen;
    for (const auto& named : tests::states_of_every_stage())
        seen.insert(named.state.stage);
    CHECK_EQUAL(seen.size(), static_cast<std::size_t>(Stage::out_of_service) + 1);
}

STORY(every_stage_has_a_title_and_a_way_out) {
    for (const auto& [name, state] : tests::states_of_every_stage()) {
        const ScreenModel model = model_of(state, scene_time, english());
        CHECK(!model.title.empty());
        CHECK_EQUAL(model.buttons.size(), session::actions_of(state).size());
        // Sending ends by itself within seconds, and nobody can leave a kiosk that is out of service.
        if (state.stage == Stage::sending || state.stage == Stage::out_of_service ||
            state.stage == Stage::welcome)
            continue;
        const bool leaves = std::ranges::any_of(model.buttons, [](const screens::Button& button) {
            return button.action == Action::cancel || button.action == Action::done;
        });
        if (!leaves) tests::check_failed(name + " can't be left", std::source_location::current());
    }
}

STORY(every_reason_a_visitor_can_act_on_has_a_sentence_of_its_own) {
    const std::string shrug = screens::guidance_for(Reason::frozen_picture);
    const std::string general = screens::advice_for(Reason::frozen_picture);
    for (const Reason reason : all_reasons()) {
        CHECK(!std::string(screens::guidance_for(reason)).empty());
        if (!screens::actionable(reason)) continue;
        CHECK(std::string(screens::advice_for(reason)) != general);
        const bool while_looking = static_cast<int>(reason) < 60 && reason != Reason::time_out;
        if (while_looking && screens::guidance_for(reason) == shrug) {
            tests::check_failed("no sentence for " + std::string(name_of(reason)),
                                std::source_location::current());
        }
    }
}

STORY(a_result_never_says_which_check_failed) {
    State state = state_named("try_again");
    std::set<std::string> advice;
    for (const Reason reason : {Reason::frozen_picture, Reason::judgement_disagrees,
                                Reason::match_not_concluded, Reason::liveness_not_concluded,
                                Reason::injection, Reason::evidence_inconsistent, Reason::faces_differ}) {
        state.receipt->reasons = {reason};
        const std::string words = words_of(model_of(state, scene_time, english()));
        for (const char* word : {"score", "live", "match", "inject", "fake", "attack", "frozen", "%"}) {
            if (words.find(word) != std::string::npos) {
                tests::check_failed("'" + words + "' says " + word, std::source_location::current());
            }
        }
        advice.insert(words);
    }
    CHECK_EQUAL(advice.size(), 1U);  // one and the same for all
}

STORY(who_may_try_again_learns_what_to_do_and_where_the_new_code_is) {
    const ScreenModel model = model_named("try_again");
    CHECK_CONTAINS(model.guidance, "smile broadly");
    CHECK_CONTAINS(words_of(model), "new code");
}

STORY(a_reason_about_the_policy_does_not_hide_the_one_to_act_on) {
    State state = state_named("try_again");
    state.receipt->reasons = {Reason::development_policy, Reason::too_far};
    CHECK_CONTAINS(model_of(state, scene_time, english()).guidance, "Come closer");
}

STORY(a_call_is_explained_before_anybody_starts_one) {
    for (const char* name : {"see_representative", "video_call"}) {
        const std::string words = words_of(model_named(name));
        for (const char* word : {"settings page", "ten minutes", "any hour", "Any browser",
                                 "not your English", "identity document"}) {
            CHECK_CONTAINS(words, word);
        }
    }
}

STORY(consent_says_what_is_taken_sent_and_kept_and_that_one_can_leave) {
    const std::string words = words_of(model_named("consent"));
    for (const char* word : {"One selfie", "signed record", "own this account", "never stored",
                             "nothing of you is kept", "leave at any time"}) {
        CHECK_CONTAINS(words, word);
    }
}

STORY(a_demonstration_is_called_one_from_name_to_result) {
    CHECK_EQUAL(model_named("name").banner, "");
    CHECK_EQUAL(model_named("verified").banner, "");
    CHECK_CONTAINS(model_named("name_demonstration").banner, "not a real verification");
    CHECK_CONTAINS(model_named("hold_demonstration").banner, "not a real verification");
    CHECK_CONTAINS(model_named("verified_demonstration").banner, "not a real verification");
    CHECK_EQUAL(model_named("consent_recording").banner, "Recorded input, development only");
    CHECK_EQUAL(model_named("verified_recording").banner, "Recorded input, development only");
}

STORY(a_receipt_marked_development_is_announced_whatever_its_policy) {
    State state = state_named("verified");
    state.receipt->development = true;
    CHECK(!model_of(state, scene_time, english()).banner.empty());
}

STORY(nobody_is_told_how_to_smile_before_having_had_time_to) {
    CHECK_EQUAL(model_named("smile").guidance, "Now smile!");
    CHECK_CONTAINS(model_named("smile_how").guidance, "corners of your mouth");
}

STORY(left_is_said_and_drawn_as_left) {
    const ScreenModel model = model_named("position_move_left");
    CHECK_EQUAL(model.guidance, "Move a little to the left");
    CHECK_EQUAL(model.pictogram, screens::Pictogram::arrow_left);
}

STORY(a_countdown_appears_when_time_gets_short) {
    State state = state_named("name");
    state.entered = state.last_input = scene_time;
    CHECK_EQUAL(model_of(state, scene_time, english()).countdown, "");
    CHECK_EQUAL(model_of(state, scene_time + 45s, english()).countdown, "Closes in \u20680:15\u2069");
    CHECK_EQUAL(model_of(state, scene_time + 90s, english()).countdown, "Closes in \u20680:00\u2069");
    CHECK_CONTAINS(model_named("hold").countdown, "0:15");
    CHECK_CONTAINS(model_named("code_blocked").countdown, "0:24");
    for (const char* name : {"welcome_between_tries", "code_between_tries"}) {
        CHECK_CONTAINS(model_named(name).countdown, "1:47");
        CHECK_EQUAL(model_named(name).remark, screens::between_tries());
        const ScreenModel later = model_of(state_named(name), scene_time + 107s, english());
        CHECK(later.countdown.find("Next") == std::string::npos);
        CHECK_EQUAL(later.remark, "");
    }
}

STORY(after_too_many_wrong_codes_the_keypad_rests) {
    CHECK(!model_named("code_blocked").code->enabled);
    CHECK(model_named("code").code->enabled);
}

STORY(an_out_of_service_kiosk_says_why_and_what_to_do) {
    for (const char* name : {"out_of_service_camera_missing", "out_of_service_backend_refused",
                             "out_of_service_storage_full", "out_of_service_storage_failed"}) {
        const ScreenModel model = model_named(name);
        CHECK(!model.guidance.empty());
        CHECK_CONTAINS(words_of(model), "Visitors:");
        CHECK_CONTAINS(words_of(model), "Technicians:");
    }
}

STORY(progress_out_of_range_stays_an_arc) {
    State state = state_named("hold");
    state.standing.progress = 7;
    CHECK_EQUAL(*model_of(state, scene_time, english()).progress, 1.0F);
    state.standing.progress = -7;
    CHECK_EQUAL(*model_of(state, scene_time, english()).progress, 0.0F);
}

STORY(only_an_out_of_service_screen_tells_of_the_service_page) {
    for (const auto& [name, state] : tests::states_of_every_stage()) {
        const bool told = words_of(model_of(state, scene_time, english())).find("F12") != std::string::npos;
        if (told != (state.stage == Stage::out_of_service)) {
            tests::check_failed(name, std::source_location::current());
        }
    }
}

STORY(a_kiosk_that_cannot_serve_says_what_is_wrong_to_technicians_and_calms_visitors) {
    for (const auto& [name, fault] : tests::faults_of_every_kind()) {
        const ScreenModel model = model_of(fault, scene_time, english());
        CHECK_EQUAL(model.title, "This kiosk is out of service");
        CHECK(!model.items.at(0).technical);
        CHECK_CONTAINS(model.items.at(0).text, "Visitors:");
        CHECK(model.items.at(1).technical);
        CHECK_CONTAINS(model.items.at(1).text, fault.error.what.substr(0, 400));
        CHECK(model.items.at(2).technical);
        CHECK_CONTAINS(model.items.at(2).text, "F12");
        CHECK(model.buttons.empty());
    }
}

STORY(a_fault_counts_down_to_its_next_try) {
    screens::Fault fault{{Errc::invalid, "wrong"}, scene_time + 5s};
    CHECK_CONTAINS(model_of(fault, scene_time, english()).countdown, "0:05");
    CHECK_CONTAINS(model_of(fault, scene_time + 4001ms, english()).countdown, "0:01");
    CHECK_EQUAL(model_of(fault, scene_time + 5s, english()).countdown, "");
}

STORY(an_endless_error_is_cut_between_two_characters) {
    for (int odd = 0; odd < 3; ++odd) {
        std::string what(static_cast<std::size_t>(odd), 'x');
        for (int i = 0; i < 400; ++i)
            what += "€";
        const std::string text =
            model_of(screens::Fault{{Errc::invalid, what}, {}}, scene_time, english()).items.at(1).text;
        CHECK(text.size() < 700);
        CHECK_CONTAINS(text, "€…");
    }
}

STORY(a_kiosk_that_is_starting_asks_for_a_moment_and_is_seen_to_be_busy) {
    const ScreenModel model = screens::starting(scene_time, scene_time, english());
    CHECK_EQUAL(model.title, "One moment, please");
    CHECK(words_of(model).find("F12") == std::string::npos);
    CHECK(screens::starting(scene_time, scene_time + 500ms, english()).turning != model.turning);
}

STORY(who_may_show_a_code_is_told_so_and_sees_the_picture_to_aim_with) {
    for (const char* name : {"code", "code_unknown"}) {
        const ScreenModel model = model_of(state_named(name), scene_time, english(), tests::scene_limits);
        CHECK_EQUAL(model.title, "Show or type your code");
        CHECK_CONTAINS(model.guidance, "up to the camera");
        CHECK(model.backdrop == screens::Backdrop::viewfinder);
        CHECK(model.code->enabled);
    }
    const auto welcome = model_of(state_named("welcome"), scene_time, english(), tests::scene_limits);
    CHECK_CONTAINS(welcome.items.front().text, "Show or type");
    CHECK(welcome.backdrop == screens::Backdrop::plain);
}

STORY(during_the_pause_and_where_codes_are_only_typed_the_camera_is_not_shown) {
    const ScreenModel paused =
        model_of(state_named("code_blocked"), scene_time, english(), tests::scene_limits);
    CHECK(paused.backdrop == screens::Backdrop::plain);
    CHECK_EQUAL(paused.title, "Show or type your code");
    const ScreenModel typed = model_named("code");
    CHECK(typed.backdrop == screens::Backdrop::plain);
    CHECK_EQUAL(typed.title, "Type your session code");
    CHECK_EQUAL(words_of(typed).find("camera"), std::string::npos);
}
