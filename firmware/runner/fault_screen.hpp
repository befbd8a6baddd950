// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "drivers/clock/clock.hpp"
#include "drivers/display/display.hpp"
#include "drivers/input/input.hpp"
#include "firmware/screens/fault.hpp"
#include "firmware/screens/painter.hpp"
#include "firmware/screens/service_key.hpp"
#include "firmware/screens/texts.hpp"

namespace verikiosk::runner {

/// How long a kiosk that can't serve waits before it tries again: longer and longer while it is the same
/// trouble, and from the shortest again when it is another, since somebody is working on it.
class RetryPause {
  public:
    static constexpr Duration shortest = std::chrono::seconds(5);
    static constexpr Duration longest = std::chrono::seconds(60);

    [[nodiscard]] Duration after(const Error& error);

  private:
    Error last_;
    Duration next_ = shortest;
};

struct FaultScreenParts {
    drivers::Display& display;
    drivers::Input& input;
    screens::Painter& painter;
    const screens::Texts& texts;
    const drivers::Clock& clock;
};

/// Why the fault screen ended.
enum class FaultEnd : std::uint8_t {
    retry,    ///< it is time to try again
    service,  ///< a technician asks for the service page
    quit,     ///< somebody closed the window
    stop,     ///< `stop` said so
};

struct FaultScreenOptions {
    std::function<bool()> stop;
    std::function<void(TimePoint)> on_shown{};  ///< after each picture
    std::function<void(TimePoint)> on_round{};  ///< after each round of the loop, some twenty a second
};

/// Shows why the kiosk can't serve, until one of the above. The main thread's. Errors are the display's.
[[nodiscard]] Result<FaultEnd> show_fault(const FaultScreenParts& parts, const screens::Fault& fault,
                                          const FaultScreenOptions& options);

}  // namespace verikiosk::runner
