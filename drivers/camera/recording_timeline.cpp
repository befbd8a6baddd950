// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/recording_timeline.hpp"

namespace verikiosk::drivers {
namespace {
constexpr Duration longest_gap = 10s;

// Times further from zero are damage; sums of those within can't overflow.
constexpr Duration furthest = std::chrono::hours(24 * 365);
}  // namespace

TimePoint RecordingTimeline::place(std::optional<Duration> file_time) {
    if (file_time && (*file_time > furthest || *file_time < -furthest)) file_time.reset();
    if (file_time && !shifted_) {
        // The first stamped frame fixes the file's clock; frames without a stamp may stand before it.
        shift_ = (last_ ? *last_ + interval_ - origin_ : Duration{}) - *file_time;
        shifted_ = true;
    }
    if (!last_) {
        last_ = origin_;
        return origin_;
    }
    const TimePoint expected = *last_ + interval_;
    TimePoint placed = expected;
    if (file_time) {
        const TimePoint said = origin_ + *file_time + shift_;
        if (said > *last_ + longest_gap) {
            shift_ -= said - expected;
        } else if (said > *last_) {
            placed = said;
        }
    }
    last_ = placed;
    return placed;
}

PaceStep pace_step(TimePoint now, TimePoint due, std::optional<TimePoint> next_due) {
    if (due > now) return PaceStep::wait;
    if (next_due && *next_due <= now) return PaceStep::drop;
    return PaceStep::deliver;
}

}  // namespace verikiosk::drivers
