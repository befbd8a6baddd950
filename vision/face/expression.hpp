// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware/domain/observation.hpp"

namespace verikiosk::vision {

/// What the two sources of points measure on the same face, and so what is usual and what is much.
struct ExpressionThresholds {
    /// A neutral mouth's width and corner rise in general, in inter-ocular distances: medians of the photos
    /// of people who do not smile.
    float mouth_width;
    float corner_rise;
    /// Nobody's neutral mouth is taken to be wider: the widest non-smile of those photos lies here.
    float widest_neutral;
    float width_gain;   ///< a smile widens the mouth by at least this share
    float rise_gain;    ///< and lifts its corners by this many inter-ocular distances
    float blink_share;  ///< a blink: less of the opening that the eyes had a moment before
};
[[nodiscard]] const ExpressionThresholds& thresholds_of(PointSource source);

/// How much of a smile, 0..1 with a half where both width and rise just reach their thresholds, from mouth
/// and neutral mouth. Both must be there, so the weaker one counts twice.
struct Mouth {
    float width = 0;
    float rise = 0;
};
[[nodiscard]] float smile_of(const Mouth& mouth, const Mouth& neutral,
                             const ExpressionThresholds& thresholds);

/// The last values of something, at most a few seconds of them, and their percentiles. No allocation.
class Recent {
  public:
    void add(std::uint16_t value) {
        values_[next_] = value;
        next_ = (next_ + 1) % capacity;
        if (count_ < capacity) ++count_;
    }
    void clear() { next_ = count_ = 0; }
    [[nodiscard]] std::size_t count() const { return count_; }
    /// 0..100; 0 where there are none.
    [[nodiscard]] std::uint16_t percentile(std::size_t percent) const;

  private:
    static constexpr std::size_t capacity = 256;
    std::array<std::uint16_t, capacity> values_{};
    std::size_t next_ = 0;
    std::size_t count_ = 0;
};

/// Reads a face's expression over time. One thread; forgets when the track changes.
class ExpressionReader {
  public:
    /// Fills `observation.expression` but for the gaze; its row and source are there already.
    void read(Observation& observation);
    /// The same for a picture by itself.
    static void read_alone(Observation& observation);
    void reset() { track_ = 0; }

  private:
    void start(std::uint32_t track);
    void smile(const ObservationRow& row, const ExpressionThresholds& thresholds, Expression& expression);
    [[nodiscard]] bool blinked(TimePoint now, float opening, float share);
    void eyes(const ObservationRow& row, const ExpressionThresholds& thresholds, Expression& expression);

    std::uint32_t track_ = 0;
    TimePoint last_{};
    Recent widths_;
    Recent rises_;  // offset to be positive
    float smoothed_ = 0;
    Recent right_;
    Recent left_;
    /// The eyes' opening over the last moment.
    struct Opening {
        TimePoint time{};
        float value = 0;
    };
    std::array<Opening, 8> moment_{};
    std::size_t at_ = 0;
    float before_blink_ = 0;  // the opening; 0 while there is no blink
    float in_blink_ = 0;      // the smallest
    TimePoint blink_since_{};
};

}  // namespace verikiosk::vision
