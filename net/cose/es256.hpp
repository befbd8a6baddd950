// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/cose/cose.hpp"

namespace verikiosk::net::cose {

/// Whether `signature` is by the key of this certificate (DER) over SHA-256 of `signed_bytes`.
/// refused: the certificate can't be read, its key is not on P-256, or the signature is not by it.
/// Thread-safe (no PSA: 2.28's is not).
[[nodiscard]] Result<void> verify_es256(ByteView certificate_der, ByteView signed_bytes,
                                        const Signature& signature);

}  // namespace verikiosk::net::cose
