// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "firmware/domain/bytes.hpp"

namespace verikiosk::backend {

/// 32 lower-case hexadecimal digits to a session's number; none for anything else.
[[nodiscard]] std::optional<SessionId> session_from_hex(std::string_view text);

}  // namespace verikiosk::backend
