// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace verikiosk::drivers {

[[nodiscard]] inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A run of digits at `i` without its leading zeros; moves `i` behind it.
[[nodiscard]] inline std::string_view number_at(std::string_view text, std::size_t& i) {
    while (i < text.size() && text[i] == '0')
        ++i;
    const std::size_t begin = i;
    while (i < text.size() && is_digit(text[i]))
        ++i;
    return text.substr(begin, i - begin);
}

/// The order in which people number files: 2.jpg before 10.jpg.
[[nodiscard]] inline bool natural_less(std::string_view a, std::string_view b) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (is_digit(a[i]) && is_digit(b[j])) {
            const auto left = number_at(a, i);
            const auto right = number_at(b, j);
            if (left.size() != right.size()) return left.size() < right.size();
            if (left != right) return left < right;
        } else {
            if (a[i] != b[j]) return a[i] < b[j];
            ++i;
            ++j;
        }
    }
    if (a.size() - i != b.size() - j) return a.size() - i < b.size() - j;
    return a < b;
}

}  // namespace verikiosk::drivers
