// SPDX-License-Identifier: Apache-2.0
#include "net/http/backend_client.hpp"

#include "net/cose/cose.hpp"
#include "net/http/answer.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::net {
namespace {

constexpr std::string_view cbor_type = "application/cbor";
constexpr std::string_view cose_type = "application/cose";
constexpr std::string_view sessions_path = "/v1/sessions";

/// A signed or encoded part of an answer that does not hold is corrupt, whatever the decoder called it.
tl::unexpected<Error> garbage(const Error& error, std::string_view what) {
    return fail(Errc::corrupt, "the backend's " + std::string(what) + " can't be believed: " + error.what);
}

class HttpsBackendClient final : public BackendClient {
  public:
    HttpsBackendClient(BackendAddress address, std::unique_ptr<tls::Client> client, Bytes signer)
        : address_(std::move(address)), client_(std::move(client)), signer_(std::move(signer)) {}

    Result<OpenedSession> redeem(const std::string& code, const CameraInfo& camera,
                                 std::optional<Duration> smile_at) override {
        const auto request = protocol::encode_session_request({code, camera, smile_at});
        if (!request) return fail(request.error(), "redeeming a code");
        const auto body = send({.method = http::Method::post,
                                .path = std::string(sessions_path),
                                .host = {},
                                .content_type = cbor_type,
                                .body = *request},
                               cbor_type);
        if (!body) return fail(body.error());
        auto answer = protocol::decode_session_answer(*body);
        if (!answer) return garbage(answer.error(), "answer");
        return opened(std::move(*answer));
    }

    Result<Receipt> put_evidence(const SessionId& session, ByteView package) override {
        const auto body = send({.method = http::Method::put,
                                .path = std::string(sessions_path) + '/' + hex(session) + "/evidence",
                                .host = {},
                                .content_type = cbor_type,
                                .body = package},
                               cose_type);
        if (!body) return fail(body.error());
        const auto payload = cose::verify1(*body, protocol::receipt_type, signer_);
        if (!payload) return garbage(payload.error(), "receipt");
        auto receipt = protocol::decode_receipt(*payload);
        if (!receipt) return garbage(receipt.error(), "receipt");
        if (receipt->session != session || receipt->evidence != cose::sha256(package)) {
            return fail(Errc::corrupt, "the backend's receipt is for other evidence than what was sent");
        }
        return receipt;
    }

    Result<void> ping() override {
        auto reply = exchange(
            {.method = http::Method::get, .path = "/v1/health", .host = {}, .content_type = {}, .body = {}});
        if (!reply) return fail(reply.error());
        const std::string type = reply->content_type;  // whatever it says, being there is the answer
        const auto body = http::body_of(std::move(*reply), type);
        if (!body) return fail(body.error());
        return {};
    }

  private:
    Result<http::Reply> exchange(http::Request request) {
        const tls::Target target{
            .host = address_.host, .port = address_.port, .connect_to = address_.connect_to};
        auto stream = client_->connect(target, std::chrono::steady_clock::now() + address_.time_limit);
        if (!stream) return fail(stream.error());
        request.host = address_.host + ':' + std::to_string(address_.port);
        return http::exchange(**stream, request);
    }

    Result<Bytes> send(http::Request request, std::string_view expected_type) {
        auto reply = exchange(std::move(request));
        if (!reply) return fail(reply.error());
        return http::body_of(std::move(*reply), expected_type);
    }

    Result<OpenedSession> opened(protocol::SessionAnswer answer) const {
        OpenedSession session{.plan = {},
                              .plan_record = std::move(answer.plan_record),
                              .account_name = std::move(answer.account_name),
                              .eligible = answer.eligible,
                              .deadline = answer.deadline};
        // An account that may not use a selfie gets no plan.
        if (!session.eligible && session.plan_record.empty()) return session;
        const auto payload = cose::verify1(session.plan_record, protocol::plan_type, signer_);
        if (!payload) return garbage(payload.error(), "plan");
        auto plan = protocol::decode_plan(*payload);
        if (!plan) return garbage(plan.error(), "plan");
        session.plan = std::move(*plan);
        return session;
    }

    BackendAddress address_;
    std::unique_ptr<tls::Client> client_;
    Bytes signer_;
};

}  // namespace

Result<std::unique_ptr<BackendClient>> make_backend_client(const BackendAddress& address) {
    auto client =
        tls::make_client({.ca = address.ca, .certificate = address.client_cert, .key = address.client_key});
    if (!client) return fail(client.error());
    auto signer = tls::read_certificate(address.backend_signer);
    if (!signer) return fail(signer.error(), "the backend's signing certificate");
    return std::make_unique<HttpsBackendClient>(address, std::move(*client), std::move(*signer));
}

}  // namespace verikiosk::net
