// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "firmware/domain/time.hpp"

namespace verikiosk::drivers {

/// Turns what a file says of its frames' times into sensor time: strictly increasing, starting at `origin`.
class RecordingTimeline {
  public:
    /// `interval`: the file's nominal time from frame to frame, above 0.
    RecordingTimeline(TimePoint origin, Duration interval) : origin_(origin), interval_(interval) {}

    /// The next frame's sensor time. `file_time` is on the file's own clock; empty where it does not say.
    /// A missing, repeated or backward time, or one more than a year from zero, becomes the previous frame's
    /// plus an interval; a leap of more than ten seconds is a cut in the file, not a pause, and becomes an
    /// interval too.
    [[nodiscard]] TimePoint place(std::optional<Duration> file_time);

  private:
    TimePoint origin_;
    Duration interval_;
    std::optional<TimePoint> last_;
    Duration shift_{};  ///< from file time to time since origin
    bool shifted_ = false;
};

/// What to do with a frame that is due at `due`, at the moment `now`, when the frame after it is due at
/// `next_due` (empty: it is the last one).
enum class PaceStep : std::uint8_t { wait, deliver, drop };
[[nodiscard]] PaceStep pace_step(TimePoint now, TimePoint due, std::optional<TimePoint> next_due);

}  // namespace verikiosk::drivers
