// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verikiosk {

/// A session code: eight characters, seven random and one check character, from an alphabet without
/// look-alikes (Crockford's base 32 without I, L, O, U). The check character is the sum of position times
/// value, modulo 31, which catches any single wrong character and any swap of neighbours; hence 31 letters.
inline constexpr std::string_view code_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXY";
inline constexpr std::size_t code_length = 8;

/// The check character for seven characters of the alphabet.
[[nodiscard]] std::optional<char> code_check_character(std::string_view seven);

/// What a person typed, made canonical: upper case, spaces and dashes dropped, I and L read as 1, O as 0.
/// Empty when it is not eight characters of the alphabet with a right check character.
[[nodiscard]] std::optional<std::string> canonical_code(std::string_view typed);

}  // namespace verikiosk
