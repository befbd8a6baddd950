// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/net/backend/world.hpp"

#include <algorithm>
#include <utility>

#include "net/backend/kiosk_judges.hpp"
#include "net/backend/openssl_keys.hpp"

namespace verikiosk::tests {

CameraInfo camera_of(CameraKind kind) {
    CameraInfo camera;
    camera.kind = kind;
    camera.id = "camera-7";
    camera.model = "A camera";
    camera.width = 1280;
    camera.height = 720;
    camera.frames_per_second = 30;
    if (kind == CameraKind::recording) return camera;
    camera.exposure_settable = true;
    camera.exposure_reported = true;
    camera.white_balance_lockable = true;
    camera.control_lag_frames = 2;
    return camera;
}

World::World(bool development)
    : pki_(must(backend::make_development_pki(folder_.path()))),
      store_(must(backend::Store::open(folder_.path()))) {
    const auto evidence = must(backend::load_certificate(pki_.kiosk_evidence));
    must(store_.register_kiosk(evidence.common_name, evidence.der));
    kiosk_signer_ = must(backend::load_signer(pki_.kiosk_evidence, pki_.kiosk_evidence_key));
    backend_certificate_ = must(backend::load_certificate(pki_.signer)).der;
    restart(development);
}

void World::restart(bool development, backend::MatchFaces match, std::optional<std::uint64_t> repeat_plans) {
    backend::Judges judges = backend::kiosk_judges();
    judges.match = std::move(match);
    service_ = std::make_unique<backend::Service>(
        must(backend::Store::open(folder_.path())), must(backend::load_signer(pki_.signer, pki_.signer_key)),
        std::move(judges), development, backend::Log{}, repeat_plans);
}

std::string World::account(const backend::NewAccount& wish) {
    return must(store_.create_account(wish)).id;
}

backend::Answer World::post_code(const std::string& code, const CameraInfo& camera,
                                 std::optional<Duration> smile_at) {
    const Bytes body = must(net::protocol::encode_session_request({code, camera, smile_at}));
    return service_->handle({"POST", "/v1/sessions", "application/cbor", body, kiosk}, now);
}

Opened World::open(const std::string& account, CameraKind kind, std::optional<Duration> smile_at) {
    const CameraInfo camera = camera_of(kind);
    const backend::Answer answer = post_code(code(account), camera, smile_at);
    CHECK_EQUAL(answer.status, 201U);
    CHECK_EQUAL(answer.content_type, "application/cbor");
    auto decoded = must(net::protocol::decode_session_answer(answer.body));
    const Bytes plan =
        must(net::cose::verify1(decoded.plan_record, net::protocol::plan_type, backend_certificate_));
    Opened opened{{}, must(net::protocol::decode_plan(plan)), std::move(decoded), camera};
    opened.id = opened.plan.session;
    return opened;
}

backend::Answer World::put(const SessionId& session, const Bytes& body) {
    const std::string target = "/v1/sessions/" + hex(session) + "/evidence";
    return service_->handle({"PUT", target, "application/cbor", body, kiosk}, now);
}

Receipt World::send(const SessionId& session, const Bytes& body) {
    const backend::Answer answer = put(session, body);
    if (answer.status != 200) check_failed("no receipt: " + text_of(answer), std::source_location::current());
    Receipt receipt = read_receipt(answer, body);
    CHECK(receipt.session == session);
    return receipt;
}

Receipt World::read_receipt(const backend::Answer& answer, const Bytes& body) const {
    CHECK_EQUAL(answer.status, 200U);
    CHECK_EQUAL(answer.content_type, "application/cose");
    const Bytes payload =
        must(net::cose::verify1(answer.body, net::protocol::receipt_type, backend_certificate_));
    Receipt receipt = must(net::protocol::decode_receipt(payload));
    CHECK(receipt.evidence == net::cose::sha256(body));
    return receipt;
}

bool has(const Receipt& receipt, Reason reason) {
    return std::ranges::find(receipt.reasons, reason) != receipt.reasons.end();
}

std::string text_of(const backend::Answer& answer) {
    return {answer.body.begin(), answer.body.end()};
}

}  // namespace verikiosk::tests
