// SPDX-License-Identifier: Apache-2.0
#include "net/tls/tls.hpp"

#include "tests/unit/net/world.hpp"

using namespace verikiosk;
using namespace verikiosk::net;
using namespace verikiosk::tests;

GROUP("tls");

namespace {

tls::Deadline in(std::chrono::milliseconds time) {
    return std::chrono::steady_clock::now() + time;
}

constexpr std::chrono::milliseconds plenty{15'000};

tls::Target loopback(std::uint16_t port) {
    return {.host = backend_name, .port = port, .connect_to = "127.0.0.1"};
}

/// How connecting ends with these files and that server. With TLS 1.3 the kiosk is through with its handshake
/// before the server has seen its certificate, and hears of a refusal when it first reads.
Error refusal(const tls::Files& files, const ServerSettings& settings) {
    const Server server(settings, [](Connection& connection) { connection.wait_until_gone(); });
    const auto client = must(tls::make_client(files));
    const auto stream = client->connect(loopback(server.port()), in(plenty));
    if (!stream) return stream.error();
    std::array<std::uint8_t, 1> byte{};
    const auto read = (*stream)->read_some(byte);
    CHECK(!read.has_value());
    return read.error();
}

Bytes bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

}  // namespace

STORY(bytes_go_there_and_back) {
    const World world;
    const Server server(world.settings(), [](Connection& connection) {
        connection.send("echo: " + connection.read_header());
        connection.close_properly();
        connection.wait_until_gone();
    });
    const auto client = must(tls::make_client(world.tls_files()));
    const auto stream = must(client->connect(loopback(server.port()), in(plenty)));
    const Bytes sent = bytes_of("hello\r\n\r\n");
    CHECK_EQUAL(must(stream->write_some(sent)), sent.size());
    std::string answer;
    std::array<std::uint8_t, 5> few{};
    while (const std::size_t size = must(stream->read_some(few)))
        answer.append(few.begin(), few.begin() + size);
    CHECK_EQUAL(answer, "echo: hello\r\n\r\n");
}

STORY(a_backend_that_is_down_is_said_to_be_down) {
    const World world;
    const auto client = must(tls::make_client(world.tls_files()));
    const auto stream = client->connect(loopback(silent_port()), in(plenty));
    CHECK(stream.error().code == Errc::unavailable);
    CHECK_CONTAINS(stream.error().what, "nobody listens at backend.example:");
}

STORY(a_name_that_resolves_is_connected_to_by_the_address_that_listens) {
    World world;
    world.backend = issue(world.authority, {.name = "localhost"});
    const Server server(world.settings(), [](Connection& connection) { connection.wait_until_gone(); });
    const auto client = must(tls::make_client(world.tls_files()));
    for (int i = 0; i < 3; ++i) {
        CHECK(must(client->connect({.host = "localhost", .port = server.port(), .connect_to = {}},
                                   in(plenty))) != nullptr);
    }
}

STORY(a_name_that_does_not_resolve_is_named) {
    const World world;
    const auto client = must(tls::make_client(world.tls_files()));
    const auto stream =
        client->connect({.host = "no-such-host.invalid", .port = 1, .connect_to = {}}, in(plenty));
    CHECK(stream.error().code == Errc::unavailable || stream.error().code == Errc::timeout);
    CHECK_CONTAINS(stream.error().what, "'no-such-host.invalid'");
}

STORY(a_certificate_by_another_ca_is_refused) {
    World world;
    const ServerSettings settings = world.settings();
    world.authority = make_authority("Somebody else");
    const Error error = refusal(world.tls_files(), settings);
    CHECK(error.code == Errc::refused);
    CHECK_CONTAINS(error.what, "(wrong CA)");
}

STORY(a_certificate_for_another_name_is_refused) {
    World world;
    world.backend = issue(world.authority, {.name = "other.example"});
    const Error error = refusal(world.tls_files(), world.settings());
    CHECK(error.code == Errc::refused);
    CHECK_CONTAINS(error.what, "(wrong name)");
}

STORY(an_expired_certificate_is_refused_as_expired) {
    World world;
    using std::chrono::hours;
    world.backend = issue(world.authority, {.name = backend_name, .from = hours(-48), .until = hours(-1)});
    const Error error = refusal(world.tls_files(), world.settings());
    CHECK(error.code == Errc::refused);
    CHECK_CONTAINS(error.what, "it has expired");
}

STORY(a_certificate_of_tomorrow_points_at_the_clock) {
    World world;
    using std::chrono::hours;
    world.backend = issue(world.authority, {.name = backend_name, .from = hours(24), .until = hours(48)});
    const Error error = refusal(world.tls_files(), world.settings());
    CHECK(error.code == Errc::refused);
    CHECK_CONTAINS(error.what, "not valid yet: check this kiosk's clock");
}

STORY(a_kiosk_that_the_backend_does_not_know_is_told_so) {
    World world;
    ServerSettings settings = world.settings();
    settings.client_authority = make_authority("Somebody else");
    const Error error = refusal(world.tls_files(), settings);
    CHECK(error.code == Errc::refused);
    CHECK_CONTAINS(error.what, "refused this kiosk's certificate");
}

STORY(a_kiosk_whose_certificate_expired_is_told_so) {
    World world;
    using std::chrono::hours;
    world.kiosk = issue(world.authority, {.name = "kiosk-0001", .from = hours(-48), .until = hours(-1)});
    const Error error = refusal(world.tls_files(), world.settings());
    CHECK(error.code == Errc::refused);
    CHECK_CONTAINS(error.what, "it expired in ");
}

STORY(a_server_without_a_suite_in_common_is_not_spoken_to) {
    const World world;
    ServerSettings settings = world.settings();
    settings.offers_usable_suites = false;
    CHECK_CONTAINS(refusal(world.tls_files(), settings).what, "no TLS version or cipher suite");
}

STORY(a_server_that_does_not_speak_tls_is_recognised) {
    const World world;
    ServerSettings settings = world.settings();
    settings.speaks_tls = false;
    const Server server(settings, [](Connection& connection) {
        connection.send("HTTP/1.1 400 Bad Request\r\n\r\n");
        connection.wait_until_gone();
    });
    const auto client = must(tls::make_client(world.tls_files()));
    const auto stream = client->connect(loopback(server.port()), in(plenty));
    CHECK(stream.error().code == Errc::corrupt);
    CHECK_CONTAINS(stream.error().what, "does not speak TLS");
}

STORY(a_server_that_never_shakes_hands_runs_into_the_limit) {
    const World world;
    ServerSettings settings = world.settings();
    settings.speaks_tls = false;
    const Server server(settings, [](Connection& connection) { connection.wait_until_gone(); });
    const auto client = must(tls::make_client(world.tls_files()));
    const auto stream = client->connect(loopback(server.port()), in(std::chrono::milliseconds(300)));
    CHECK(stream.error().code == Errc::timeout);
    CHECK_CONTAINS(stream.error().what, "took too long in the TLS handshake");
}

STORY(a_connection_reset_and_one_cut_without_a_word_are_told_apart) {
    const World world;
    const auto client = must(tls::make_client(world.tls_files()));
    std::array<std::uint8_t, 8> room{};
    {
        const Server server(world.settings(), [](Connection& connection) { connection.reset(); });
        const auto stream = must(client->connect(loopback(server.port()), in(plenty)));
        const auto read = stream->read_some(room);
        CHECK(read.error().code == Errc::unavailable);
        CHECK_CONTAINS(read.error().what, "reset the connection");
    }
    const Server server(world.settings(), [](Connection&) {});
    const auto stream = must(client->connect(loopback(server.port()), in(plenty)));
    const auto read = stream->read_some(room);
    CHECK(read.error().code == Errc::unavailable);
    CHECK_CONTAINS(read.error().what, "closed the connection without a word");
}

STORY(files_that_are_missing_broken_or_not_a_pair_are_named) {
    const World world;
    tls::Files files = world.tls_files();
    files.ca = world.folder.path() / "nowhere.pem";
    CHECK(tls::make_client(files).error().code == Errc::not_found);
    CHECK_CONTAINS(tls::make_client(files).error().what, "nowhere.pem");
    files = world.tls_files();
    files.certificate = world.folder.write("broken.pem", "not a certificate");
    CHECK_CONTAINS(tls::make_client(files).error().what, "broken.pem");
    files = world.tls_files();
    files.key = world.folder.write("other.key", self_signed({.name = "x"}).key);
    CHECK_CONTAINS(tls::make_client(files).error().what, "is not the certificate's");
}

STORY(a_certificate_says_from_when_to_when_it_is_valid) {
    using namespace std::chrono_literals;
    const World world;
    const Identity kiosk = issue(world.authority, {.name = "kiosk", .from = -48h, .until = 24h * 400});
    const auto validity = must(tls::read_validity(world.folder.write("dated.pem", kiosk.certificate)));
    CHECK_EQUAL((validity.until - validity.from).count(), std::chrono::seconds(48h + 24h * 400).count());
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto age = now - validity.from;
    CHECK(age >= 48h && age < 49h);
    CHECK_EQUAL(tls::read_validity(world.folder.path() / "none.pem").error().code, Errc::not_found);
    CHECK_EQUAL(tls::read_validity(world.folder.write("broken.pem", "no certificate")).error().code,
                Errc::invalid);
}
