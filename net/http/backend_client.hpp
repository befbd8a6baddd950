// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "firmware/domain/error.hpp"
#include "firmware/domain/evidence.hpp"

namespace verikiosk::net {

/// How to reach the backend. Files are PEM.
struct BackendAddress {
    std::string host;  ///< a name: Mbed TLS 2.28 does not match IP addresses in certificates
    std::uint16_t port = 8443;
    /// Connect here instead of resolving `host` (a relay, a test, a site without DNS); empty: resolve.
    std::string connect_to;
    std::filesystem::path ca;           ///< who may sign the server's certificate
    std::filesystem::path client_cert;  ///< this kiosk's TLS certificate
    std::filesystem::path client_key;
    std::filesystem::path backend_signer;  ///< the certificate that plans and receipts are signed with
    Duration time_limit = std::chrono::seconds(10);  ///< for one whole exchange, connect included
};

/// The backend, as the device sees it: one exchange at a time, over HTTPS with a client certificate.
/// Signatures of plan and receipt are checked here. Blocking, with time_limit as the bound; the sending
/// thread's alone, except that it may be created elsewhere.
///
/// Errors: unavailable (down, reset, unreachable: try later), timeout, refused (wrong CA, wrong name, expired
/// certificate, or a problem+json answer whose title and detail are passed on), not_found (code unknown),
/// expired (code expired or used), conflict (409), too_large, corrupt (garbage reply, bad signature).
class BackendClient {
  public:
    virtual ~BackendClient() = default;
    [[nodiscard]] virtual Result<OpenedSession> redeem(const std::string& code, const CameraInfo& camera,
                                                       std::optional<Duration> smile_at) = 0;
    /// Sends a package exactly as the outbox has it. The receipt's session and digest are checked.
    [[nodiscard]] virtual Result<Receipt> put_evidence(const SessionId& session, ByteView package) = 0;
    /// Whether the backend answers at all (GET /v1/health).
    [[nodiscard]] virtual Result<void> ping() = 0;
};

[[nodiscard]] Result<std::unique_ptr<BackendClient>> make_backend_client(const BackendAddress& address);

}  // namespace verikiosk::net
