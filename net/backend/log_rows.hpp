// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "firmware/domain/evidence.hpp"

/// Finding rows in a log whose sequence numbers and times rise.
namespace verikiosk::backend {

/// The row of that frame; nullptr where there is none.
[[nodiscard]] const ObservationRow* row_of(const Evidence& evidence, std::uint64_t sequence);

/// The rows later than `after` and no later than `until`.
[[nodiscard]] std::span<const ObservationRow> rows_between(const Evidence& evidence, TimePoint after,
                                                           TimePoint until);

}  // namespace verikiosk::backend
