// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "firmware/domain/time.hpp"

namespace verikiosk::drivers {

/// A frame's timestamp on the boot clock. USB cameras are stamped on the monotonic clock, sensors on the boot
/// clock; the two differ by the time the machine slept. A stamp that would still lie in the past after adding
/// that difference was monotonic. `stamp` 0 (the driver did not say) is now.
[[nodiscard]] constexpr TimePoint boot_time_of(std::int64_t stamp, std::int64_t monotonic_now,
                                               TimePoint boot_now) {
    if (stamp <= 0) return boot_now;
    const std::int64_t slept = nanoseconds_of(boot_now) - monotonic_now;
    constexpr std::int64_t noise = 1'000'000;  // the two clocks are read one after the other
    const bool monotonic = slept > noise && stamp + slept <= nanoseconds_of(boot_now);
    return from_nanoseconds(monotonic ? stamp + slept : stamp);
}

}  // namespace verikiosk::drivers
