// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mbedtls/ssl.h>

#include <string>

#include "firmware/domain/error.hpp"

namespace verikiosk::net::tls {

struct Peer {
    std::string who;              ///< "host:port"
    std::string own_certificate;  ///< a word about ours, such as that it expired; may be empty
    bool showed_certificate = false;
};

/// What an Mbed TLS error code means for whoever runs the kiosk.
[[nodiscard]] Error explain(int status, const mbedtls_ssl_context& ssl, const Peer& peer);

/// Mbed TLS's own words for a code.
[[nodiscard]] std::string words_for(int status);

}  // namespace verikiosk::net::tls
