// SPDX-License-Identifier: Apache-2.0
#include "firmware/domain/session_code.hpp"

namespace verikiosk {
namespace {

std::optional<char> canonical_character(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'I' || c == 'L') c = '1';
    if (c == 'O') c = '0';
    if (code_alphabet.find(c) == std::string_view::npos) return std::nullopt;
    return c;
}

}  // namespace

std::optional<char> code_check_character(std::string_view seven) {
    if (seven.size() != code_length - 1) return std::nullopt;
    std::size_t sum = 0;
    for (std::size_t i = 0; i < seven.size(); ++i) {
        const std::size_t value = code_alphabet.find(seven[i]);
        if (value == std::string_view::npos) return std::nullopt;
        sum += (i + 1) * value;
    }
    return code_alphabet[sum % code_alphabet.size()];
}

std::optional<std::string> canonical_code(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        if (c == ' ' || c == '-') continue;
        const std::optional<char> character = canonical_character(c);
        if (!character || code.size() == code_length) return std::nullopt;
        code.push_back(*character);
    }
    if (code.size() != code_length) return std::nullopt;
    if (code_check_character(std::string_view(code).substr(0, code_length - 1)) != code.back()) {
        return std::nullopt;
    }
    return code;
}

}  // namespace verikiosk
