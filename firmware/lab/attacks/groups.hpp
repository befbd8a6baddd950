// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "firmware/lab/attacks/figures.hpp"

namespace verikiosk::lab::attacks {

/// Bona fide visitors: all of the main variant, these by what they have in common, and all of the other one.
[[nodiscard]] std::vector<GroupFigures> group_figures(std::span<const Record> records,
                                                      const Amounts& amounts);

}  // namespace verikiosk::lab::attacks
