// SPDX-License-Identifier: Apache-2.0
#include "vision/code/content.hpp"

#include "firmware/domain/session_code.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using vision::session_code_in;

GROUP("code_content");

namespace {

std::string good_code() {
    return std::string("7K3M9QX") + *code_check_character("7K3M9QX");
}

}  // namespace

STORY(the_eight_characters_are_taken) {
    CHECK(session_code_in(good_code()) == good_code());
}

STORY(so_are_they_after_the_scheme_in_any_case) {
    for (const char* scheme : {"verikiosk:", "VERIKIOSK:", "VeriKiosk:"})
        CHECK(session_code_in(scheme + good_code()) == good_code());
}

STORY(a_wrong_check_character_is_no_code) {
    std::string wrong = good_code();
    wrong[2] = '4';
    CHECK(!session_code_in(wrong));
    CHECK(!session_code_in("verikiosk:" + wrong));
}

STORY(what_a_person_may_type_a_program_may_not_write) {
    std::string small = good_code();
    small[1] = 'k';
    CHECK(canonical_code(small) == good_code());
    CHECK(!session_code_in(small));
    CHECK(!session_code_in(good_code().substr(0, 4) + "-" + good_code().substr(4)));
    CHECK(!session_code_in(" " + good_code()));
    CHECK(!session_code_in(good_code() + "\n"));
}

STORY(what_else_is_on_peoples_things_is_no_code) {
    for (const std::string& content :
         {std::string(), std::string("verikiosk:"), "https://shop.example/?code=" + good_code(),
          "WIFI:S:" + good_code() + ";;", "verikiosk:verikiosk:" + good_code(), "verikiosk:/" + good_code(),
          good_code() + good_code(), good_code() + std::string(1, '\0'), std::string(7000, 'A')}) {
        CHECK(!session_code_in(content));
    }
}
