// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "firmware/domain/time.hpp"

namespace verikiosk::drivers {

/// Whoever starts this program again when it hangs. One thread, the main thread: a loop that no longer turns
/// no longer feeds, which is the point. Nothing here can fail in a way the kiosk could do something about.
class Watchdog {
  public:
    virtual ~Watchdog() = default;

    /// The first screen can be seen; from here on it wants to be fed. Said once, however often it is called.
    virtual void ready() = 0;

    /// The program is alive. May be called in every round of a loop: it is passed on every few seconds, at
    /// least four times in the watchdog's own limit. `now` is the boot clock.
    virtual void feed(TimePoint now) = 0;

    /// One line on how it goes, for whoever looks from outside. Nothing personal.
    virtual void status(std::string_view line) = 0;

    /// The program ends by its own will.
    virtual void stopping() = 0;
};

/// systemd, told through NOTIFY_SOCKET as sd_notify(3) says; its limit is WATCHDOG_USEC. Where nobody listens
/// (no NOTIFY_SOCKET: a desktop) nothing happens. Reads the environment once.
[[nodiscard]] std::unique_ptr<Watchdog> make_systemd_watchdog();

}  // namespace verikiosk::drivers
