// SPDX-License-Identifier: Apache-2.0
#include <mbedtls/x509_crt.h>

#include <chrono>

#include "net/cose/held.hpp"
#include "net/tls/mbedtls_failure.hpp"
#include "net/tls/tls.hpp"

namespace verikiosk::net::tls {
namespace {

using Certificate = Held<mbedtls_x509_crt, mbedtls_x509_crt_init, mbedtls_x509_crt_free>;

WallTime seconds_of(const mbedtls_x509_time& time) {
    using namespace std::chrono;
    const auto day = sys_days(year(time.year) / time.mon / time.day);
    return day + hours(time.hour) + minutes(time.min) + seconds(time.sec);
}

Result<void> parse(const std::filesystem::path& pem, Certificate& certificate) {
    std::error_code ignored;
    if (!std::filesystem::exists(pem, ignored)) {
        return fail(Errc::not_found, "there is no certificate file " + pem.string());
    }
    if (const int status = mbedtls_x509_crt_parse_file(certificate.get(), pem.c_str()); status != 0) {
        return fail(Errc::invalid,
                    "can't read a certificate from " + pem.string() + ": " + words_for(status));
    }
    return {};
}

}  // namespace

Result<Bytes> read_certificate(const std::filesystem::path& pem) {
    Certificate certificate;
    if (const auto parsed = parse(pem, certificate); !parsed) return fail(parsed.error());
    return Bytes(certificate->raw.p, certificate->raw.p + certificate->raw.len);
}

Result<Validity> read_validity(const std::filesystem::path& pem) {
    Certificate certificate;
    if (const auto parsed = parse(pem, certificate); !parsed) return fail(parsed.error());
    return Validity{seconds_of(certificate->valid_from), seconds_of(certificate->valid_to)};
}

}  // namespace verikiosk::net::tls
