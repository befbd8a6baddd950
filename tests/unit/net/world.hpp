// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "net/http/backend_client.hpp"
#include "net/tls/tls.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/net/server/openssl_server.hpp"

namespace verikiosk::tests {

inline constexpr const char* backend_name = "backend.example";

/// A CA, a backend and a kiosk that trust each other, for stories to take something away from.
struct World {
    Identity authority = make_authority("Verikiosk test CA");
    Identity backend = issue(authority, {.name = backend_name});
    Identity backend_signer = self_signed({.name = "backend signer"});
    Identity kiosk = issue(authority, {.name = "kiosk-0001"});
    Folder folder;

    [[nodiscard]] ServerSettings settings() const {
        return {.identity = backend, .client_authority = authority};
    }
    [[nodiscard]] net::tls::Files tls_files() const {
        return {.ca = folder.write("ca.pem", authority.certificate),
                .certificate = folder.write("kiosk.pem", kiosk.certificate),
                .key = folder.write("kiosk.key", kiosk.key)};
    }
    [[nodiscard]] net::BackendAddress address(std::uint16_t port) const {
        const net::tls::Files tls = tls_files();
        return {.host = backend_name,
                .port = port,
                .connect_to = "127.0.0.1",
                .ca = tls.ca,
                .client_cert = tls.certificate,
                .client_key = tls.key,
                .backend_signer = folder.write("signer.pem", backend_signer.certificate),
                .time_limit = std::chrono::seconds(15)};
    }
};

}  // namespace verikiosk::tests
