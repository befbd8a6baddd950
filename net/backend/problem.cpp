// SPDX-License-Identifier: Apache-2.0
#include "net/backend/problem.hpp"

namespace verikiosk::backend {

std::string json_string(std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    std::string json = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (byte < 0x20U) {
            json += "\\u00";
            json += digits[byte >> 4U];
            json += digits[byte & 15U];
        } else {
            json += c;
        }
    }
    return json + '"';
}

Answer problem(unsigned status, std::string_view name, std::string_view title, std::string_view detail) {
    const std::string json =
        "{\"type\":" + json_string("https://verikiosk.example/problems/" + std::string(name)) +
        ",\"title\":" + json_string(title) + ",\"status\":" + std::to_string(status) +
        ",\"detail\":" + json_string(detail) + "}";
    return {status, "application/problem+json", Bytes(json.begin(), json.end())};
}

}  // namespace verikiosk::backend
