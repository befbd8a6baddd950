// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "firmware/domain/time.hpp"

namespace verikiosk::runner {

/// How long something takes, counted in buckets of fixed size: no allocation, ever. Each doubling from 16 us
/// to 16 s is cut into sixteen equal parts, so that what is read back is at most 1/16 (6.25 %) above the
/// truth and never below it; shorter durations count by whole microseconds, longer ones as 16.8 s. Any thread
/// may add, any may read; a reader sees each count as of some moment while it reads.
class Histogram {
  public:
    void add(Duration duration) { counts_.at(bucket_of(duration)).fetch_add(1, std::memory_order_relaxed); }

    [[nodiscard]] std::uint64_t count() const {
        std::uint64_t all = 0;
        for (const auto& each : counts_)
            all += each.load(std::memory_order_relaxed);
        return all;
    }

    /// The duration that the share `share` (0..1) of all does not exceed: the nearest rank's bucket, its
    /// upper end. Zero while there is nothing.
    [[nodiscard]] Duration at(double share) const {
        const std::uint64_t all = count();
        if (all == 0) return {};
        const double rank = share * static_cast<double>(all);
        std::uint64_t seen = 0;
        std::size_t bucket = 0;
        for (; bucket < counts_.size(); ++bucket) {
            seen += counts_.at(bucket).load(std::memory_order_relaxed);
            if (seen > 0 && static_cast<double>(seen) >= rank) break;
        }
        return upper_end_of(bucket);
    }

  private:
    static constexpr unsigned parts = 16;
    static constexpr unsigned doublings = 20;
    static constexpr std::size_t buckets = std::size_t{parts} * (doublings + 1);

    static std::size_t bucket_of(Duration duration) {
        const auto signed_us = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
        const auto us = signed_us < 0 ? 0U : static_cast<std::uint64_t>(signed_us);
        if (us < parts) return us;
        const auto doubling = static_cast<unsigned>(std::bit_width(us / parts)) - 1;
        const std::size_t bucket = std::size_t{parts} * doubling + (us >> doubling);
        return bucket < buckets ? bucket : buckets - 1;
    }

    static Duration upper_end_of(std::size_t bucket) {
        if (bucket >= buckets) bucket = buckets - 1;
        if (bucket < parts) return std::chrono::microseconds(bucket + 1);
        const std::size_t doubling = bucket / parts - 1;
        return std::chrono::microseconds((bucket % parts + parts + 1) << doubling);
    }

    std::array<std::atomic<std::uint64_t>, buckets> counts_{};
};

}  // namespace verikiosk::runner
