// SPDX-License-Identifier: Apache-2.0
#include "net/backend/session_hex.hpp"

namespace verikiosk::backend {
namespace {

int nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

}  // namespace

std::optional<SessionId> session_from_hex(std::string_view text) {
    SessionId id{};
    if (text.size() != id.size() * 2) return std::nullopt;
    for (std::size_t i = 0; i < id.size(); ++i) {
        const int high = nibble(text[2 * i]);
        const int low = nibble(text[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        id[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return id;
}

}  // namespace verikiosk::backend
