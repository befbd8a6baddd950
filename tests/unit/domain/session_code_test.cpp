// SPDX-License-Identifier: Apache-2.0
#include "firmware/domain/session_code.hpp"

#include "tests/support/check.hpp"

using namespace verikiosk;

GROUP("session_code");

namespace {

std::string with_check(std::string seven) {
    const auto check = code_check_character(seven);
    CHECK(check.has_value());
    return seven + *check;
}

}  // namespace

STORY(a_code_typed_as_printed_is_taken) {
    const std::string code = with_check("7K3M9QX");
    CHECK_EQUAL(canonical_code(code).value_or(""), code);
}

STORY(small_letters_spaces_and_dashes_do_not_matter) {
    const std::string code = with_check("7K3MAQX");
    CHECK_EQUAL(canonical_code(" 7k3m-aqx" + code.substr(7)).value_or(""), code);
}

STORY(look_alikes_are_read_as_what_was_meant) {
    const std::string code = with_check("1K0M9QX");
    CHECK_EQUAL(canonical_code("IKOM9QX" + code.substr(7)).value_or(""), code);
}

STORY(every_single_wrong_character_is_caught) {
    const std::string code = with_check("7K3M9QX");
    for (std::size_t at = 0; at < code_length; ++at) {
        for (const char wrong : code_alphabet) {
            if (wrong == code[at]) continue;
            std::string typed = code;
            typed[at] = wrong;
            CHECK(!canonical_code(typed).has_value());
        }
    }
}

STORY(neighbours_swapped_are_caught) {
    const std::string code = with_check("7K3M9QX");
    for (std::size_t at = 0; at + 2 < code_length; ++at) {
        std::string typed = code;
        std::swap(typed[at], typed[at + 1]);
        CHECK(!canonical_code(typed).has_value());
    }
}

STORY(too_short_too_long_and_foreign_characters_are_no_code) {
    const std::string code = with_check("7K3M9QX");
    CHECK(!canonical_code("").has_value());
    CHECK(!canonical_code(code.substr(0, 7)).has_value());
    CHECK(!canonical_code(code + "7").has_value());
    CHECK(!canonical_code("7K3M9Q\xC3\xA9").has_value());
}
