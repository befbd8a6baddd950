// SPDX-License-Identifier: Apache-2.0
#include "net/backend/log_rows.hpp"

#include <algorithm>

namespace verikiosk::backend {

const ObservationRow* row_of(const Evidence& evidence, std::uint64_t sequence) {
    const auto found = std::ranges::lower_bound(evidence.rows, sequence, {}, &ObservationRow::sequence);
    return found != evidence.rows.end() && found->sequence == sequence ? &*found : nullptr;
}

std::span<const ObservationRow> rows_between(const Evidence& evidence, TimePoint after, TimePoint until) {
    const auto first = std::ranges::upper_bound(evidence.rows, after, {}, &ObservationRow::time);
    const auto last = std::ranges::upper_bound(evidence.rows, until, {}, &ObservationRow::time);
    return first < last ? std::span(first, last) : std::span<const ObservationRow>{};
}

}  // namespace verikiosk::backend
