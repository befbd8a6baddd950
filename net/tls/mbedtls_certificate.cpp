// SPDX-License-Identifier: Apache-2.0
#include <mbedtls/x509_crt.h>

#include "net/cose/held.hpp"
#include "net/tls/mbedtls_failure.hpp"
#include "net/tls/tls.hpp"

namespace verikiosk::net::tls {

Result<Bytes> read_certificate(const std::filesystem::path& pem) {
    std::error_code ignored;
    if (!std::filesystem::exists(pem, ignored)) {
        return fail(Errc::not_found, "there is no certificate file " + pem.string());
    }
    Held<mbedtls_x509_crt, mbedtls_x509_crt_init, mbedtls_x509_crt_free> certificate;
    if (const int status = mbedtls_x509_crt_parse_file(certificate.get(), pem.c_str()); status != 0) {
        return fail(Errc::invalid,
                    "can't read a certificate from " + pem.string() + ": " + words_for(status));
    }
    return Bytes(certificate->raw.p, certificate->raw.p + certificate->raw.len);
}

}  // namespace verikiosk::net::tls
