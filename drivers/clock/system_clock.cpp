// SPDX-License-Identifier: Apache-2.0
#include <sys/timex.h>

#include <ctime>

#include "drivers/clock/clock.hpp"

namespace verikiosk::drivers {

TimePoint SystemClock::now() const {
    timespec t{};
    clock_gettime(CLOCK_BOOTTIME, &t);
    return TimePoint(std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec));
}

WallTime SystemClock::wall() const {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

bool SystemClock::wall_trusted() const {
    // The kernel's own word on whether a time service disciplines the clock.
    timex state{};
    const int status = adjtimex(&state);
    return status != -1 && status != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

}  // namespace verikiosk::drivers
