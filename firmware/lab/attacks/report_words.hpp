// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "firmware/lab/attacks/figures.hpp"

namespace verikiosk::lab::attacks {

/// "0 of 150 (0 to 2.4 %)"; "none" where there is no sample.
[[nodiscard]] std::string words_of(const Share& share);
/// "turn 12, light 3", the most frequent first.
[[nodiscard]] std::string words_of(const std::map<std::string, int>& counts);
/// "24.1 s (23.5 to 24.8), p95 29.0 s"; "24.1 s (too few for an interval), p95 29.0 s".
[[nodiscard]] std::string words_of(const Seconds& seconds);

}  // namespace verikiosk::lab::attacks
