// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include "firmware/kioskctl/checks.hpp"
#include "tests/unit/net/world.hpp"

using namespace verikiosk;
using namespace verikiosk::kioskctl;
using tests::Connection;
using tests::Identity;
using tests::Server;
using namespace std::chrono_literals;

GROUP("backend");

namespace {

WallTime now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// A kiosk's settings with credentials that a backend on loopback takes.
struct Site {
    tests::World world;
    Identity evidence = tests::self_signed({.name = "kiosk-0001", .until = 24h * 90});
    config::Settings settings;

    Site() {
        tests::Identity kiosk =
            tests::issue(world.authority, {.name = "kiosk-0001", .until = 24h * 60 + 12h});
        give(kiosk, evidence);
    }
    void give(const Identity& client, const Identity& signer) {
        auto& backend = settings.backend;
        backend.host = tests::backend_name;
        backend.connect_to = "127.0.0.1";
        backend.ca = world.folder.write("ca.pem", world.authority.certificate);
        backend.signer = world.folder.write(
            "signer.pem", tests::self_signed({.name = "signer", .until = 24h * 365}).certificate);
        backend.client_certificate = world.folder.write("client.pem", client.certificate);
        backend.client_key = key("client.key", client.key);
        backend.time_limit = 10s;
        settings.evidence.certificate = world.folder.write("evidence.pem", signer.certificate);
        settings.evidence.key = key("evidence.key", signer.key);
    }
    [[nodiscard]] std::filesystem::path key(const char* name, const std::string& pem) const {
        auto path = world.folder.write(name, pem);
        chmod(path.c_str(), 0600);
        return path;
    }
    [[nodiscard]] Finding backend_at(std::uint16_t port) {
        settings.backend.port = port;
        return check_backend(settings, net::probe_backend, drivers::SystemClock());
    }
};

void answer_404(Connection& connection) {
    (void)connection.read_request();
    connection.send("HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n");
    connection.close_properly();
    connection.wait_until_gone();
}

}  // namespace

STORY(a_backend_that_answers_anything_is_reached) {
    Site site;
    const Server server(site.world.settings(), answer_404);
    const Finding finding = site.backend_at(server.port());
    CHECK_CONTAINS(finding.what, "answers over TLS in");
    CHECK_CONTAINS(finding.what, "(HTTP 404)");
    CHECK(finding.verdict == Verdict::pass);
}

STORY(a_backend_that_is_down_says_so) {
    Site site;
    const Finding finding = site.backend_at(tests::silent_port());
    CHECK(finding.verdict == Verdict::fail);
    CHECK_CONTAINS(finding.what_to_do, "network check first");
}

STORY(a_name_that_does_not_resolve_says_so) {
    Site site;
    site.settings.backend.connect_to.clear();
    site.settings.backend.host = "no-such-name.invalid";
    const Finding finding = site.backend_at(443);
    CHECK(finding.verdict == Verdict::fail);
    CHECK_CONTAINS(finding.what, "no-such-name.invalid");
}

STORY(a_backend_of_another_ca_name_or_time_is_refused_with_the_reason) {
    Site site;
    const auto refused = [&site](const Identity& backend) {
        tests::ServerSettings settings = site.world.settings();
        settings.identity = backend;
        const Server server(settings, [](Connection& connection) { connection.wait_until_gone(); });
        const Finding finding = site.backend_at(server.port());
        CHECK(finding.verdict == Verdict::fail);
        return finding.what;
    };
    CHECK_CONTAINS(refused(tests::issue(tests::make_authority("other"), {.name = tests::backend_name})),
                   "wrong CA");
    CHECK_CONTAINS(refused(tests::issue(site.world.authority, {.name = "other.example"})), "wrong name");
    CHECK_CONTAINS(refused(tests::issue(site.world.authority, {.name = tests::backend_name,
                                                               .from = std::chrono::hours(-48),
                                                               .until = std::chrono::hours(-24)})),
                   "it has expired");
}

STORY(a_kiosk_without_its_site_file_is_told_to_get_one) {
    const Finding finding = check_backend({}, net::probe_backend, drivers::SystemClock());
    CHECK(finding.verdict == Verdict::fail);
    CHECK_CONTAINS(finding.what_to_do, "install a site file");
    config::Settings enrolling;
    enrolling.backend.host = "backend.example";
    enrolling.enrolment.token = "one-time";
    CHECK_CONTAINS(check_backend(enrolling, net::probe_backend, drivers::SystemClock()).what,
                   "not enrolled yet");
}

STORY(good_credentials_pass_with_the_days_that_are_left) {
    Site site;
    // The tests' CA lives for thirty days; this one is only looked at.
    site.settings.backend.ca = site.world.folder.write(
        "long.pem", tests::self_signed({.name = "CA", .until = 24h * 365}).certificate);
    const Finding good = check_certificate(site.settings, now());
    CHECK_EQUAL(good.what, "keys and certificates belong together, valid for 60 days");
    CHECK(good.verdict == Verdict::pass);
    CHECK(check_certificate(site.settings, now() + 24h * 30).verdict == Verdict::pass);
    const Finding soon = check_certificate(site.settings, now() + 24h * 31);
    CHECK_EQUAL(soon.what, "the TLS certificate expires in 29 days");
    CHECK(soon.verdict == Verdict::note);
    CHECK(check_certificate(site.settings, now() + 24h * 61).verdict == Verdict::fail);
}

STORY(an_expired_or_future_certificate_fails_by_its_name) {
    const Site site;
    const Finding expired = check_certificate(site.settings, now() + 24h * 5000);
    CHECK(expired.verdict == Verdict::fail);
    CHECK_CONTAINS(expired.what, "expired on 20");
    const Finding early = check_certificate(site.settings, WallTime(std::chrono::seconds(86400)));
    CHECK(early.verdict == Verdict::fail);
    CHECK_CONTAINS(early.what_to_do, "clock");
}

STORY(keys_of_somebody_else_fail) {
    Site site;
    const Identity other = tests::self_signed({.name = "other"});
    site.settings.evidence.key = site.key("other.key", other.key);
    CHECK_CONTAINS(check_certificate(site.settings, now()).what, "do not belong together");
    Site second;
    second.settings.backend.client_key = second.key("other.key", other.key);
    CHECK_CONTAINS(check_certificate(second.settings, now()).what, "is not the certificate's");
    CHECK(check_certificate(second.settings, now()).verdict == Verdict::fail);
    Site third;
    third.settings.evidence.certificate = third.world.folder.path() / "gone.pem";
    CHECK_CONTAINS(check_certificate(third.settings, now()).what, "gone.pem");
    CHECK(check_certificate({}, now()).verdict == Verdict::fail);
}
