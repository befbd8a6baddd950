// SPDX-License-Identifier: Apache-2.0
#include "firmware/config/site.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "tests/support/check.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
namespace fs = std::filesystem;

GROUP("site");

namespace {

const std::string certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
const std::string private_key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
const std::string curve_key =
    "-----BEGIN EC PARAMETERS-----\nBBBB\n-----END EC PARAMETERS-----\n"
    "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n";

const std::string right = R"([kiosk]
ueid = "kiosk-4711"
language = "ar"
[backend]
host = "backend.example"
port = 9443
ca = "given/our ca.pem"
signer = "given/signer.pem"
client_certificate = "given/tls.pem"
client_key = "given/tls-key.pem"
[evidence]
key = "given/evidence-key.pem"
certificate = "given/evidence.pem"
)";
const std::string network = R"([network]
address = "192.168.7.20/24"
gateway = "192.168.7.1"
dns = ["192.168.7.1", "2001:db8::53"]
ntp = ["time.example", "192.168.7.2"]
)";

/// What a technician brings: a site file with its credentials beside it, and a card's data partition.
struct Desk {
    tests::TemporaryFolder folder;
    fs::path file = folder / "lobby.toml";
    fs::path data = folder / "data";

    Desk() {
        fs::create_directory(folder / "given");
        fs::create_directory(data);
        for (const char* name : {"our ca.pem", "signer.pem", "tls.pem", "evidence.pem"})
            tests::write_file(folder / "given" / name, certificate);
        tests::write_file(folder / "given/tls-key.pem", private_key);
        tests::write_file(folder / "given/evidence-key.pem", curve_key);
    }

    [[nodiscard]] config::SiteChecked check(const std::string& text) const {
        tests::write_file(file, text);
        return config::check_site(file);
    }
    /// Every fault in one text; at least one is expected.
    [[nodiscard]] std::string faults(const std::string& text) const {
        std::string all;
        for (const config::Fault& fault : check(text).faults)
            all += fault.sentence() + "\n";
        CHECK(!all.empty());
        return all;
    }
    [[nodiscard]] config::Site site(const std::string& text) const {
        auto checked = check(text);
        if (!checked.faults.empty()) CHECK_EQUAL(checked.faults.front().sentence(), "");
        return checked.site;
    }
};

std::string without(std::string text, const std::string& key) {
    const std::size_t at = text.find("\n" + key + " =") + 1;
    return text.erase(at, text.find('\n', at) - at + 1);
}

mode_t mode_of(const fs::path& path) {
    struct stat status {};
    CHECK_EQUAL(stat(path.c_str(), &status), 0);
    return status.st_mode & 0777U;
}

std::size_t entries(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

}  // namespace

STORY(a_right_site_is_installed_and_read_by_the_kiosk) {
    const Desk desk;
    tests::must(config::install_site(desk.site(right + network), desk.data));
    const fs::path site = desk.data / "site";
    tests::write_file(desk.folder / "board.toml", "[kiosk]\ndata = \"/data/kiosk\"\n");
    const std::vector<fs::path> files{desk.folder / "board.toml", site / "site.toml"};
    const auto settings = tests::must(config::load_settings(files));
    CHECK_EQUAL(settings.kiosk.ueid, "kiosk-4711");
    CHECK_EQUAL(settings.kiosk.language, "ar");
    CHECK_EQUAL(settings.backend.port, 9443);
    CHECK_EQUAL(settings.backend.ca.string(), (site / "pki/ca.crt").string());
    CHECK_EQUAL(settings.network.dns.size(), std::size_t{2});
    CHECK_EQUAL(tests::read_whole(settings.backend.ca), certificate);
    CHECK_EQUAL(tests::read_whole(settings.backend.client_key), private_key);
    CHECK_EQUAL(tests::read_whole(settings.evidence.key), curve_key);
    CHECK_EQUAL(mode_of(settings.backend.client_key), 0600U);
    CHECK_EQUAL(mode_of(settings.evidence.key), 0600U);
    CHECK_EQUAL(mode_of(settings.evidence.certificate), 0644U);
    CHECK_EQUAL(mode_of(site), 0755U);
    CHECK_EQUAL(entries(site / "pki"), std::size_t{6});
    // What was installed is itself a right site.
    CHECK(config::check_site(site / "site.toml").faults.empty());
}

STORY(a_fixed_address_becomes_the_systems_network_and_time) {
    const Desk desk;
    tests::must(config::install_site(desk.site(right + network), desk.data));
    const std::string file = tests::read_whole(desk.data / "site/network/10-site.network");
    CHECK_CONTAINS(file, "[Match]\nType=ether\n");
    CHECK_CONTAINS(file,
                   "Address=192.168.7.20/24\nDHCP=no\nGateway=192.168.7.1\nDNS=192.168.7.1\n"
                   "DNS=2001:db8::53\n");
    CHECK_CONTAINS(tests::read_whole(desk.data / "site/timesyncd.conf"),
                   "[Time]\nNTP=time.example 192.168.7.2\n");
}

STORY(a_site_that_says_nothing_of_its_network_asks_dhcp) {
    const Desk desk;
    tests::must(config::install_site(desk.site(right), desk.data));
    CHECK_CONTAINS(tests::read_whole(desk.data / "site/network/10-site.network"), "DHCP=yes\n");
    CHECK(!fs::exists(desk.data / "site/timesyncd.conf"));
}

STORY(a_new_site_takes_the_old_ones_place_as_a_whole) {
    const Desk desk;
    tests::must(config::install_site(desk.site(right + network), desk.data));
    tests::write_file(desk.data / "site/pki/left-over.key", "old");
    std::string moved = right;
    moved.replace(moved.find("kiosk-4711"), 10, "kiosk-4712");
    tests::must(config::install_site(desk.site(moved), desk.data));
    CHECK_CONTAINS(tests::read_whole(desk.data / "site/site.toml"), "kiosk-4712");
    CHECK(!fs::exists(desk.data / "site/pki/left-over.key"));
    CHECK(!fs::exists(desk.data / "site/timesyncd.conf"));
    CHECK_EQUAL(entries(desk.data), std::size_t{1});
}

STORY(a_kiosk_that_will_enrol_brings_a_token_and_the_ca_alone) {
    const Desk desk;
    std::string text = right;
    for (const char* key : {"signer", "client_certificate", "client_key", "key", "certificate"})
        text = without(text, key);
    CHECK_CONTAINS(desk.faults(text), "lobby.toml: backend.signer: it is missing; give all six");
    const std::string token = "[enrolment]\ntoken = \"one \\\"time\\\" \\\\ 1\"\n";
    tests::must(config::install_site(desk.site(text + token), desk.data));
    const auto installed = config::check_site(desk.data / "site/site.toml");
    CHECK_EQUAL(installed.site.settings.enrolment.token, R"(one "time" \ 1)");
    CHECK_EQUAL(mode_of(desk.data / "site/site.toml"), 0600U);
    CHECK_CONTAINS(desk.faults(without(text, "ca") + token),
                   "backend.ca: it is missing; the enrolment needs");
    CHECK_CONTAINS(desk.faults(without(right, "signer") + token), "backend.signer: it is missing");
    CHECK(desk.check(right + token).faults.empty());
}

STORY(every_fault_is_named_with_its_line_and_not_only_the_first) {
    const Desk desk;
    std::string text = right;
    text.replace(text.find("9443"), 4, "99999");
    text.replace(text.find("\"ar\""), 4, "\"tlh\"");
    text.replace(text.find("backend.example"), 15, "https://backend");
    const std::string faults = desk.faults(text + "[camera]\nwidth = 640\n");
    CHECK_CONTAINS(faults,
                   "lobby.toml:3: kiosk.language: the screens do not speak it; expected one of "
                   "\"en\", \"ar\"");
    CHECK_CONTAINS(faults, "lobby.toml:5: backend.host: expected a host name or an IP address");
    CHECK_CONTAINS(faults, "lobby.toml:6: backend.port: expected a number from 1 to 65535");
    CHECK_CONTAINS(faults, "lobby.toml:15: camera.width: a site file may not set this; it is the board's");
    CHECK_EQUAL(std::ranges::count(faults, '\n'), 4);
}

STORY(a_site_may_say_what_its_calibration_found) {
    const Desk desk;
    tests::must(config::install_site(desk.site(right + "[camera]\nfield_of_view = 38.5\n"), desk.data));
    tests::write_file(desk.folder / "board.toml",
                      "[kiosk]\ndata = \"/data/kiosk\"\n[camera]\nwidth = 640\nfield_of_view = 50\n");
    const std::vector<fs::path> files{desk.folder / "board.toml", desk.data / "site/site.toml"};
    const auto settings = tests::must(config::load_settings(files));
    CHECK_EQUAL(settings.camera.field_of_view, 38.5);
    CHECK_EQUAL(settings.camera.width, 640);
}

STORY(what_only_the_board_sets_is_refused_in_a_site) {
    const Desk desk;
    std::string text = right;
    text.insert(text.find("language"), "data = \"/tmp\"\nmin_free_mb = 1\n");
    const std::string faults = desk.faults(text);
    CHECK_CONTAINS(faults, "lobby.toml:3: kiosk.data: a site file may not set this");
    CHECK_CONTAINS(faults, "lobby.toml:4: kiosk.min_free_mb: a site file may not set this");
    CHECK_CONTAINS(desk.faults(right + "[netwrok]\n"), "lobby.toml:14: unknown table [netwrok]");
}

STORY(a_site_without_its_name_or_its_backend_is_refused) {
    const Desk desk;
    CHECK_CONTAINS(desk.faults(without(right, "ueid")), "kiosk.ueid: it is missing; write [kiosk] ueid");
    CHECK_CONTAINS(desk.faults(without(right, "host")), "backend.host: it is missing");
    CHECK_CONTAINS(desk.faults("[kiosk\n"), "lobby.toml:1: not TOML");
    CHECK_CONTAINS(config::check_site(desk.folder / "no.toml").faults.at(0).sentence(), "can't be read");
}

STORY(a_credential_that_is_not_what_it_should_be_is_named) {
    const Desk desk;
    const auto faults_with = [&desk](const char* name, const std::string& pem) {
        const fs::path path = desk.folder / "given" / name;
        const std::string before = tests::read_whole(path);
        tests::write_file(path, pem);
        std::string faults = desk.faults(right);
        tests::write_file(path, before);
        return faults;
    };
    const std::string locked =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    CHECK_CONTAINS(faults_with("tls-key.pem", certificate),
                   "lobby.toml:10: backend.client_key: " + (desk.folder / "given/tls-key.pem").string() +
                       ": it is a certificate; expected its private key");
    CHECK_CONTAINS(faults_with("tls.pem", private_key), "lobby.toml:9: backend.client_certificate");
    CHECK_CONTAINS(faults_with("tls.pem", certificate + private_key), "a private key is in it");
    CHECK_CONTAINS(faults_with("evidence-key.pem", locked), "passphrase");
    CHECK_CONTAINS(faults_with("signer.pem", "nothing"), "lobby.toml:8: backend.signer");
    CHECK_CONTAINS(faults_with("signer.pem", certificate.substr(0, 40)), "no whole certificate");
    CHECK_CONTAINS(faults_with("our ca.pem", certificate + std::string(65536, '\n')), "larger than 64 KiB");
    fs::remove(desk.folder / "given/evidence.pem");
    CHECK_CONTAINS(desk.faults(right), "lobby.toml:13: evidence.certificate: ");
    fs::create_directory(desk.folder / "given/evidence.pem");
    CHECK_CONTAINS(desk.faults(right), "is not a file");
}

STORY(files_from_windows_are_taken) {
    const Desk desk;
    std::string pem = certificate;
    for (std::size_t at = 0; (at = pem.find('\n', at)) != std::string::npos; at += 2)
        pem.insert(at, "\r");
    tests::write_file(desk.folder / "given/our ca.pem", pem);
    tests::must(config::install_site(desk.site(right), desk.data));
    CHECK_EQUAL(tests::read_whole(desk.data / "site/pki/ca.crt"), certificate);
}

STORY(nothing_is_written_where_nothing_can_be_written) {
    const Desk desk;
    const auto site = desk.site(right);
    CHECK_EQUAL(config::install_site(site, desk.folder / "nowhere").error().code, Errc::not_found);
    CHECK(!fs::exists(desk.folder / "nowhere"));
    // A credential whose folder is a file already can't be written: the old site stays as it was.
    tests::must(config::install_site(site, desk.data));
    auto broken = site;
    broken.credentials.push_back({"backend.ca", "ca.crt/under-a-file", false, certificate});
    broken.settings.kiosk.ueid = "kiosk-broken";
    CHECK(!config::install_site(broken, desk.data).has_value());
    CHECK_EQUAL(entries(desk.data), std::size_t{1});
    CHECK_CONTAINS(tests::read_whole(desk.data / "site/site.toml"), "kiosk-4711");
    CHECK(config::check_site(desk.data / "site/site.toml").faults.empty());
}
