// SPDX-License-Identifier: Apache-2.0
#include "net/cbor/utf8.hpp"

namespace verikiosk::net::cbor {
namespace {

/// What a first byte announces: how many more bytes, and the range that the second must be in. The range is
/// what excludes overlong forms, surrogates and values past U+10FFFF (RFC 3629 section 4).
struct Announced {
    std::size_t more = 0;
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xbf;
};

std::optional<Announced> announced_by(std::uint8_t first) {
    if (first < 0x80) return Announced{};
    if (first >= 0xc2 && first <= 0xdf) return Announced{.more = 1};
    if (first == 0xe0) return Announced{.more = 2, .low = 0xa0};
    if (first == 0xed) return Announced{.more = 2, .high = 0x9f};
    if (first >= 0xe1 && first <= 0xef) return Announced{.more = 2};
    if (first == 0xf0) return Announced{.more = 3, .low = 0x90};
    if (first >= 0xf1 && first <= 0xf3) return Announced{.more = 3};
    if (first == 0xf4) return Announced{.more = 3, .high = 0x8f};
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> invalid_utf8_at(ByteView text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto expected = announced_by(text[at]);
        if (!expected || expected->more >= text.size() - at) return at;
        for (std::size_t i = 1; i <= expected->more; ++i) {
            const std::uint8_t byte = text[at + i];
            const std::uint8_t low = i == 1 ? expected->low : std::uint8_t{0x80};
            const std::uint8_t high = i == 1 ? expected->high : std::uint8_t{0xbf};
            if (byte < low || byte > high) return at;
        }
        at += expected->more + 1;
    }
    return std::nullopt;
}

}  // namespace verikiosk::net::cbor
