// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mbedtls/ssl.h>

#include <string>

#include "firmware/domain/error.hpp"

namespace verikiosk::net::tls {

/// What an Mbed TLS error code means for whoever runs the kiosk. `who`: "host:port". `own_certificate`: an
/// extra word about our certificate, such as that it expired; may be empty.
[[nodiscard]] Error explain(int status, const mbedtls_ssl_context& ssl, const std::string& who,
                            const std::string& own_certificate);

/// Mbed TLS's own words for a code.
[[nodiscard]] std::string words_for(int status);

}  // namespace verikiosk::net::tls
