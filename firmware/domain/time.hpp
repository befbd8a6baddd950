// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace verikiosk {

using Duration = std::chrono::nanoseconds;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;

/// Sensor time: nanoseconds on the boot clock (CLOCK_BOOTTIME), as camera drivers stamp their buffers.
/// A virtual clock in lockstep runs. Never wall time.
struct BootClock {
    using duration = Duration;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<BootClock>;
    static constexpr bool is_steady = true;
};
using TimePoint = BootClock::time_point;

/// Wall time, for deadlines that two machines share and for certificates. Seconds since 1970, UTC.
using WallTime = std::chrono::sys_seconds;

[[nodiscard]] constexpr std::int64_t nanoseconds_of(TimePoint t) {
    return t.time_since_epoch().count();
}
[[nodiscard]] constexpr TimePoint from_nanoseconds(std::int64_t ns) {
    return TimePoint(Duration(ns));
}
[[nodiscard]] constexpr double seconds_of(Duration d) {
    return std::chrono::duration<double>(d).count();
}

}  // namespace verikiosk
