// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/histogram.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include "tests/support/check.hpp"

using namespace verikiosk;

GROUP("histogram");

STORY(nothing_measured_yet_is_zero) {
    const runner::Histogram times;
    CHECK_EQUAL(times.count(), 0U);
    CHECK_EQUAL(times.at(0.5).count(), 0);
}

STORY(what_is_read_back_is_the_truth_or_a_sixteenth_more) {
    std::mt19937 random(1);  // NOLINT: the same each time
    std::lognormal_distribution<double> durations(10, 2);
    runner::Histogram times;
    std::vector<double> truth;
    for (int i = 0; i < 5000; ++i) {
        const double us = std::clamp(durations(random), 1.0, 16e6);
        truth.push_back(us);
        times.add(std::chrono::nanoseconds(static_cast<std::int64_t>(us * 1000)));
    }
    std::ranges::sort(truth);
    CHECK_EQUAL(times.count(), 5000U);
    for (const double share : {0.01, 0.5, 0.95, 0.99, 1.0}) {
        const double exact = truth.at(static_cast<std::size_t>(share * 5000) - 1);
        const double read = std::chrono::duration<double, std::micro>(times.at(share)).count();
        CHECK(read >= exact);
        CHECK(read <= exact * 17 / 16 + 1);  // and the microsecond that durations are cut to
    }
}

STORY(durations_beyond_all_buckets_count_in_the_last_and_negative_ones_in_the_first) {
    runner::Histogram times;
    times.add(-1s);
    CHECK(times.at(1) == Duration(1000));
    times.add(10min);
    CHECK_EQUAL(times.count(), 2U);
    CHECK(times.at(1) > 16s && times.at(1) < 17s);
}
