// SPDX-License-Identifier: Apache-2.0
#include "net/backend/server.hpp"

#include <atomic>
#include <thread>

#include "net/backend/kiosk_judges.hpp"
#include "net/http/backend_client.hpp"
#include "tests/unit/net/backend/openssl_client.hpp"
#include "tests/unit/net/backend/visit.hpp"
#include "tests/unit/net/backend/world.hpp"

namespace verikiosk::tests {
namespace {

GROUP("backend_server");

using namespace std::chrono_literals;

/// A server on loopback over a World's folder, and the kiosk's real client.
class Site {
  public:
    explicit Site(backend::ServerOptions options = {}, bool development = true) : world(development) {
        options.data = world.folder();
        options.development = development;
        options.judges = backend::kiosk_judges();
        options.clock = [this] { return WallTime(std::chrono::seconds(now.load())); };
        server = must(backend::Server::open(std::move(options)));
        server->start();
    }
    ~Site() { server->stop(); }
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;

    [[nodiscard]] std::unique_ptr<net::BackendClient> client() const {
        const backend::PkiFiles& pki = world.pki();
        return must(net::make_backend_client({.host = std::string(backend::server_name),
                                              .port = server->port(),
                                              .connect_to = "127.0.0.1",
                                              .ca = pki.ca,
                                              .client_cert = pki.kiosk_tls,
                                              .client_key = pki.kiosk_tls_key,
                                              .backend_signer = pki.signer}));
    }
    [[nodiscard]] ClientFiles kiosk_files() const {
        return {world.pki().ca, world.pki().kiosk_tls, world.pki().kiosk_tls_key};
    }
    [[nodiscard]] bool answers() const {
        RawClient raw(server->port(), kiosk_files());
        raw.send("GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
        return raw.read_answer().starts_with("HTTP/1.1 200");
    }

    World world;
    std::atomic<std::int64_t> now{1'790'000'000};
    std::unique_ptr<backend::Server> server;
};

Opened as_opened(const OpenedSession& session, const CameraInfo& camera) {
    return {session.plan.session,
            session.plan,
            {session.plan_record, session.account_name, session.eligible, session.deadline},
            camera};
}

STORY(a_visitor_is_verified_over_mutual_tls_and_a_second_sending_gives_the_same_receipt) {
    Site site;
    const auto client = site.client();
    must(client->ping());
    const std::string account = site.world.account();
    const CameraInfo camera = camera_of(CameraKind::simulated);
    const auto session = must(client->redeem(site.world.code(account), camera, {}));
    CHECK_EQUAL(session.account_name, "Ada Example");
    const Bytes body = seal(visit(as_opened(session, camera)), site.world.kiosk_signer());
    const Receipt receipt = must(client->put_evidence(session.plan.session, body));
    CHECK(receipt.decision == Decision::verified);
    CHECK(must(site.world.store().account(account)).hold == Hold::none);
    CHECK(must(client->put_evidence(session.plan.session, body)) == receipt);
    const Bytes other = seal(visit(as_opened(session, camera)), site.world.kiosk_signer());
    CHECK(client->put_evidence(session.plan.session, other).error().code == Errc::conflict);
}

STORY(codes_that_are_unknown_used_or_old_are_told_apart) {
    Site site;
    const auto client = site.client();
    const CameraInfo camera = camera_of(CameraKind::simulated);
    const std::string account = site.world.account();
    CHECK(client->redeem("00000000", camera, {}).error().code == Errc::not_found);
    const std::string code = site.world.code(account);
    CHECK(client->redeem(code, camera, {}));
    CHECK(client->redeem(code, camera, {}).error().code == Errc::expired);
    const std::string old = site.world.code(account);
    site.now += 601;
    CHECK(client->redeem(old, camera, {}).error().code == Errc::expired);
}

STORY(recorded_input_is_refused_without_development) {
    Site site({}, false);
    const auto client = site.client();
    const auto refused =
        client->redeem(site.world.code(site.world.account()), camera_of(CameraKind::recording), {});
    CHECK(refused.error().code == Errc::refused);
    CHECK_CONTAINS(refused.error().what, "This camera is not accepted");
}

STORY(an_account_that_is_not_eligible_hears_it_from_the_backend) {
    Site site;
    const std::string account = site.world.account({.name = "Bea", .selfie_eligible = false});
    const auto session =
        must(site.client()->redeem(site.world.code(account), camera_of(CameraKind::simulated), {}));
    CHECK(!session.eligible);
    CHECK_EQUAL(session.account_name, "Bea");
}

STORY(a_restarted_server_gives_the_same_receipt) {
    Site site;
    const CameraInfo camera = camera_of(CameraKind::simulated);
    const auto session = must(site.client()->redeem(site.world.code(site.world.account()), camera, {}));
    const Bytes body = seal(visit(as_opened(session, camera)), site.world.kiosk_signer());
    const Receipt receipt = must(site.client()->put_evidence(session.plan.session, body));
    site.server->stop();
    CHECK(!site.client()->ping());
    backend::ServerOptions options;
    options.data = site.world.folder();
    options.development = true;
    options.judges = backend::kiosk_judges();
    site.server = must(backend::Server::open(std::move(options)));
    site.server->start();
    CHECK(must(site.client()->put_evidence(session.plan.session, body)) == receipt);
}

STORY(plans_repeat_for_development_only) {
    TemporaryFolder folder;
    backend::ServerOptions options;
    options.data = folder.path();
    options.judges = backend::kiosk_judges();
    options.repeat_plans = 7;
    CHECK_EQUAL(backend::Server::open(std::move(options)).error().code, Errc::invalid);

    const auto plan_of = [](std::uint64_t number) {
        World world;
        world.restart(true, {}, number);
        Plan plan = world.open(world.account()).plan;
        plan.session = {};
        plan.nonce = {};
        return plan;
    };
    CHECK(plan_of(7) == plan_of(7));
    CHECK(plan_of(7) != plan_of(8));
}

STORY(without_a_client_certificate_nothing_is_answered) {
    Site site;
    RawClient raw(site.server->port(), {site.world.pki().ca, {}, {}});
    raw.send("GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_EQUAL(raw.read_to_the_end(), "");
    CHECK(site.answers());
}

STORY(certificates_of_strangers_and_for_signing_are_not_client_certificates) {
    Site site;
    const backend::PkiFiles& pki = site.world.pki();
    const Folder folder;
    const auto stranger =
        issue(make_authority("Another CA"), {.name = std::string(backend::development_kiosk)});
    const ClientFiles wrong[] = {
        {pki.ca, folder.write("stranger.crt", stranger.certificate),
         folder.write("stranger.key", stranger.key)},
        {pki.ca, pki.kiosk_evidence, pki.kiosk_evidence_key},
        {pki.ca, pki.server, pki.server_key},
    };
    for (const ClientFiles& files : wrong) {
        RawClient raw(site.server->port(), files);
        raw.send("GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
        CHECK_EQUAL(raw.read_to_the_end(), "");
    }
    CHECK(site.answers());
}

std::string put_of(std::size_t bytes) {
    return "PUT /v1/sessions/" + std::string(32, '0') +
           "/evidence HTTP/1.1\r\nHost: x\r\nContent-Type: application/cbor\r\nContent-Length: " +
           std::to_string(bytes) + "\r\n\r\n";
}

STORY(an_oversized_body_is_refused_in_words_while_it_is_still_being_sent) {
    Site site;
    {
        RawClient raw(site.server->port(), site.kiosk_files());
        raw.send(put_of(1'000'001) + std::string(1'000'001, 'x'));
        CHECK_CONTAINS(raw.read_answer(), "HTTP/1.1 413");
    }
    {
        RawClient raw(site.server->port(), site.kiosk_files());
        raw.send("POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n" +
                 std::string(20'000, 'x'));
        CHECK_CONTAINS(raw.read_answer(), "problems/too-large");
    }
    {
        // Without a length, the limit is met while reading.
        RawClient raw(site.server->port(), site.kiosk_files());
        raw.send("POST /v1/sessions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5000\r\n" +
                 std::string(0x5000, 'x') + "\r\n0\r\n\r\n");
        CHECK_CONTAINS(raw.read_answer(), "HTTP/1.1 413");
    }
    {
        RawClient raw(site.server->port(), site.kiosk_files());
        raw.send(put_of(1'000'000) + std::string(1'000'000, 'x'));
        CHECK_CONTAINS(raw.read_answer(), "HTTP/1.1 404");
    }
    CHECK(site.answers());
}

STORY(what_is_not_http_gets_a_word_and_the_next_client_its_answer) {
    Site site;
    {
        RawClient raw(site.server->port(), site.kiosk_files());
        raw.send("Hello, is anybody there?\r\n\r\n");
        CHECK_CONTAINS(raw.read_answer(), "HTTP/1.1 400");
    }
    {
        RawClient raw(site.server->port(), site.kiosk_files());
        raw.send("GET /v1/health HTTP/1.1\r\nX: " + std::string(9'000, 'x') + "\r\n\r\n");
        CHECK_CONTAINS(raw.read_answer(), "HTTP/1.1 431");
    }
    CHECK(site.answers());
}

STORY(one_connection_serves_several_requests) {
    Site site;
    RawClient raw(site.server->port(), site.kiosk_files());
    for (int i = 0; i < 3; ++i) {
        raw.send("GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
        CHECK_CONTAINS(raw.read_answer(), R"({"status":"ok"})");
    }
}

STORY(a_client_that_dribbles_is_cut_off_and_holds_nobody_up) {
    backend::ServerOptions options;
    options.time_limit = 300ms;
    Site site(std::move(options));
    RawClient slow(site.server->port(), site.kiosk_files());
    slow.send("GET /v1/hea");
    CHECK(site.answers());
    CHECK_EQUAL(slow.read_to_the_end(), "");
    CHECK(site.answers());
}

STORY(connections_over_the_limit_are_closed_and_room_is_made_again) {
    backend::ServerOptions options;
    options.max_connections = 2;
    Site site(std::move(options));
    {
        const RawClient one(site.server->port(), site.kiosk_files());
        const RawClient two(site.server->port(), site.kiosk_files());
        CHECK(one.ok() && two.ok());
        const RawClient three(site.server->port(), site.kiosk_files());
        CHECK(!three.ok());
    }
    // The server notices at its own pace that the two have left.
    bool room = false;
    for (int i = 0; i < 100 && !room; ++i) {
        room = site.answers();
        if (!room) std::this_thread::sleep_for(20ms);
    }
    CHECK(room);
}

STORY(a_server_stops_while_clients_are_connected) {
    Site site;
    RawClient idle(site.server->port(), site.kiosk_files());
    CHECK(idle.ok());
    site.server->stop();
    site.server->stop();
    site.server.reset();
    CHECK_EQUAL(idle.read_to_the_end(), "");
    site.server = must(backend::Server::open({.data = site.world.folder(),
                                              .development = true,
                                              .judges = backend::kiosk_judges(),
                                              .clock = {},
                                              .log = {}}));
}

STORY(a_port_that_is_taken_is_named) {
    Site site;
    const auto second = backend::Server::open({.data = site.world.folder(),
                                               .development = true,
                                               .port = site.server->port(),
                                               .judges = backend::kiosk_judges(),
                                               .clock = {},
                                               .log = {}});
    CHECK(!second);
    CHECK(second.error().code == Errc::unavailable);
    CHECK_CONTAINS(second.error().what, std::to_string(site.server->port()));
}

STORY(logs_name_no_account_and_no_code) {
    // Declared before the site, whose thread writes to it until it ends.
    std::string lines;
    std::string code;
    {
        backend::ServerOptions options;
        options.log = [&lines](backend::LogLevel, std::string_view line) { lines.append(line).append("\n"); };
        Site site(std::move(options));
        const std::string account = site.world.account();
        code = site.world.code(account);
        const CameraInfo camera = camera_of(CameraKind::simulated);
        const auto session = must(site.client()->redeem(code, camera, {}));
        CHECK(!site.client()->redeem(code, camera, {}));
        std::ignore = must(site.client()->put_evidence(
            session.plan.session, seal(visit(as_opened(session, camera)), site.world.kiosk_signer())));
    }
    CHECK_CONTAINS(lines, "POST -> 201");
    CHECK_CONTAINS(lines, "PUT -> 200");
    CHECK(lines.find("Ada") == std::string::npos);
    CHECK(lines.find(code) == std::string::npos);
    CHECK(lines.find("A1001") == std::string::npos);
}

}  // namespace
}  // namespace verikiosk::tests
