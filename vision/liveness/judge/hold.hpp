// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware/domain/reason.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk::judge {

/// How long something has been so without a break. One row that says otherwise does not break it: landmarks
/// slip for a single frame (motion blur, a lamp's flicker) several times a minute on real recordings, and a
/// visitor cannot act on a thirtieth of a second. Two in a row do.
class Hold {
  public:
    /// A row on which it is so. Returns whether the hold begins with this row.
    bool good(TimePoint now);
    /// A row on which it is not. Lapses up to `allowed` long, and single rows, are forgiven.
    /// Returns whether the hold is broken (or had not begun).
    bool bad(TimePoint now, Duration allowed = {});
    /// Begins again with this row.
    void restart(TimePoint now);

    [[nodiscard]] bool running() const { return running_; }
    /// From the first good row to the latest one.
    [[nodiscard]] Duration held() const { return running_ ? last_good_ - began_ : Duration{}; }

  private:
    bool running_ = false;
    bool lapsing_ = false;
    TimePoint began_{};
    TimePoint last_good_{};
    TimePoint last_row_{};
    TimePoint lapse_began_{};
};

/// What stood in the way, and on how many rows: what to tell a visitor when the time has run out.
class Tally {
  public:
    void count(Reason reason);
    [[nodiscard]] std::uint32_t of(Reason reason) const { return counts_[static_cast<std::size_t>(reason)]; }
    /// The most frequent one; `otherwise` when nothing stood in the way.
    [[nodiscard]] Reason leading(Reason otherwise) const;

  private:
    std::array<std::uint32_t, 64> counts_{};
};

}  // namespace verikiosk::judge
