// SPDX-License-Identifier: Apache-2.0
#include "net/backend/problem.hpp"

#include "net/backend/json.hpp"

namespace verikiosk::backend {

Answer problem(unsigned status, std::string_view name, std::string_view title, std::string_view detail) {
    JsonObject json;
    json.text("type", "https://verikiosk.example/problems/" + std::string(name))
        .text("title", title)
        .number("status", status)
        .text("detail", detail);
    const std::string text = json.str();
    return {status, "application/problem+json", Bytes(text.begin(), text.end())};
}

}  // namespace verikiosk::backend
