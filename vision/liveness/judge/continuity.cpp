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

/// What lies between two faces, tenths of a pixel.
struct Apart {
    std::int64_t across = 0;
    std::int64_t along = 0;
    std::int64_t size = 0;
    [[nodiscard]] std::int64_t most() const {
        return std::max({std::abs(across), std::abs(along), std::abs(size)});
    }
};

Apart apart(const ObservationRow& a, const ObservationRow& b) {
    // Five times twice the centre's shift.
    return {5 * ((2 * b.box_x + b.box_width) - (2 * a.box_x + a.box_width)),
            5 * ((2 * b.box_y + b.box_height) - (2 * a.box_y + a.box_height)), b.iod_decipx - a.iod_decipx};
}

bool jump(const ObservationRow& before, const ObservationRow& row) {
    const Duration time = row.time - before.time;
    if (time > threshold::longest_gap) return false;
    const Apart change = apart(before, row);
    const std::int64_t iod = std::max<std::int64_t>(before.iod_decipx, row.iod_decipx);
    return faster(change.across, iod, time, threshold::head_speed_milli) ||
           faster(change.along, iod, time, threshold::head_speed_milli) ||
           faster(change.size, iod, time, threshold::head_growth_milli);
}

}  // namespace

bool Continuity::broken_by(const ObservationRow& row) {
    if (!row.has_face()) return false;
    if (jumped_to_ && row.time - jumped_to_->time > threshold::longest_gap) jumped_to_.reset();
    if (jumped_to_ && apart(*jumped_to_, row).most() < apart(*last_, row).most()) return true;
    if (!jumped_to_ && last_ && jump(*last_, row)) {
        jumped_to_ = row;
        return false;
    }
    jumped_to_.reset();
    last_ = row;
    return false;
}

}  // namespace verikiosk::judge
