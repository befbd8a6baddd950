// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/judge/continuity.hpp"

#include <algorithm>
#include <cstdlib>

#include "vision/liveness/judge/thresholds.hpp"

namespace verikiosk::judge {
namespace {

/// `change` of something of size `whole` within `time`, faster than `milli_a_second` thousandths a second.
bool faster(std::int64_t change, std::int64_t whole, Duration time, std::int64_t milli_a_second) {
    const std::int64_t microseconds = time / std::chrono::microseconds(1);
    return std::abs(change) * 1'000'000'000 > milli_a_second * whole * microseconds;
}

bool jump(const ObservationRow& before, const ObservationRow& row) {
    const Duration time = row.time - before.time;
    if (time > threshold::longest_gap) return false;
    // Tenths of a pixel, as the eyes' distance: five times twice the centre's shift.
    const int dx = 5 * ((2 * row.box_x + row.box_width) - (2 * before.box_x + before.box_width));
    const int dy = 5 * ((2 * row.box_y + row.box_height) - (2 * before.box_y + before.box_height));
    const std::int64_t iod = std::max<std::int64_t>(before.iod_decipx, row.iod_decipx);
    return faster(dx, iod, time, threshold::head_speed_milli) ||
           faster(dy, iod, time, threshold::head_speed_milli) ||
           faster(row.iod_decipx - before.iod_decipx, iod, time, threshold::head_growth_milli);
}

}  // namespace

bool Continuity::broken_by(const ObservationRow& row) {
    if (!row.has_face()) return false;
    if (last_ && jump(*last_, row)) {
        const bool again = jumped_;
        jumped_ = true;
        return again;
    }
    jumped_ = false;
    last_ = row;
    return false;
}

}  // namespace verikiosk::judge
