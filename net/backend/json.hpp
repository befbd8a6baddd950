// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace verikiosk::backend {

/// A JSON string with its quotes. Bytes over 127 pass as they are: texts here are UTF-8.
[[nodiscard]] std::string json_string(std::string_view text);

/// Elements that are JSON already.
[[nodiscard]] std::string json_array(const std::vector<std::string>& elements);

/// An object, member by member, in the order of the calls.
class JsonObject {
  public:
    JsonObject& text(std::string_view key, std::string_view value) { return raw(key, json_string(value)); }
    JsonObject& number(std::string_view key, std::int64_t value) { return raw(key, std::to_string(value)); }
    JsonObject& flag(std::string_view key, bool value) { return raw(key, value ? "true" : "false"); }
    JsonObject& raw(std::string_view key, std::string_view json);
    [[nodiscard]] std::string str() const { return "{" + members_ + "}"; }

  private:
    std::string members_;
};

}  // namespace verikiosk::backend
