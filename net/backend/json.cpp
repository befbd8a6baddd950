// SPDX-License-Identifier: Apache-2.0
#include "net/backend/json.hpp"

namespace verikiosk::backend {

std::string json_string(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
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
    json += '"';
    return json;
}

std::string json_array(const std::vector<std::string>& elements) {
    std::string json = "[";
    for (const std::string& element : elements) {
        if (json.size() > 1) json += ',';
        json += element;
    }
    json += ']';
    return json;
}

JsonObject& JsonObject::raw(std::string_view key, std::string_view json) {
    if (!members_.empty()) members_ += ',';
    members_ += json_string(key);
    members_ += ':';
    members_ += json;
    return *this;
}

}  // namespace verikiosk::backend
