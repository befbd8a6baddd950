// SPDX-License-Identifier: Apache-2.0
#include <systemd/sd-daemon.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include "drivers/watchdog/watchdog.hpp"

namespace verikiosk::drivers {
namespace {

constexpr Duration longest_between_feeds = std::chrono::seconds(2);
constexpr int feeds_in_limit = 4;

/// How often is often enough, from the limit that systemd names in the environment, if any.
Duration between_feeds() {
    std::uint64_t limit_us = 0;
    if (sd_watchdog_enabled(0, &limit_us) <= 0) return longest_between_feeds;
    const auto quarter = static_cast<std::int64_t>(limit_us / feeds_in_limit);
    return std::min<Duration>(std::chrono::microseconds(quarter), longest_between_feeds);
}

class SystemdWatchdog final : public Watchdog {
  public:
    void ready() override {
        if (ready_) return;
        ready_ = true;
        tell("READY=1");
    }

    void feed(TimePoint now) override {
        if (fed_ && now - *fed_ < between_) return;
        fed_ = now;
        tell("WATCHDOG=1");
    }

    void status(std::string_view line) override {
        // A line break would begin another assignment.
        std::string text = "STATUS=" + std::string(line);
        std::replace(text.begin(), text.end(), '\n', ' ');
        tell(text);
    }

    void stopping() override { tell("STOPPING=1"); }

  private:
    void tell(const std::string& what) const {
        // A message that is not taken is nothing to act on: when feeding fails systemd does what it must.
        if (listened_to_) (void)sd_notify(0, what.c_str());
    }

    bool listened_to_ = std::getenv("NOTIFY_SOCKET") != nullptr;
    Duration between_ = between_feeds();
    bool ready_ = false;
    std::optional<TimePoint> fed_;
};

}  // namespace

std::unique_ptr<Watchdog> make_systemd_watchdog() {
    return std::make_unique<SystemdWatchdog>();
}

}  // namespace verikiosk::drivers
