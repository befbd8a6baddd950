// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace verikiosk::drivers {

/// The characters of UTF-8 text. Bytes that aren't UTF-8 (RFC 3629: overlong, surrogates, cut) are left out.
[[nodiscard]] inline std::u32string characters_of(std::string_view text) {
    std::u32string characters;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<std::uint8_t>(text[i]);
        const std::size_t length = lead < 0x80        ? 1
                                   : lead >> 5U == 6  ? 2
                                   : lead >> 4U == 14 ? 3
                                   : lead >> 3U == 30 ? 4
                                                      : 0;
        if (length == 0 || i + length > text.size()) {
            ++i;
            continue;
        }
        char32_t character = length == 1 ? lead : lead & (0x7fU >> length);
        bool good = true;
        for (std::size_t k = 1; k < length; ++k) {
            const auto byte = static_cast<std::uint8_t>(text[i + k]);
            good = good && (byte & 0xc0U) == 0x80;
            character = (character << 6U) | (byte & 0x3fU);
        }
        constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
        good = good && character >= smallest[length] && character <= 0x10ffff &&
               (character < 0xd800 || character > 0xdfff);
        if (good) characters.push_back(character);
        i += good ? length : 1;
    }
    return characters;
}

}  // namespace verikiosk::drivers
