// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "firmware/domain/time.hpp"

/// Inside this room: numbers in words.
namespace verikiosk::kioskctl {

[[nodiscard]] std::string day_of(WallTime time);     ///< "2026-03-01"
[[nodiscard]] std::string minute_of(WallTime time);  ///< "2026-03-01 12:30 UTC"

}  // namespace verikiosk::kioskctl
