// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>

#include "drivers/input/input.hpp"
#include "firmware/domain/time.hpp"
#include "firmware/screens/layout.hpp"

namespace verikiosk::screens {

/// How a technician asks for the service page: F12 on a keyboard, or, where there is none, touches in the
/// top left corner in quick succession, whatever the language. Whether it may be asked for is the caller's to
/// know: never during a visit.
class ServiceKey {
  public:
    static constexpr std::size_t touches = 5;
    static constexpr Duration within = std::chrono::seconds(4);
    static constexpr float corner = 120;  ///< side of the square, in pixels of a 720-line screen

    /// True when this input completes the request. A touch elsewhere starts the count afresh.
    [[nodiscard]] bool on(const drivers::InputEvent& input, ScreenSize screen, TimePoint now);

    /// Forgets the touches so far.
    void reset() { touched_.clear(); }

  private:
    std::deque<TimePoint> touched_;  ///< in the corner, the last few
};

}  // namespace verikiosk::screens
