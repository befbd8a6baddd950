// SPDX-License-Identifier: Apache-2.0
#include "net/backend/service.hpp"

#include <algorithm>
#include <utility>

#include "net/backend/openssl_random.hpp"
#include "net/backend/policy.hpp"
#include "net/backend/session_hex.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::backend {
namespace {

constexpr std::string_view sessions_route = "/v1/sessions";
constexpr std::string_view evidence_suffix = "/evidence";
constexpr std::size_t max_request_bytes = 16'384;

Answer malformed(std::string_view detail) {
    return problem(400, "malformed", "The body can't be read", detail);
}
Answer unknown_session() {
    return problem(404, "unknown-session", "There is no such session",
                   "No session of this kiosk has this number.");
}
std::optional<SessionId> session_in(std::string_view target) {
    const std::size_t size = sessions_route.size() + 1 + 32 + evidence_suffix.size();
    if (target.size() != size || !target.starts_with(sessions_route) || !target.ends_with(evidence_suffix) ||
        target[sessions_route.size()] != '/') {
        return std::nullopt;
    }
    return session_from_hex(target.substr(sessions_route.size() + 1, 32));
}

Seed seed_of(std::uint64_t number) {
    Seed seed{};
    for (std::size_t i = 0; i < sizeof number; ++i)
        seed[i] = static_cast<std::uint8_t>(number >> (8 * i) & 0xFFU);
    return seed;
}

Answer wrong_method(std::string_view allowed) {
    return problem(405, "method-not-allowed", "Another method is expected",
                   "Use " + std::string(allowed) + ".");
}

}  // namespace

std::size_t body_limit(std::string_view method, std::string_view target) {
    if (method == "POST" && target == sessions_route) return max_request_bytes;
    if (method == "PUT" && session_in(target)) return net::protocol::max_package_bytes;
    return 0;
}

Answer Service::handle(const Call& call, WallTime now) {
    if (call.target == "/v1/health") {
        if (call.method != "GET") return wrong_method("GET");
        constexpr std::string_view ok = R"({"status":"ok"})";
        return {200, "application/json", Bytes(ok.begin(), ok.end())};
    }
    const auto session = session_in(call.target);
    if (call.target != sessions_route && !session) {
        return problem(404, "not-found", "There is nothing here", "See the list of routes.");
    }
    const std::string_view method = session ? "PUT" : "POST";
    if (call.method != method) return wrong_method(method);
    if (call.content_type != "application/cbor") {
        return problem(415, "unsupported-media-type", "Another content type is expected",
                       "Send application/cbor.");
    }
    return session ? take_evidence(call, *session, now) : open_session(call, now);
}

Answer Service::failed_here(const Error& error) const {
    if (log_) log_(LogLevel::warning, error.what);
    return problem(503, "unavailable", "The backend can't do this now", "Try again later.");
}

void Service::note_tampering(const Call& call, std::optional<SessionId> session, std::string what,
                             WallTime now) {
    // The refusal stands whether or not it could be noted.
    const auto noted = store_.record_tamper({call.kiosk, session, now, std::move(what)});
    if (!noted && log_) log_(LogLevel::warning, noted.error().what);
}

Result<SessionRecord> Service::draw_session(const net::protocol::SessionRequest& request, const Call& call,
                                            WallTime now) {
    const Policy* policy = policy_for(request.camera.kind, development_);
    if (policy == nullptr) return fail(Errc::refused, "no policy takes this camera");
    Seed seed{};
    Nonce nonce{};
    SessionRecord session;
    for (const std::span<std::uint8_t> bytes :
         {std::span<std::uint8_t>(session.id), std::span<std::uint8_t>(nonce),
          std::span<std::uint8_t>(seed)}) {
        if (const auto drawn = draw_random(bytes); !drawn) return fail(drawn.error());
    }
    auto drawn = repeat_plans_ ? draw_plan(*policy, session.id, {}, seed_of(*repeat_plans_), request,
                                           judges_.safe_to_show)
                               : draw_plan(*policy, session.id, nonce, seed, request, judges_.safe_to_show);
    if (!drawn) return fail(drawn.error());
    session.plan = std::move(*drawn);
    session.plan.nonce = nonce;
    const auto plan = net::protocol::encode_plan(session.plan);
    if (!plan) return fail(plan.error());
    auto record = net::cose::sign1(*plan, net::protocol::plan_type, *signer_);
    if (!record) return fail(record.error());
    session.plan_record = std::move(*record);
    session.kiosk = call.kiosk;
    session.camera_kind = request.camera.kind;
    session.camera_id = request.camera.id;
    session.opened = now;
    session.deadline = now + evidence_lifetime;
    return session;
}

Answer Service::open_session(const Call& call, WallTime now) {
    const auto request = net::protocol::decode_session_request(call.body);
    if (!request) return malformed(request.error().what);
    const auto kiosk = store_.kiosk(call.kiosk);
    if (!kiosk) return failed_here(kiosk.error());
    if (!*kiosk) return problem(403, "unknown-kiosk", "This kiosk is not registered", "Enrol it first.");
    if ((*kiosk)->revoked)
        return problem(403, "revoked-kiosk", "This kiosk is revoked", "Call the platform.");
    // Before the code is looked at: a refused kiosk must not use a visitor's code up.
    if (policy_for(request->camera.kind, development_) == nullptr) {
        note_tampering(call, std::nullopt,
                       "a session was asked for with recorded, virtual or simulated input", now);
        return problem(403, "injection", "This camera is not accepted",
                       "Recorded, virtual and simulated input is for development only.");
    }
    auto session = draw_session(*request, call, now);
    if (!session) return failed_here(session.error());
    const auto account = store_.redeem(request->code, *session, now);
    if (!account && account.error().code == Errc::not_found) {
        return problem(404, "unknown-code", "This code is not known",
                       "Check the characters, or ask for a new code.");
    }
    if (!account && account.error().code == Errc::expired) {
        return problem(410, "code-expired", "This code can't be used any more", account.error().what);
    }
    if (!account) return failed_here(account.error());
    const auto answer = net::protocol::encode_session_answer(
        {session->plan_record, account->name, account->may_take_selfie(), session->deadline});
    if (!answer) return failed_here(answer.error());
    return {201, "application/cbor", *answer};
}

Answer Service::take_evidence(const Call& call, const SessionId& id, WallTime now) {
    const auto session = store_.session(id);
    if (!session) return failed_here(session.error());
    if (!*session || (*session)->kiosk != call.kiosk) return unknown_session();
    const Digest body = net::cose::sha256(call.body);
    auto before = store_.receipt(id);
    if (!before) return failed_here(before.error());
    if (*before) {
        if ((*before)->evidence == body) return {200, "application/cose", std::move((*before)->receipt)};
        return problem(409, "conflict", "This session is decided", "It was decided on other evidence.");
    }
    const auto kiosk = store_.kiosk(call.kiosk);
    if (!kiosk) return failed_here(kiosk.error());
    if (!*kiosk) return unknown_session();
    const auto package = net::protocol::decode_package(call.body);
    if (!package) return malformed(package.error().what);
    const auto claims =
        net::cose::verify1(package->record, net::protocol::evidence_type, (*kiosk)->evidence_certificate);
    if (!claims) {
        // Not stored as this session's evidence: whoever can't sign must not be able to spoil a session.
        note_tampering(call, id, "the evidence's signature: " + claims.error().what, now);
        return problem(403, "not-authentic", "The evidence is not signed by this kiosk", claims.error().what);
    }
    const auto evidence = net::protocol::decode_evidence(*claims);
    if (!evidence) return malformed(evidence.error().what);
    const auto photo = store_.profile_photo((*session)->account);
    if (!photo) return failed_here(photo.error());
    return rule_on({**session, **kiosk, *evidence, *package, *photo, now, development_}, body);
}

Answer Service::rule_on(const Submission& submission, const Digest& body) {
    const Store::SignReceipt sign = [&](const Ruling& ruling) {
        return sign_receipt(submission, body, ruling);
    };
    Store::Body came{body, {}};
    for (const Crop& crop : submission.package.crops)
        came.pictures.push_back(net::cose::sha256(crop.luma));
    if (!submission.package.selfie.empty()) came.pictures.push_back(submission.evidence.selfie);
    const auto settled =
        store_.settle(submission.session, came, examine(submission, judges_), sign, submission.arrived);
    if (!settled) return failed_here(settled.error());
    return {200, "application/cose", settled->receipt};
}

Result<Bytes> Service::sign_receipt(const Submission& submission, const Digest& body, const Ruling& ruling) {
    const Policy* policy = policy_called(submission.session.plan.policy);
    Receipt receipt;
    receipt.session = submission.session.id;
    receipt.evidence = body;
    receipt.decision = ruling.decision;
    receipt.reasons = ruling.reasons;
    receipt.policy = policy != nullptr ? policy->version : submission.session.plan.policy;
    receipt.decided = submission.arrived;
    receipt.development = policy == nullptr || policy->development;
    const auto encoded = net::protocol::encode_receipt(receipt);
    if (!encoded) return fail(encoded.error());
    return net::cose::sign1(*encoded, net::protocol::receipt_type, *signer_);
}

}  // namespace verikiosk::backend
