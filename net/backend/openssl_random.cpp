// SPDX-License-Identifier: Apache-2.0
#include "net/backend/openssl_random.hpp"

#include <openssl/rand.h>

#include "firmware/domain/session_code.hpp"

namespace verikiosk::backend {

Result<void> draw_random(std::span<std::uint8_t> bytes) {
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
        return fail(Errc::unavailable, "the random source gave nothing: try again");
    }
    return {};
}

Result<std::string> draw_session_code() {
    constexpr auto letters = static_cast<unsigned>(code_alphabet.size());
    // Bytes past the last whole multiple of 31 would make some letters likelier than others.
    constexpr unsigned even = 256 / letters * letters;
    std::string code;
    while (code.size() < code_length - 1) {
        std::uint8_t byte = 0;
        if (const auto drawn = draw_random({&byte, 1}); !drawn) return fail(drawn.error());
        if (byte < even) code.push_back(code_alphabet[byte % letters]);
    }
    const auto check = code_check_character(code);
    if (!check) return fail(Errc::internal, "a drawn code has no check character");
    code.push_back(*check);
    return code;
}

}  // namespace verikiosk::backend
