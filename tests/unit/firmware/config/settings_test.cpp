// SPDX-License-Identifier: Apache-2.0
#include "firmware/config/settings.hpp"

#include "tests/support/check.hpp"

using namespace verikiosk;
using config::parse_settings;

GROUP("settings");

namespace {

const std::string complete = R"([kiosk]
ueid = "kiosk-1"
data = "data"
[backend]
host = "backend.example"
ca = "ca.pem"
signer = "signer.pem"
client_certificate = "tls.pem"
client_key = "tls.key"
[evidence]
key = "evidence.key"
certificate = "evidence.pem"
)";

std::string error_of(const std::string& text) {
    const auto settings = parse_settings(text, "/etc/verikiosk/kiosk.toml");
    CHECK(!settings.has_value());
    CHECK_EQUAL(settings.error().code, Errc::invalid);
    return settings.error().what;
}

}  // namespace

STORY(a_complete_file_is_read_and_relative_paths_start_beside_it) {
    const auto settings = tests::must(parse_settings(complete, "/etc/verikiosk/kiosk.toml"));
    CHECK_EQUAL(settings.kiosk.ueid, "kiosk-1");
    CHECK_EQUAL(settings.kiosk.data.string(), "/etc/verikiosk/data");
    CHECK_EQUAL(settings.backend.port, 8443);
    CHECK_EQUAL(settings.camera.width, 1280);
}

STORY(a_misspelt_key_is_named_with_its_line) {
    const std::string error = error_of(complete + "[camera]\nwidht = 640\n");
    CHECK_CONTAINS(error, "kiosk.toml:14: unknown key 'camera.widht'");
    CHECK_CONTAINS(error, "width");
}

STORY(a_misspelt_key_that_is_required_is_called_misspelt_and_not_missing) {
    std::string text = complete;
    text.replace(text.find("host ="), 6, "hots =");
    CHECK_CONTAINS(error_of(text), "kiosk.toml:5: unknown key 'backend.hots'");
}

STORY(an_unknown_table_is_named_with_its_line) {
    CHECK_CONTAINS(error_of(complete + "[camrea]\n"), "kiosk.toml:13: unknown table [camrea]");
}

STORY(a_wrong_type_says_what_was_expected) {
    CHECK_CONTAINS(error_of(complete + "[camera]\nwidth = \"wide\"\n"),
                   "kiosk.toml:14: camera.width: expected a number from 320 to 3840");
    CHECK_CONTAINS(error_of(complete + "[display]\nfullscreen = 1\n"),
                   "kiosk.toml:14: display.fullscreen: expected true or false");
}

STORY(a_number_out_of_range_is_refused) {
    CHECK_CONTAINS(error_of(complete + "[session]\nidle_s = 5\n"), "expected a number from 10 to 600");
}

STORY(a_missing_key_is_named) {
    CHECK_CONTAINS(error_of("[kiosk]\ndata = \"data\"\n"), "'ueid' is missing from [kiosk]");
}

STORY(broken_toml_is_named_with_its_line) {
    CHECK_CONTAINS(error_of("[kiosk\n"), "kiosk.toml:1: not TOML");
}

STORY(a_file_that_is_not_there_is_said_to_be_missing) {
    const auto settings = config::load_settings("no/such/kiosk.toml");
    CHECK_EQUAL(settings.error().code, Errc::not_found);
}
