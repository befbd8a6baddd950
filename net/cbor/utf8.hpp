// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "firmware/domain/bytes.hpp"

namespace verikiosk::net::cbor {

/// Where `text` stops being UTF-8 (RFC 3629: shortest form, no surrogates, at most U+10FFFF); none when it
/// is valid to the end.
[[nodiscard]] std::optional<std::size_t> invalid_utf8_at(ByteView text);

}  // namespace verikiosk::net::cbor
