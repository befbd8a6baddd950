// SPDX-License-Identifier: Apache-2.0
#include "drivers/clock/clock.hpp"

#include <ctime>

#include "tests/support/check.hpp"

using namespace verikiosk;
using drivers::ManualClock;
using drivers::SystemClock;

GROUP("clock");

STORY(the_system_clock_is_the_boot_clock_and_goes_forward) {
    const SystemClock clock;
    timespec before{};
    clock_gettime(CLOCK_BOOTTIME, &before);
    const TimePoint now = clock.now();
    timespec after{};
    clock_gettime(CLOCK_BOOTTIME, &after);
    CHECK(nanoseconds_of(now) >= std::int64_t{before.tv_sec} * 1'000'000'000 + before.tv_nsec);
    CHECK(nanoseconds_of(now) <= std::int64_t{after.tv_sec} * 1'000'000'000 + after.tv_nsec);
    CHECK(clock.now() >= now);
    CHECK(clock.wall().time_since_epoch().count() >= std::time(nullptr) - 1);
}

STORY(a_manual_clock_moves_when_told_and_never_back) {
    const WallTime wall(std::chrono::seconds(1'700'000'000));
    ManualClock clock(from_nanoseconds(5'000'000'000), wall);
    CHECK(clock.now() == from_nanoseconds(5'000'000'000));
    CHECK(clock.wall() == wall);
    clock.advance_to(from_nanoseconds(65'900'000'000));
    CHECK(clock.wall() == wall + std::chrono::seconds(60));
    clock.advance_to(from_nanoseconds(1));
    CHECK(clock.now() == from_nanoseconds(65'900'000'000));
}
