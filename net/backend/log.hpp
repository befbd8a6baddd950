// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace verikiosk::backend {

enum class LogLevel : std::uint8_t { info, warning };
/// Lines hold no name, code, account or picture. May be empty.
using Log = std::function<void(LogLevel, std::string_view)>;

}  // namespace verikiosk::backend
