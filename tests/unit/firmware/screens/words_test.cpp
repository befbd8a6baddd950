// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string>

#include "firmware/screens/model.hpp"
#include "firmware/screens/sentences.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/firmware/screens/stage_states.hpp"

/// What a visitor is told who is refused or asked to try again: one sentence to act on, and nothing by which
/// an attacker could tell what gave him away.
GROUP("words");

namespace {

using namespace verikiosk;
using screens::ScreenModel;
using screens::Texts;
using session::Stage;
using session::State;
using tests::scene_time;

Texts texts_in(const char* language) {
    return tests::must(Texts::open("share/locale", language));
}

/// Reasons that say what an attack was told by, or that nobody could tell.
constexpr std::array about_attacks{
    Reason::frozen_picture,      Reason::weak_signal,
    Reason::flat_face,           Reason::no_light_answer,
    Reason::late_light_answer,   Reason::exposure_ignored,
    Reason::repeated_frames,     Reason::wrong_times,
    Reason::recaptured,          Reason::injection,
    Reason::development_input,   Reason::match_not_concluded,
    Reason::faces_differ,        Reason::liveness_not_concluded,
    Reason::judgement_disagrees, Reason::evidence_inconsistent,
};

std::vector<Reason> every_reason() {
    std::vector<Reason> all;
    for (std::uint64_t number = 1; number < 256; ++number) {
        if (const auto reason = reason_from(number)) all.push_back(*reason);
    }
    return all;
}

State state_named(const std::string& name) {
    for (auto& named : tests::states_of_every_stage()) {
        if (named.name == name) return std::move(named.state);
    }
    tests::check_failed("no state named " + name, std::source_location::current());
}

/// The screen of a backend's answer for this reason, and of the kiosk's own where none came.
ScreenModel answered(const std::string& name, Reason reason, const Texts& texts) {
    State state = state_named(name);
    state.receipt->reasons = {reason};
    return screens::model_of(state, scene_time, texts);
}
ScreenModel found_by_the_kiosk(Reason reason, const Texts& texts) {
    State state = state_named("try_again");
    state.receipt.reset();
    state.results = {{.kind = ChallengeKind::turn, .judgement = {Outcome::fail, reason, 160}}};
    return screens::model_of(state, scene_time, texts);
}

void complain(Reason reason, const std::string& sentence, const std::string& why) {
    tests::check_failed(std::string(name_of(reason)) + ": '" + sentence + "' " + why,
                        std::source_location::current());
}

/// Nothing ends before the end.
void check_one_sentence(Reason reason, const std::string& sentence) {
    if (sentence.size() < 8) complain(reason, sentence, "is no sentence");
    for (const char* end : {". ", "! ", "? ", "؟ ", "\n"}) {
        if (sentence.find(end) != std::string::npos) complain(reason, sentence, "is more than one sentence");
    }
}

void check_no_number(Reason reason, const std::string& sentence) {
    const bool digit = std::ranges::any_of(sentence, [](unsigned char c) { return std::isdigit(c) != 0; });
    // U+0660 to U+0669 and U+066A, the Arabic digits and percent sign, begin with this byte and D9.
    bool arabic = false;
    for (std::size_t i = 0; i + 1 < sentence.size(); ++i) {
        const auto second = static_cast<unsigned char>(sentence[i + 1]);
        arabic |= static_cast<unsigned char>(sentence[i]) == 0xD9 && second >= 0xA0 && second <= 0xAA;
    }
    if (digit || arabic || sentence.find('%') != std::string::npos)
        complain(reason, sentence, "has a number");
}

std::string in_small_letters(std::string words) {
    std::ranges::transform(words, words.begin(), [](unsigned char c) { return std::tolower(c); });
    return words;
}

// Checks and what they are against, as anybody would name them. "Light" and "dark" are words for the room,
// where they are what a visitor can change; see below.
constexpr std::array names_of_checks{
    // English
    "expos", "live", "alive", "moir", "replay", "record", "print", "photo", "mask", "inject", "fake",
    "attack", "spoof", "score", "match", "differ", "same person", "frozen", "repeat", "flat", "raster",
    "parallax", "model", "passive", "check", "test", "judg", "fail", "suspect", "colour", "reflect",
    "virtual", "threshold",
    // Arabic: liveness, replay, printed, mask, injection, fake, attack, matching, exposure, check, failure
    "حيوي", "إعادة عرض", "مطبوع", "قناع", "حقن", "مزيف", "تزييف", "هجوم", "مطابق", "تعريض", "فحص", "فشل",
    "اشتباه"};

void check_no_name_of_a_check(Reason reason, const std::string& sentence) {
    const std::string small = in_small_letters(sentence);
    for (const char* word : names_of_checks) {
        if (small.find(word) != std::string::npos) complain(reason, sentence, std::string("says ") + word);
    }
}

/// All but the sentence.
ScreenModel without_sentence(ScreenModel model) {
    model.guidance.clear();
    return model;
}

}  // namespace

STORY(whoever_may_try_again_is_told_one_sentence_without_numbers_or_names_of_checks) {
    for (const char* language : {"en", "ar"}) {
        const Texts texts = texts_in(language);
        for (const Reason reason : every_reason()) {
            for (const ScreenModel& model :
                 {answered("try_again", reason, texts), found_by_the_kiosk(reason, texts)}) {
                check_one_sentence(reason, model.guidance);
                check_no_number(reason, model.guidance);
                check_no_name_of_a_check(reason, model.guidance);
            }
        }
    }
}

STORY(while_looking_the_screen_says_one_sentence_too) {
    for (const char* language : {"en", "ar"}) {
        const Texts texts = texts_in(language);
        for (const Reason reason : every_reason()) {
            const std::string sentence = texts(screens::guidance_for(reason));
            check_one_sentence(reason, sentence);
            check_no_number(reason, sentence);
            check_no_name_of_a_check(reason, sentence);
        }
    }
}

STORY(every_attack_is_told_the_same_general_sentence) {
    for (const char* language : {"en", "ar"}) {
        const Texts texts = texts_in(language);
        std::set<std::string> sentences;
        for (const Reason reason : about_attacks) {
            CHECK(!screens::actionable(reason));
            sentences.insert(answered("try_again", reason, texts).guidance);
            sentences.insert(found_by_the_kiosk(reason, texts).guidance);
        }
        CHECK_EQUAL(sentences.size(), std::size_t{1});
        // And whoever gave no sign of an attack at all may be told it: it names nothing that was found.
        CHECK(sentences.contains(answered("try_again", Reason::declined, texts).guidance));
    }
}

STORY(nothing_else_on_the_screen_tells_one_reason_from_another) {
    for (const char* language : {"en", "ar"}) {
        const Texts texts = texts_in(language);
        // What a development run is called says nothing of the visitor, and stands in a banner.
        for (const Reason reason : every_reason()) {
            if (reason == Reason::development_policy || reason == Reason::development_input) continue;
            CHECK(without_sentence(answered("try_again", reason, texts)) ==
                  without_sentence(answered("try_again", Reason::no_face, texts)));
            // Who is sent to a call learns no reason.
            CHECK(answered("see_representative", reason, texts) ==
                  answered("see_representative", Reason::no_face, texts));
        }
    }
}

STORY(a_reason_to_act_on_hides_what_was_found_besides) {
    const Texts texts = texts_in("en");
    State state = state_named("try_again");
    for (const Reason reason : about_attacks) {
        state.receipt->reasons = {reason, Reason::too_far};
        CHECK_EQUAL(screens::model_of(state, scene_time, texts).guidance,
                    answered("try_again", Reason::too_far, texts).guidance);
    }
}

STORY(during_a_challenge_nobody_sees_what_the_kiosk_thinks_of_them) {
    const Texts texts = texts_in("en");
    for (const char* name : {"hold", "approach", "turn", "exposure", "light_ahead", "smile", "open_mouth"}) {
        State state = state_named(name);
        state.guidance = Reason::none;
        const ScreenModel calm = screens::model_of(state, scene_time, texts);
        for (const Reason reason : about_attacks) {
            state.guidance = reason;
            if (screens::model_of(state, scene_time, texts) != calm) complain(reason, name, "shows it");
        }
    }
}

STORY(light_is_spoken_of_only_where_the_room_is_dark_or_bright) {
    const Texts texts = texts_in("en");
    const std::string general = texts(screens::advice_for(Reason::flat_face));
    for (const Reason reason : every_reason()) {
        const std::string sentence = texts(screens::advice_for(reason));
        const bool room = reason == Reason::too_dark || reason == Reason::too_bright ||
                          reason == Reason::uneven_light || reason == Reason::low_contrast;
        if (sentence != general && !room && in_small_letters(sentence).find("light") != std::string::npos)
            complain(reason, sentence, "says light");
    }
}
