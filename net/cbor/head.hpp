// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "firmware/domain/bytes.hpp"

namespace verikiosk::net::cbor {

/// The first bytes of an item (RFC 8949 section 3): major type, additional information, argument.
struct Head {
    std::uint8_t major = 0;
    std::uint8_t info = 0;
    std::uint64_t argument = 0;
    std::size_t size = 1;  ///< bytes that the head takes
};

/// How many bytes of argument follow the first byte: 0, 1, 2, 4 or 8; for reserved and indefinite
/// information (28..31) zero too, which the checker refuses before anybody reads further.
[[nodiscard]] constexpr std::size_t argument_size(std::uint8_t info) {
    return info >= 24 && info <= 27 ? std::size_t{1} << (info - 24U) : 0;
}

/// Empty when `input` ends inside the head.
[[nodiscard]] inline std::optional<Head> read_head(ByteView input, std::size_t at) {
    if (at >= input.size()) return std::nullopt;
    Head head;
    head.major = static_cast<std::uint8_t>(input[at] >> 5U);
    head.info = static_cast<std::uint8_t>(input[at] & 31U);
    const std::size_t more = argument_size(head.info);
    if (more > input.size() - at - 1) return std::nullopt;
    if (more == 0) head.argument = head.info;
    for (std::size_t i = 1; i <= more; ++i)
        head.argument = (head.argument << 8U) | input[at + i];
    head.size = more + 1;
    return head;
}

/// The value of a half-precision float (RFC 8949 appendix D).
[[nodiscard]] double half_to_double(std::uint16_t half);

/// Whether a finite value survives in half precision, so that a longer form would not be the shortest.
[[nodiscard]] bool fits_half(double value);

/// The value of a float item's head (major 7, information 25, 26 or 27).
[[nodiscard]] double float_value(const Head& head);

}  // namespace verikiosk::net::cbor
