// SPDX-License-Identifier: Apache-2.0
#include "net/tls/mbedtls_failure.hpp"

#include <mbedtls/error.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/x509.h>

#include <array>
#include <cstdint>

namespace verikiosk::net::tls {
namespace {

Error untrusted(std::uint32_t flags, const std::string& who) {
    std::string what;
    const auto add = [&](std::uint32_t flag, const char* sentence) {
        if ((flags & flag) == 0) return;
        if (!what.empty()) what += "; ";
        what += sentence;
    };
    add(MBEDTLS_X509_BADCERT_NOT_TRUSTED,
        "it is not signed by the CA that this kiosk trusts (wrong CA): check the 'ca' file, or whether this "
        "is the right backend");
    add(MBEDTLS_X509_BADCERT_EXPIRED,
        "it has expired: renew it on the backend, and check this kiosk's clock");
    add(MBEDTLS_X509_BADCERT_FUTURE, "it is not valid yet: check this kiosk's clock");
    add(MBEDTLS_X509_BADCERT_CN_MISMATCH,
        "it is for another name (wrong name): check the backend's host name in the configuration");
    add(MBEDTLS_X509_BADCERT_BAD_MD | MBEDTLS_X509_BADCERT_BAD_PK | MBEDTLS_X509_BADCERT_BAD_KEY,
        "its key or hash is not accepted: it takes ECDSA on P-256 or P-384 with SHA-256 or SHA-384");
    if (what.empty()) what = "it is not acceptable (flags " + std::to_string(flags) + ")";
    return {Errc::refused, "the certificate of " + who + " was refused: " + what};
}

Error alerted(const Peer& peer) {
    const std::string& who = peer.who;
    // Before the server showed its certificate nothing of ours was on the table but versions and suites.
    if (!peer.showed_certificate) {
        return {Errc::refused, who +
                                   " broke off the TLS handshake: it shares no TLS version or cipher suite "
                                   "with this kiosk"};
    }
    return {Errc::refused, who +
                               " refused this kiosk's certificate: check that it was issued by the CA that "
                               "the backend trusts and was not revoked" +
                               peer.own_certificate};
}

}  // namespace

std::string words_for(int status) {
    std::array<char, 128> text{};
    mbedtls_strerror(status, text.data(), text.size());
    return text.data();
}

Error explain(int status, const mbedtls_ssl_context& ssl, const Peer& peer) {
    const std::string& who = peer.who;
    switch (status) {
        case MBEDTLS_ERR_X509_CERT_VERIFY_FAILED:
            return untrusted(mbedtls_ssl_get_verify_result(&ssl), who);
        case MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE:
            return alerted(peer);
        case MBEDTLS_ERR_SSL_INVALID_RECORD:
            return {Errc::corrupt,
                    "what answers at " + who + " does not speak TLS: is this the backend's HTTPS port?"};
        case MBEDTLS_ERR_NET_CONN_RESET:
            return {Errc::unavailable, who +
                                           " reset the connection: the backend went down, or something on "
                                           "the way cut it"};
        case MBEDTLS_ERR_SSL_CONN_EOF:
            return {Errc::unavailable, who +
                                           " closed the connection without a word: the backend went down, "
                                           "or something on the way cut it"};
        default:
            return {Errc::corrupt, "TLS with " + who + " failed: " + words_for(status)};
    }
}

}  // namespace verikiosk::net::tls
