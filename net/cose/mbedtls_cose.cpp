// SPDX-License-Identifier: Apache-2.0
#include <mbedtls/ecdsa.h>
#include <mbedtls/ecp.h>
#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

#include <span>

#include "net/cose/es256.hpp"
#include "net/cose/held.hpp"

namespace verikiosk::net::cose {
namespace {

using Certificate = Held<mbedtls_x509_crt, mbedtls_x509_crt_init, mbedtls_x509_crt_free>;
using Group = Held<mbedtls_ecp_group, mbedtls_ecp_group_init, mbedtls_ecp_group_free>;
using CurvePoint = Held<mbedtls_ecp_point, mbedtls_ecp_point_init, mbedtls_ecp_point_free>;
using Number = Held<mbedtls_mpi, mbedtls_mpi_init, mbedtls_mpi_free>;

constexpr std::size_t uncompressed_p256_point = 65;

/// The certificate's public key as a point that was checked to lie on P-256. Written out and read back,
/// because a key's fields are public in Mbed TLS 2.28 and private in 3.6.
bool load_p256_key(ByteView certificate_der, mbedtls_ecp_group* group, mbedtls_ecp_point* key) {
    Certificate certificate;
    if (mbedtls_x509_crt_parse_der(certificate.get(), certificate_der.data(), certificate_der.size()) != 0) {
        return false;
    }
    if (mbedtls_pk_can_do(&certificate->pk, MBEDTLS_PK_ECDSA) != 1) return false;
    std::array<unsigned char, 2 * MBEDTLS_ECP_MAX_BYTES + 1> room{};
    unsigned char* written = room.data() + room.size();  // pk_write_pubkey fills from the back
    const int size = mbedtls_pk_write_pubkey(&written, room.data(), &certificate->pk);
    if (size != static_cast<int>(uncompressed_p256_point)) return false;
    return mbedtls_ecp_group_load(group, MBEDTLS_ECP_DP_SECP256R1) == 0 &&
           mbedtls_ecp_point_read_binary(group, key, written, uncompressed_p256_point) == 0 &&
           mbedtls_ecp_check_pubkey(group, key) == 0;
}

}  // namespace

Result<void> verify_es256(ByteView certificate_der, ByteView signed_bytes, const Signature& signature) {
    Group group;
    CurvePoint key;
    if (!load_p256_key(certificate_der, group.get(), key.get())) {
        return fail(Errc::refused, "the signer's certificate is not an X.509 certificate with a P-256 key");
    }
    const Digest digest = sha256(signed_bytes);
    Number r;
    Number s;
    constexpr std::size_t half = std::tuple_size_v<Signature> / 2;
    const bool good =
        mbedtls_mpi_read_binary(r.get(), signature.data(), half) == 0 &&
        mbedtls_mpi_read_binary(s.get(), signature.data() + half, half) == 0 &&
        mbedtls_ecdsa_verify(group.get(), digest.data(), digest.size(), key.get(), r.get(), s.get()) == 0;
    if (!good) return fail(Errc::refused, "the signature is not by the key of the expected certificate");
    return {};
}

Digest sha256(ByteView bytes) {
    Digest digest{};
    // Only an unknown algorithm can fail here, and SHA-256 is always built in.
    (void)mbedtls_md(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), bytes.data(), bytes.size(), digest.data());
    return digest;
}

}  // namespace verikiosk::net::cose
