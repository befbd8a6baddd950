// SPDX-License-Identifier: Apache-2.0
#include "net/backend/kiosk_judges.hpp"
#include "net/backend/openssl_keys.hpp"
#include "net/http/answer.hpp"
#include "net/protocol/protocol.hpp"
#include "tests/scenarios/booth.hpp"

namespace verikiosk::tests {
DirectBackend::DirectBackend(const std::filesystem::path& data, const drivers::Clock& clock, bool development)
    : clock_(clock) {
    const backend::PkiFiles files = must(backend::make_development_pki(data));
    backend::Store store = must(backend::Store::open(data));
    const auto kiosk = must(backend::load_certificate(files.kiosk_evidence));
    must(store.register_kiosk(std::string(backend::development_kiosk), kiosk.der));
    signer_ = must(backend::load_certificate(files.signer)).der;
    auto signer = must(backend::load_signer(files.signer, files.signer_key));
    service_ = std::make_unique<backend::Service>(std::move(store), std::move(signer),
                                                  backend::kiosk_judges(), development);
}

Result<Bytes> DirectBackend::ask(std::string_view method, const std::string& target, ByteView body) {
    if (down) return fail(Errc::unavailable, "connection refused");
    const backend::Call call{method, target, "application/cbor", body,
                             std::string(backend::development_kiosk)};
    backend::Answer answer = service_->handle(call, clock_.wall());
    return net::http::body_of({answer.status, answer.content_type, std::move(answer.body)},
                              method == "PUT" ? "application/cose" : "application/cbor");
}

Result<OpenedSession> DirectBackend::redeem(const std::string& code, const CameraInfo& camera,
                                            std::optional<Duration> smile_at) {
    const Bytes request = must(net::protocol::encode_session_request({code, camera, smile_at}));
    const auto body = ask("POST", "/v1/sessions", request);
    if (!body) return fail(body.error());
    auto answer = must(net::protocol::decode_session_answer(*body));
    const Bytes plan = must(net::cose::verify1(answer.plan_record, net::protocol::plan_type, signer_));
    opened = OpenedSession{must(net::protocol::decode_plan(plan)), answer.plan_record, answer.account_name,
                           answer.eligible, answer.deadline};
    if (opens_instead) opened = *opens_instead;
    return opened;
}

Result<Receipt> DirectBackend::put_evidence(const SessionId& session, ByteView package) {
    const auto body = ask("PUT", "/v1/sessions/" + hex(session) + "/evidence", package);
    if (!body) return fail(body.error());
    const Bytes receipt = must(net::cose::verify1(*body, net::protocol::receipt_type, signer_));
    return must(net::protocol::decode_receipt(receipt));
}

Result<void> DirectBackend::ping() {
    return {};
}

}  // namespace verikiosk::tests
