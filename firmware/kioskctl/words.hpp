// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "firmware/domain/time.hpp"

/// Inside this room: numbers in words.
namespace verikiosk::kioskctl {

[[nodiscard]] std::string with_one_decimal(double value);                    ///< "29.9"
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);  ///< with at least one space
[[nodiscard]] std::string day_of(WallTime time);                             ///< "2026-03-01"
[[nodiscard]] std::string minute_of(WallTime time);                          ///< "2026-03-01 12:30 UTC"

}  // namespace verikiosk::kioskctl
