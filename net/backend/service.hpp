// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/time.hpp"
#include "net/backend/examine.hpp"
#include "net/backend/log.hpp"
#include "net/backend/problem.hpp"
#include "net/backend/store.hpp"
#include "net/cose/cose.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::backend {

/// What the server makes of one request, once TLS has said which kiosk asks.
struct Call {
    std::string_view method;
    std::string_view target;
    std::string_view content_type;
    ByteView body;
    std::string kiosk;  ///< common name of the client's certificate
};

/// The routes: plain calls, no sockets. One thread.
///
///     POST /v1/sessions                 session request (application/cbor) -> 201 session answer
///     PUT  /v1/sessions/{hex}/evidence  package (application/cbor) -> 200 receipt (application/cose)
///     GET  /v1/health                   -> 200
///
/// Anything else is application/problem+json.
class Service {
  public:
    /// `repeat_plans`: as in ServerOptions.
    Service(Store store, std::unique_ptr<net::cose::Signer> signer, Judges judges, bool development,
            Log log = {}, std::optional<std::uint64_t> repeat_plans = {})
        : store_(std::move(store)),
          signer_(std::move(signer)),
          judges_(std::move(judges)),
          development_(development),
          log_(std::move(log)),
          repeat_plans_(repeat_plans) {}

    [[nodiscard]] Answer handle(const Call& call, WallTime now);

  private:
    [[nodiscard]] Answer open_session(const Call& call, WallTime now);
    [[nodiscard]] Answer take_evidence(const Call& call, const SessionId& session, WallTime now);
    [[nodiscard]] Answer rule_on(const Submission& submission, const Digest& body);
    [[nodiscard]] Result<SessionRecord> draw_session(const net::protocol::SessionRequest& request,
                                                     const Call& call, WallTime now);
    [[nodiscard]] Result<Bytes> sign_receipt(const Submission& submission, const Digest& body,
                                             const Ruling& ruling);
    /// The caller learns nothing about our insides; the log does.
    [[nodiscard]] Answer failed_here(const Error& error) const;
    void note_tampering(const Call& call, std::optional<SessionId> session, std::string what, WallTime now);

    Store store_;
    std::unique_ptr<net::cose::Signer> signer_;
    Judges judges_;
    bool development_;
    Log log_;
    std::optional<std::uint64_t> repeat_plans_;
};

/// The largest body a route takes; 0 where none is expected.
[[nodiscard]] std::size_t body_limit(std::string_view method, std::string_view target);

}  // namespace verikiosk::backend
