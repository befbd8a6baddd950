// SPDX-License-Identifier: Apache-2.0
#include "vision/code/content.hpp"

#include <algorithm>

#include "firmware/domain/session_code.hpp"

namespace verikiosk::vision {
namespace {

bool starts_with_scheme(std::string_view content) {
    const auto same = [](char scheme, char c) {
        return c == scheme || (c >= 'A' && c <= 'Z' && c - 'A' + 'a' == scheme);
    };
    return content.size() >= code_scheme.size() &&
           std::equal(code_scheme.begin(), code_scheme.end(), content.begin(), same);
}

}  // namespace

std::optional<std::string> session_code_in(std::string_view content) {
    if (starts_with_scheme(content)) content.remove_prefix(code_scheme.size());
    if (content.size() != code_length) return std::nullopt;
    // Programs write QR codes, and make no typing mistakes that would have to be forgiven.
    auto code = canonical_code(content);
    return code == content ? code : std::nullopt;
}

}  // namespace verikiosk::vision
