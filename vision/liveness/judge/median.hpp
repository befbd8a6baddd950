// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace verikiosk::judge {

/// Median over the latest rows, in fixed memory.
template <std::size_t Most>
class RunningMedian {
  public:
    void clear() { count_ = 0; }
    void add(std::int32_t value) {
        values_[count_ % Most] = value;
        ++count_;
    }
    [[nodiscard]] std::size_t count() const { return std::min(count_, Most); }
    /// Of an even number of rows the greater one of the middle; 0 of none.
    [[nodiscard]] std::int32_t median() const {
        const std::size_t n = count();
        if (n == 0) return 0;
        auto sorted = values_;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(n / 2);
        std::nth_element(sorted.begin(), middle, sorted.begin() + static_cast<std::ptrdiff_t>(n));
        return *middle;
    }

  private:
    std::array<std::int32_t, Most> values_{};
    std::size_t count_ = 0;
};

}  // namespace verikiosk::judge
