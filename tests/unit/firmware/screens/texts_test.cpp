// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "firmware/screens/model.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/firmware/screens/stage_states.hpp"

GROUP("texts");

namespace {

using namespace verikiosk;
using screens::Texts;

constexpr const char* catalogues = "share/locale";  // tests run in the build folder

/// Every msg("...") of a source file, adjacent literals joined as the compiler does.
void collect_messages(const std::string& source, std::set<std::string>& found) {
    for (std::size_t at = source.find("msg("); at != std::string::npos; at = source.find("msg(", at + 1)) {
        std::string message;
        std::size_t i = at + 4;
        while (i < source.size()) {
            while (std::isspace(static_cast<unsigned char>(source[i])) != 0)
                ++i;
            if (source[i] != '"') break;
            const std::size_t end = source.find('"', i + 1);
            message += source.substr(i + 1, end - i - 1);
            i = end + 1;
        }
        if (!message.empty()) found.insert(message);
    }
}

std::set<std::string> messages_in_sources() {
    const char* root = std::getenv("VERIKIOSK_SOURCE");
    CHECK(root != nullptr);
    std::set<std::string> found;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(root) / "firmware/screens")) {
        if (entry.path().extension() != ".cpp") continue;
        std::ifstream file(entry.path());
        collect_messages({std::istreambuf_iterator<char>(file), {}}, found);
    }
    return found;
}

std::string everything_in(const screens::ScreenModel& model) {
    std::string all = model.title + "\n" + model.guidance + "\n" + model.remark + "\n" + model.banner + "\n" +
                      model.countdown + "\n";
    for (const auto& item : model.items)
        all += item.text + "\n";
    for (const auto& button : model.buttons)
        all += button.label + " " + button.hint + "\n";
    if (model.code) all += model.code->erase;
    return all;
}

}  // namespace

STORY(every_sentence_has_an_arabic_one) {
    const Texts arabic = tests::must(Texts::open(catalogues, "ar"));
    const auto messages = messages_in_sources();
    CHECK(messages.size() > 100);
    std::string missing;
    for (const std::string& message : messages) {
        if (arabic(message.c_str()) == message) missing += "\n  " + message;
    }
    CHECK_EQUAL(missing, "");
}

STORY(no_english_word_is_left_on_an_arabic_screen) {
    const Texts arabic = tests::must(Texts::open(catalogues, "ar"));
    for (auto& [name, state] : tests::states_of_every_stage()) {
        if (state.session) state.session->account_name = "أميرة حداد";
        std::string words =
            everything_in(screens::model_of(state, tests::scene_time, arabic, tests::scene_limits)) +
            everything_in(screens::model_of(state, tests::scene_time, arabic));
        // What is engraved on a key is no word.
        for (auto key = words.find("F12"); key != std::string::npos; key = words.find("F12"))
            words.erase(key, 3);
        const auto latin = std::ranges::find_if(words, [](unsigned char c) { return std::isalpha(c) != 0; });
        if (latin != words.end()) tests::check_failed(name + ": " + words, std::source_location::current());
    }
}

STORY(english_needs_no_catalogue) {
    const Texts english = tests::must(Texts::open("/nowhere", "en"));
    CHECK_EQUAL(english(screens::msg("Hold still")), "Hold still");
    CHECK(!english.right_to_left());
}

STORY(arabic_runs_from_right_to_left) {
    CHECK(tests::must(Texts::open(catalogues, "ar")).right_to_left());
}

STORY(a_language_that_is_not_there_is_an_error_with_the_path) {
    const auto texts = Texts::open(catalogues, "tlh");
    CHECK(!texts);
    CHECK_EQUAL(texts.error().code, Errc::not_found);
    CHECK_CONTAINS(texts.error().what, "share/locale/tlh/LC_MESSAGES/verikiosk.mo");
}

STORY(a_language_is_never_a_way_to_another_folder) {
    for (const char* tag : {"../../etc", "", "a", "en/../ar"}) {
        const auto texts = Texts::open(catalogues, tag);
        CHECK(!texts);
        CHECK_EQUAL(texts.error().code, Errc::invalid);
    }
}

STORY(a_name_keeps_its_own_direction_inside_a_sentence) {
    const Texts english = tests::must(Texts::open(catalogues, "en"));
    CHECK_EQUAL(english.with(screens::msg("Are you {1}?"), "Amira"), "Are you \u2068Amira\u2069?");
}
