// SPDX-License-Identifier: Apache-2.0
#include "firmware/config/settings.hpp"

#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"

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

STORY(a_kiosk_has_models_only_where_its_settings_name_their_folder) {
    const std::filesystem::path file = "/etc/verikiosk/kiosk.toml";
    const auto folder = [&](const std::string& more) {
        return tests::must(parse_settings(complete + more, file)).models.folder.string();
    };
    CHECK_EQUAL(folder(""), "");
    CHECK_EQUAL(folder("[models]\nfolder = \"\"\n"), "");
    CHECK_EQUAL(folder("[models]\nfolder = \"models\"\n"), "/etc/verikiosk/models");
    CHECK_EQUAL(folder("[models]\nfolder = \"/data/models\"\n"), "/data/models");
    CHECK_CONTAINS(error_of(complete + "[models]\nfolder = 1\n"), "models.folder: expected a text in quotes");
}

STORY(a_later_file_may_take_the_models_away) {
    const std::string more = complete + "[models]\nfolder = \"models\"\n";
    const std::vector<config::SettingsText> texts{{"/etc/verikiosk/kiosk.toml", more},
                                                  {"/data/site/site.toml", "[models]\nfolder = \"\"\n"}};
    CHECK(tests::must(parse_settings(texts)).models.folder.empty());
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

STORY(a_camera_sees_as_far_around_as_the_calibration_found) {
    const std::filesystem::path file = "/etc/verikiosk/kiosk.toml";
    const auto view = [&](const std::string& more) {
        return config::view_of(tests::must(parse_settings(complete + more, file)).camera);
    };
    CHECK(view("") == FieldOfView{43});
    CHECK(view("[camera]\nfield_of_view = 38.5\n") == FieldOfView{38.5F});
    for (const char* wrong : {"9", "121", "\"wide\""}) {
        CHECK_CONTAINS(error_of(complete + "[camera]\nfield_of_view = " + wrong + "\n"),
                       "kiosk.toml:14: camera.field_of_view: expected a number from 10 to 120");
    }
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

namespace {

const std::string board = R"([kiosk]
data = "kiosk"
language = "en"
hw_model = "board-1"
min_free_mb = 128
[camera]
width = 640
)";

std::string site() {
    std::string text = complete;
    text.erase(text.find("data ="), std::string("data = \"data\"\n").size());
    return text + "[network]\naddress = \"192.168.7.20/24\"\ngateway = \"192.168.7.1\"\n";
}

Result<config::Settings> read_both(const std::string& first, const std::string& second) {
    const std::vector<config::SettingsText> texts{{"/etc/verikiosk/board.toml", first},
                                                  {"/data/site/site.toml", second}};
    return parse_settings(texts);
}

std::string error_of_both(const std::string& first, const std::string& second) {
    const auto settings = read_both(first, second);
    CHECK(!settings.has_value());
    return settings.error().what;
}

}  // namespace

STORY(a_board_and_a_site_make_one_kiosk_and_paths_start_beside_the_file_that_says_them) {
    const auto settings = tests::must(read_both(board, site()));
    CHECK_EQUAL(settings.kiosk.ueid, "kiosk-1");
    CHECK_EQUAL(settings.kiosk.hw_model, "board-1");
    CHECK_EQUAL(settings.kiosk.data.string(), "/etc/verikiosk/kiosk");
    CHECK_EQUAL(settings.backend.ca.string(), "/data/site/ca.pem");
    CHECK_EQUAL(settings.kiosk.min_free_mb, 128);
    CHECK_EQUAL(settings.camera.width, 640);
    CHECK_EQUAL(settings.network.gateway, "192.168.7.1");
}

STORY(the_later_file_counts) {
    const auto settings = tests::must(read_both(board, site() + "[camera]\nwidth = 1920\n"));
    CHECK_EQUAL(settings.camera.width, 1920);
    CHECK_EQUAL(tests::must(read_both(site(), board)).camera.width, 640);
}

STORY(what_is_wrong_is_named_with_its_own_file_and_line) {
    CHECK_CONTAINS(error_of_both(board + "widht = 1\n", site()),
                   "/etc/verikiosk/board.toml:8: unknown key 'camera.widht'");
    CHECK_CONTAINS(error_of_both(board, site() + "[display]\nfullscreen = 1\n"),
                   "/data/site/site.toml:16: display.fullscreen: expected true or false");
    // A value that the later file replaces still has to be right.
    CHECK_CONTAINS(error_of_both(board + "height = \"tall\"\n", site() + "[camera]\nheight = 480\n"),
                   "/etc/verikiosk/board.toml:8: camera.height");
}

STORY(what_is_in_no_file_is_missing_from_all_of_them) {
    CHECK_CONTAINS(error_of_both(board, "[backend]\nhost = \"backend.example\"\n"),
                   "/etc/verikiosk/board.toml, /data/site/site.toml: 'ueid' is missing from [kiosk]");
}

STORY(a_network_is_checked_before_the_kiosk_is_cut_off_by_it) {
    const auto refused = [](const std::string& network) {
        const std::string error = error_of(complete + "[network]\n" + network + "\n");
        CHECK_CONTAINS(error, "kiosk.toml:1");
        return error;
    };
    CHECK_CONTAINS(refused("address = \"192.168.7.20\""), "network.address: expected an IP address with");
    CHECK_CONTAINS(refused("address = \"192.168.7.20/33\""), "network.address");
    CHECK_CONTAINS(refused("address = \"192.168.7.256/24\""), "network.address");
    CHECK_CONTAINS(refused("gateway = \"192.168.7.1\""), "needs network.address");
    CHECK_CONTAINS(refused("address = \"192.168.7.20/24\"\ngateway = \"192.168.8.1\""),
                   "kiosk.toml:15: network.gateway: it can't be reached from 192.168.7.20/24");
    CHECK_CONTAINS(refused("address = \"192.168.7.20/24\"\ngateway = \"192.168.7.20\""), "own address");
    CHECK_CONTAINS(refused("dns = \"9.9.9.9\""), "network.dns: expected a list of IP addresses");
    CHECK_CONTAINS(refused("dns = [\"9.9.9.9\", \"resolver\"]"), "network.dns");
    CHECK_CONTAINS(refused("ntp = [\"time.example\\nDHCP=no\"]"), "network.ntp");
    const auto six = tests::must(parse_settings(complete + R"([network]
address = "2001:db8::2/64"
gateway = "fe80::1"
dns = ["2001:db8::53", "192.0.2.53"]
ntp = ["time.example", "192.0.2.123"]
)",
                                                "/etc/verikiosk/kiosk.toml"));
    CHECK_EQUAL(six.network.dns.size(), std::size_t{2});
    CHECK_EQUAL(six.network.ntp.front(), "time.example");
}

STORY(a_host_that_no_network_could_have_is_refused) {
    for (const char* host : {"http://backend", "backend example", "-backend", "backend..example", "10.0.0"}) {
        std::string text = complete;
        const std::string good = "backend.example";
        text.replace(text.find(good), good.size(), host);
        CHECK_CONTAINS(error_of(text), "kiosk.toml:5: backend.host: expected a host name or an IP address");
    }
}

STORY(an_enrolment_token_is_short_and_printable) {
    const auto with = [](const std::string& token) {
        return parse_settings(complete + "[enrolment]\ntoken = \"" + token + "\"\n", "kiosk.toml");
    };
    CHECK_EQUAL(tests::must(with("one-time 4711")).enrolment.token, "one-time 4711");
    CHECK(with(std::string(200, 'x')).has_value());
    CHECK(!with(std::string(201, 'x')).has_value());
    CHECK(!with("").has_value());
    CHECK(!with("\\u0007").has_value());
}

STORY(whoever_looks_for_faults_gets_what_can_be_read_and_every_fault) {
    const tests::TemporaryFolder folder;
    tests::write_file(folder / "board.toml", board + "height = 1\n");
    const std::vector<std::filesystem::path> files{folder / "board.toml", folder / "site.toml"};
    const auto found = config::look_at_settings(files);
    CHECK_EQUAL(found.settings.camera.width, 640);
    CHECK_EQUAL(found.settings.camera.height, 720);
    CHECK_EQUAL(found.errors.front().code, Errc::not_found);
    CHECK_CONTAINS(found.errors.at(0).what, "site.toml can't be read");
    CHECK_CONTAINS(found.errors.at(1).what, "board.toml:8: camera.height");
    CHECK_CONTAINS(found.errors.at(2).what, "'ueid' is missing");
    CHECK_EQUAL(config::load_settings(files).error().code, Errc::not_found);
}
