// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "firmware/domain/error.hpp"

namespace verikiosk::backend {

/// Fills `bytes` from the cryptographic random source.
[[nodiscard]] Result<void> draw_random(std::span<std::uint8_t> bytes);

/// A session code: seven characters drawn evenly from the alphabet and their check character.
[[nodiscard]] Result<std::string> draw_session_code();

}  // namespace verikiosk::backend
