// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/time.hpp"

namespace verikiosk::drivers {

/// The two clocks of a kiosk. Any thread.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual TimePoint now() const = 0;  ///< the boot clock, which sensor time is on
    [[nodiscard]] virtual WallTime wall() const = 0;
    [[nodiscard]] virtual bool wall_trusted() const = 0;  ///< synchronised since boot
};

/// The machine's clocks.
class SystemClock final : public Clock {
  public:
    [[nodiscard]] TimePoint now() const override;
    [[nodiscard]] WallTime wall() const override;
    [[nodiscard]] bool wall_trusted() const override;
};

/// A clock that moves when told to: lockstep runs and tests. One thread.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(TimePoint start, WallTime wall) : start_(start), now_(start), wall_(wall) {}
    [[nodiscard]] TimePoint now() const override { return now_; }
    [[nodiscard]] WallTime wall() const override {
        return wall_ + std::chrono::duration_cast<std::chrono::seconds>(now_ - start_);
    }
    [[nodiscard]] bool wall_trusted() const override { return true; }
    void advance_to(TimePoint t) {
        if (t > now_) now_ = t;
    }

  private:
    TimePoint start_;
    TimePoint now_;
    WallTime wall_;
};

}  // namespace verikiosk::drivers
