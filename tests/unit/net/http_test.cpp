// SPDX-License-Identifier: Apache-2.0
#include "net/cose/cose.hpp"
#include "net/http/backend_client.hpp"
#include "net/http/probe.hpp"
#include "net/http/problem.hpp"
#include "net/protocol/protocol.hpp"
#include "tests/unit/net/samples.hpp"
#include "tests/unit/net/world.hpp"

using namespace verikiosk;
using namespace verikiosk::net;
using namespace verikiosk::tests;

GROUP("http");

namespace {

constexpr const char* a_code = "00000000";

std::string text_of(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

std::string response(int status, const std::string& type, const std::string& body) {
    return "HTTP/1.1 " + std::to_string(status) + " x\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string problem(int status, const std::string& body) {
    return response(status, "application/problem+json", body);
}

Server::Behaviour answering(std::string text) {
    return [text = std::move(text)](Connection& connection) {
        (void)connection.read_request();
        connection.send(text);
        connection.close_properly();
        connection.wait_until_gone();
    };
}

std::unique_ptr<BackendClient> client_of(const World& world, const Server& server) {
    return must(make_backend_client(world.address(server.port())));
}

/// How redeeming a code ends with that reply.
Error refusal(Server::Behaviour behaviour) {
    const World world;
    const Server server(world.settings(), std::move(behaviour));
    const auto session = client_of(world, server)->redeem(a_code, sample_camera(), {});
    CHECK(!session.has_value());
    return session.error();
}

Bytes plan_record(const Identity& signer, std::string_view type = protocol::plan_type) {
    return must(cose::sign1(must(protocol::encode_plan(sample_plan())), type, *make_signer(signer)));
}

std::string session_answer(Bytes record, bool eligible = true) {
    return text_of(must(protocol::encode_session_answer({.plan_record = std::move(record),
                                                         .account_name = "Ada",
                                                         .eligible = eligible,
                                                         .deadline = WallTime(std::chrono::seconds(99))})));
}

std::string receipt_body(const World& world, const Receipt& receipt) {
    return text_of(must(cose::sign1(must(protocol::encode_receipt(receipt)), protocol::receipt_type,
                                    *make_signer(world.backend_signer))));
}

Error receipt_refusal(const World& world, const std::string& body, ByteView package) {
    const Server server(world.settings(), answering(response(200, "application/cose", body)));
    const auto receipt = client_of(world, server)->put_evidence(sample_receipt().session, package);
    CHECK(!receipt.has_value());
    return receipt.error();
}

}  // namespace

STORY(a_code_is_redeemed_for_a_signed_plan) {
    const World world;
    const std::string body = session_answer(plan_record(world.backend_signer));
    std::string request;
    std::optional<Server> server(std::in_place, world.settings(), [&](Connection& connection) {
        request = connection.read_request();
        connection.send(response(201, "application/cbor", body));
        connection.wait_until_gone();
    });
    const OpenedSession session = must(client_of(world, *server)->redeem(a_code, sample_camera(), 5400ms));
    CHECK(session.plan == sample_plan());
    CHECK(session.plan_record.size() > 64);
    CHECK_EQUAL(session.account_name, "Ada");
    CHECK_EQUAL(session.deadline.time_since_epoch().count(), 99);
    server.reset();
    CHECK_CONTAINS(request, "POST /v1/sessions HTTP/1.1\r\nHost: backend.example:");
    CHECK_CONTAINS(request, "Content-Type: application/cbor\r\n");
    const std::string sent = request.substr(request.find("\r\n\r\n") + 4);
    const auto decoded = must(protocol::decode_session_request(Bytes(sent.begin(), sent.end())));
    CHECK_EQUAL(decoded.code, a_code);
    CHECK(decoded.smile_at == Duration(5400ms));
    CHECK(decoded.camera == sample_camera());
}

STORY(an_account_without_selfie_needs_no_plan) {
    const World world;
    const Server server(world.settings(),
                        answering(response(201, "application/cbor", session_answer({}, false))));
    const OpenedSession session = must(client_of(world, server)->redeem(a_code, sample_camera(), {}));
    CHECK(!session.eligible);
    CHECK_EQUAL(session.account_name, "Ada");
}

STORY(evidence_gets_its_receipt) {
    const World world;
    const Bytes package(900'000, 7);
    Receipt receipt = sample_receipt();
    receipt.evidence = cose::sha256(package);
    std::string request;
    const std::string body = receipt_body(world, receipt);
    std::optional<Server> server(std::in_place, world.settings(), [&](Connection& connection) {
        request = connection.read_request();
        connection.send(response(200, "application/cose", body));
        connection.wait_until_gone();
    });
    CHECK(must(client_of(world, *server)->put_evidence(receipt.session, package)) == receipt);
    server.reset();
    CHECK_CONTAINS(request, "PUT /v1/sessions/22222222222222222222222222222222/evidence HTTP/1.1\r\n");
    CHECK_EQUAL(request.size() - request.find("\r\n\r\n") - 4, package.size());
}

STORY(a_backend_that_lives_answers_a_ping) {
    const World world;
    std::string request;
    std::optional<Server> server(std::in_place, world.settings(), [&](Connection& connection) {
        request = connection.read_request();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        connection.wait_until_gone();
    });
    must(client_of(world, *server)->ping());
    server.reset();
    CHECK_CONTAINS(request, "GET /v1/health HTTP/1.1\r\n");
}

STORY(a_receipt_for_something_else_or_by_somebody_else_is_not_believed) {
    const World world;
    const Bytes package{1, 2, 3};
    Receipt receipt = sample_receipt();
    CHECK_CONTAINS(receipt_refusal(world, receipt_body(world, receipt), package).what,
                   "for other evidence than what was sent");
    receipt.evidence = cose::sha256(package);
    receipt.session.fill(9);
    CHECK_CONTAINS(receipt_refusal(world, receipt_body(world, receipt), package).what, "other evidence");
    World liar = World();
    receipt.session = sample_receipt().session;
    const Error error = receipt_refusal(world, receipt_body(liar, receipt), package);
    CHECK(error.code == Errc::corrupt);
    CHECK_CONTAINS(error.what, "receipt can't be believed");
    CHECK_CONTAINS(receipt_refusal(world, "garbage", package).what, "receipt can't be believed");
}

STORY(a_plan_that_the_backend_did_not_sign_is_not_believed) {
    const Bytes forged = plan_record(self_signed({.name = "somebody"}));
    const Error error = refusal(answering(response(201, "application/cbor", session_answer(forged))));
    CHECK(error.code == Errc::corrupt);
    CHECK_CONTAINS(error.what, "plan can't be believed");
    CHECK_CONTAINS(refusal(answering(response(201, "application/cbor", session_answer({})))).what,
                   "plan can't be believed");
}

STORY(each_refusal_of_the_backend_is_its_own_error) {
    const std::string body = R"({"type":"https://verikiosk.example/problems/unknown-code",)"
                             R"("title":"Unknown code","status":404,"detail":"No such code\u00e9"})";
    const Error error = refusal(answering(problem(404, body)));
    CHECK(error.code == Errc::not_found);
    CHECK_EQUAL(error.what, "Unknown code: No such code\xC3\xA9");
    CHECK(refusal(answering(problem(410, body))).code == Errc::expired);
    CHECK(refusal(answering(problem(409, body))).code == Errc::conflict);
    CHECK(refusal(answering(problem(403, body))).code == Errc::refused);
    CHECK(refusal(answering(problem(413, body))).code == Errc::too_large);
    CHECK(refusal(answering(problem(422, body))).code == Errc::invalid);
    CHECK(refusal(answering(problem(429, body))).code == Errc::unavailable);
    CHECK(refusal(answering(problem(503, body))).code == Errc::unavailable);
    CHECK(refusal(answering(problem(302, body))).code == Errc::corrupt);
}

STORY(a_refusal_without_words_still_says_its_status) {
    CHECK_EQUAL(refusal(answering(problem(503, "{\"title\""))).what, "the backend answered with status 503");
    CHECK_EQUAL(refusal(answering(response(500, "text/html", "<html>"))).what,
                "the backend answered with status 500");
}

STORY(a_backend_that_is_down_leaves_the_evidence_to_be_sent_later) {
    const World world;
    const auto client = must(make_backend_client(world.address(silent_port())));
    CHECK(client->ping().error().code == Errc::unavailable);
    CHECK(client->put_evidence({}, Bytes{1}).error().code == Errc::unavailable);
}

STORY(garbage_instead_of_http_is_recognised) {
    const Error error = refusal(answering("\x01\x02 what is this?\r\n\r\n"));
    CHECK(error.code == Errc::corrupt);
    CHECK_CONTAINS(error.what, "garbage, not HTTP");
}

STORY(garbage_inside_a_good_answer_is_recognised) {
    const Error error = refusal(answering(response(201, "application/cbor", "\xff\xff")));
    CHECK(error.code == Errc::corrupt);
    CHECK_CONTAINS(error.what, "answer can't be believed: session answer: CBOR at byte 0");
    CHECK_CONTAINS(refusal(answering(response(200, "text/html", "<html>"))).what,
                   "the answer is 'text/html'");
}

STORY(an_oversized_answer_is_not_read) {
    const std::string header = "HTTP/1.1 200 OK\r\nContent-Type: application/cbor\r\n";
    const Error claimed = refusal(answering(header + "Content-Length: 2147483648\r\n\r\nx"));
    CHECK_CONTAINS(claimed.what, "larger than any");
    const Error endless = refusal(answering(header + "Transfer-Encoding: chunked\r\n\r\n20000\r\n" +
                                            std::string(0x20000, 'x') + "\r\n0\r\n\r\n"));
    CHECK(endless.code == Errc::too_large);
    const Error headers = refusal(answering("HTTP/1.1 200 OK\r\nX: " + std::string(20'000, 'x')));
    CHECK(headers.code == Errc::too_large);
}

STORY(a_reset_in_mid_body_is_said_and_can_be_tried_again) {
    const std::string start =
        "HTTP/1.1 200 OK\r\nContent-Type: application/cbor\r\nContent-Length: 100\r\n\r\nabc";
    const Error reset = refusal([&](Connection& connection) {
        (void)connection.read_request();
        connection.send(start);
        connection.reset();
    });
    CHECK(reset.code == Errc::unavailable);
    const Error cut = refusal([&](Connection& connection) {
        (void)connection.read_request();
        connection.send(start);
    });
    CHECK(cut.code == Errc::unavailable);
    CHECK_CONTAINS(cut.what, "the answer did not arrive whole: backend.example:");
    const Error closed = refusal(answering(start));
    CHECK(closed.code == Errc::unavailable);
    CHECK_CONTAINS(closed.what, "in the middle of its answer");
    CHECK_CONTAINS(refusal(answering("")).what, "without an answer");
}

STORY(a_backend_that_stalls_runs_into_the_limit) {
    const World world;
    const Server server(world.settings(), [](Connection& connection) {
        (void)connection.read_request();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
        connection.wait_until_gone();
    });
    BackendAddress address = world.address(server.port());
    address.time_limit = 500ms;
    const auto pinged = must(make_backend_client(address))->ping();
    CHECK(pinged.error().code == Errc::timeout);
    CHECK_CONTAINS(pinged.error().what, "took too long");
}

STORY(a_refusal_before_the_whole_upload_was_read_is_still_heard) {
    const World world;
    const Server server(world.settings(), [](Connection& connection) {
        (void)connection.read_header();
        connection.send(problem(413, R"({"title":"Too much"})"));
        connection.close_properly();
        connection.wait_until_gone();
    });
    const auto receipt = client_of(world, server)->put_evidence({}, Bytes(900'000, 1));
    CHECK(receipt.error().code == Errc::too_large);
    CHECK_EQUAL(receipt.error().what, "Too much");
}

STORY(problem_reports_are_read_strictly) {
    const auto parsed = [](std::string_view text) {
        return http::parse_problem({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    };
    CHECK_EQUAL(must(parsed(R"( {"a":[1,{"b":null}],"title":"\ud83d\ude00\n\"","c":-1.5e3} )")).title,
                "\xF0\x9F\x98\x80 \"");
    CHECK(must(parsed("{}")) == http::Problem{});
    for (const std::string_view bad :
         {"", "[]", "{", "{\"title\":1}", "{\"title\":\"x\"", "{\"title\":\"x\"} x",
          "{\"title\":\"\\ud800\"}", "{\"title\":\"\\x\"}", "{title:1}", "{\"a\":}", "{\"a\":1,}",
          "{\"title\":\"a\nb\"}", "{\"a\":\"\xff\"}", "{\"a\":[[[[[[[[[1]]]]]]]]]}"}) {
        CHECK(!parsed(bad).has_value());
    }
    CHECK(!parsed("{\"title\":\"" + std::string(20'000, 'x') + "\"}").has_value());
}

STORY(whoever_looks_for_faults_takes_any_answer_of_the_backend) {
    const World world;
    for (const int status : {200, 403, 404, 503}) {
        const Server server(world.settings(), answering(problem(status, "{}")));
        CHECK_EQUAL(must(probe_backend(world.address(server.port()))), static_cast<unsigned>(status));
    }
    CHECK_EQUAL(probe_backend(world.address(silent_port())).error().code, Errc::unavailable);
    const Server garbage(world.settings(), answering("not HTTP at all\r\n\r\n"));
    CHECK_EQUAL(probe_backend(world.address(garbage.port())).error().code, Errc::corrupt);
}
