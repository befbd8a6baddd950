// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/recording_timeline.hpp"

#include <cstdint>
#include <vector>

#include "tests/support/check.hpp"

using namespace verikiosk;
using drivers::pace_step;
using drivers::PaceStep;

GROUP("recording_timeline");

namespace {

constexpr TimePoint origin = from_nanoseconds(1'000'000'000);

/// Places frames at the given milliseconds (negative: the file does not say) and returns milliseconds since
/// the origin.
std::vector<std::int64_t> placed(const std::vector<int>& file_ms) {
    drivers::RecordingTimeline timeline(origin, 40ms);
    std::vector<std::int64_t> result;
    for (const int ms : file_ms) {
        const auto time = timeline.place(ms < 0 ? std::nullopt : std::optional<Duration>(ms * 1ms));
        result.push_back((time - origin) / 1ms);
    }
    return result;
}

}  // namespace

STORY(good_timestamps_are_kept_from_the_first_frame_on) {
    CHECK(placed({500, 533, 600, 633}) == (std::vector<std::int64_t>{0, 33, 100, 133}));
}

STORY(missing_timestamps_get_the_nominal_interval) {
    CHECK(placed({-1, -1, -1}) == (std::vector<std::int64_t>{0, 40, 80}));
    CHECK(placed({-1, 700, 740}) == (std::vector<std::int64_t>{0, 40, 80}));
}

STORY(repeated_and_backward_timestamps_still_go_forward) {
    CHECK(placed({0, 0, 80, 80, 160}) == (std::vector<std::int64_t>{0, 40, 80, 120, 160}));
    CHECK(placed({0, 40, 20, 120}) == (std::vector<std::int64_t>{0, 40, 80, 120}));
}

STORY(a_leap_of_an_hour_is_a_cut_and_not_a_pause) {
    CHECK(placed({0, 40, 3'600'000, 3'600'040}) == (std::vector<std::int64_t>{0, 40, 80, 120}));
}

STORY(times_no_file_can_mean_are_no_times) {
    drivers::RecordingTimeline timeline(origin, 40ms);
    CHECK(timeline.place(Duration::max()) == origin);
    CHECK(timeline.place(Duration::min()) == origin + 40ms);
    CHECK(timeline.place(20ms) == origin + 80ms);
    CHECK(timeline.place(60ms) == origin + 120ms);
}

STORY(a_frame_waits_until_it_is_due_and_yields_to_a_newer_one_that_is_due_too) {
    CHECK(pace_step(origin, origin + 1ms, {}) == PaceStep::wait);
    CHECK(pace_step(origin, origin, origin + 40ms) == PaceStep::deliver);
    CHECK(pace_step(origin + 40ms, origin, origin + 40ms) == PaceStep::drop);
    CHECK(pace_step(origin + 60min, origin, {}) == PaceStep::deliver);
}
