// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace verikiosk::simulator {

/// A small seeded generator (SplitMix64, Steele et al. 2014). Written here because the distributions of
/// <random> differ between standard libraries, and the same seed has to give the same bytes everywhere.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t bits() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }
    /// [0, 1)
    float unit() { return static_cast<float>(bits() >> 40U) * (1.0F / 16777216.0F); }
    float between(float low, float high) { return low + (high - low) * unit(); }
    /// 0 .. count-1; count must be above 0.
    std::uint32_t below(std::uint32_t count) {
        return static_cast<std::uint32_t>(((bits() >> 32U) * std::uint64_t{count}) >> 32U);
    }
    bool chance(float probability) { return unit() < probability; }
    /// Mean 0, variance 1, within +-3.5: the sum of twelve uniforms, which needs no library function.
    float normal() {
        float sum = -6.0F;
        for (int i = 0; i < 12; ++i)
            sum += unit();
        return sum < -3.5F ? -3.5F : (sum > 3.5F ? 3.5F : sum);
    }
    /// An independent stream, so that a draw added in one place does not shift all others.
    Random fork(std::uint64_t name) const { return Random(state_ ^ (name * 0xD6E8FEB86659FD93ULL)); }

  private:
    std::uint64_t state_;
};

}  // namespace verikiosk::simulator
