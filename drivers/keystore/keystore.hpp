// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

namespace verikiosk::drivers {

using Signature = std::array<std::uint8_t, 64>;  ///< ES256: r and s, 32 bytes each, big-endian

/// The key that evidence is signed with. It never leaves the store. The main thread alone calls it
/// (PSA in Mbed TLS 2.28 is not thread-safe).
class Keystore {
  public:
    virtual ~Keystore() = default;
    /// ES256 (RFC 9053) over SHA-256 of `message`; deterministic (RFC 6979).
    [[nodiscard]] virtual Result<Signature> sign(ByteView message) = 0;
    /// The certificate that goes with the key, DER.
    [[nodiscard]] virtual const Bytes& certificate() const = 0;
};

/// A P-256 key from a PEM file (0600, ours), imported as a volatile PSA key.
[[nodiscard]] Result<std::unique_ptr<Keystore>> open_file_keystore(const std::filesystem::path& key_pem,
                                                                   const std::filesystem::path& cert_pem);

}  // namespace verikiosk::drivers
