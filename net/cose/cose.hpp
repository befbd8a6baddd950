// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

namespace verikiosk::net::cose {

using Signature = std::array<std::uint8_t, 64>;  ///< ES256: r and s, big-endian

/// Whoever holds a private key and the certificate that goes with it.
class Signer {
  public:
    virtual ~Signer() = default;
    [[nodiscard]] virtual Result<Signature> sign(ByteView to_be_signed) = 0;
    [[nodiscard]] virtual const Bytes& certificate() const = 0;  ///< DER
};

/// COSE_Sign1 (RFC 9052), tagged 18, payload attached, empty external data, deterministic CBOR. Protected
/// header: alg ES256 (1), content type (3, text), x5t (34, SHA-256 of the certificate; RFC 9360).
[[nodiscard]] Result<Bytes> sign1(ByteView payload, std::string_view content_type, Signer& signer);

/// What the envelope says before anything of it is believed: whose certificate made it.
struct Sign1 {
    std::string content_type;
    Digest x5t{};
    Bytes payload;
    Bytes to_be_signed;  ///< Sig_structure
    Signature signature{};
};
/// Strict: unknown critical header, other algorithm, unprotected header entries, trailing bytes and whatever
/// the strict CBOR reader refuses are errors that name reason and offset.
[[nodiscard]] Result<Sign1> parse_sign1(ByteView record);

/// Checks signature, x5t and content type against a certificate (DER, P-256). Returns the payload.
[[nodiscard]] Result<Bytes> verify1(ByteView record, std::string_view content_type, ByteView certificate_der);

/// SHA-256.
[[nodiscard]] Digest sha256(ByteView bytes);

}  // namespace verikiosk::net::cose
