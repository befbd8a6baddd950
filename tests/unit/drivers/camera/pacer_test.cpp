// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/pacer.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using drivers::Pacer;

GROUP("pacer");

static const TimePoint start = from_nanoseconds(5'000'000'000);

STORY(buffers_leave_one_at_a_time_a_period_apart) {
    Pacer pacer(10);
    pacer.wait(0);
    pacer.wait(1);
    CHECK_EQUAL(pacer.due(start).value(), 0U);
    CHECK(!pacer.due(start + 40ms));
    CHECK_EQUAL(pacer.due(start + 100ms).value(), 1U);
}

STORY(with_no_buffer_waiting_nothing_is_due) {
    Pacer pacer(10);
    CHECK(!pacer.due(start));
    pacer.wait(3);
    CHECK_EQUAL(pacer.due(start + 1ms).value(), 3U);
}

STORY(a_late_reader_gets_no_burst) {
    Pacer pacer(10);
    for (std::uint32_t i = 0; i < 4; ++i)
        pacer.wait(i);
    CHECK(pacer.due(start).has_value());
    const TimePoint late = start + 2s;
    CHECK(pacer.due(late).has_value());
    CHECK(!pacer.due(late + 10ms));
    CHECK(!pacer.due(late + 90ms));
    CHECK(pacer.due(late + 120ms).has_value());
    CHECK(pacer.due(late + 200ms).has_value());
}

STORY(over_ten_seconds_the_rate_is_the_one_asked_for) {
    Pacer pacer(30);
    int sent = 0;
    for (TimePoint now = start; now < start + 10s; now += 1ms) {
        pacer.wait(0);
        if (pacer.due(now)) ++sent;
    }
    CHECK(sent >= 295 && sent <= 301);
}

STORY(who_waits_is_told_a_moment_ahead) {
    Pacer pacer(10);
    CHECK(pacer.next(start) > start);
    pacer.wait(0);
    (void)pacer.due(start);
    CHECK(pacer.next(start) == start + 100ms);
}
