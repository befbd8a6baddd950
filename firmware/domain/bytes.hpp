// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace verikiosk {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using Digest = std::array<std::uint8_t, 32>;     ///< SHA-256
using Nonce = std::array<std::uint8_t, 32>;      ///< drawn by the backend, once per session
using SessionId = std::array<std::uint8_t, 16>;  ///< drawn by the backend; hex in URLs

/// Lower-case hexadecimal, two characters a byte.
[[nodiscard]] inline std::string hex(ByteView bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text.push_back(digits[byte >> 4U]);
        text.push_back(digits[byte & 15U]);
    }
    return text;
}

}  // namespace verikiosk
