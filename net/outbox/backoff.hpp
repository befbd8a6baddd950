// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

#include "firmware/domain/bytes.hpp"

namespace verikiosk::net {

inline constexpr std::chrono::seconds longest_backoff{300};

/// How long to wait after the try number `attempts` (1 is the first) failed: 1 s doubling to 5 min, less up
/// to a quarter of it, drawn from session and attempt. So a hundred kiosks do not come back in step after an
/// outage, and the same session in a test always waits the same.
[[nodiscard]] std::chrono::seconds backoff(const SessionId& session, std::uint32_t attempts);

}  // namespace verikiosk::net
