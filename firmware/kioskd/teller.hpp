// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "drivers/clock/clock.hpp"
#include "firmware/runner/threaded.hpp"
#include "firmware/status/status.hpp"

namespace verikiosk::kioskd {

/// Where the status goes when nothing else is said: systemd's RUNTIME_DIRECTORY; empty without one.
[[nodiscard]] std::filesystem::path usual_status_file();

/// Keeps the status file (firmware/status) up to date. The main thread's. Costs no visit: where the file
/// can't be written, the log says so once.
class Teller {
  public:
    /// `file` empty: tells nobody. The file goes with the teller.
    Teller(std::filesystem::path file, const drivers::Clock& clock);
    ~Teller();
    Teller(const Teller&) = delete;
    Teller& operator=(const Teller&) = delete;

    void starting(TimePoint now) { plainly("starting", {}, now); }
    void out_of_service(const std::string& why, TimePoint now) { plainly("out_of_service", why, now); }

    /// What a kiosk that serves has besides the runner's figures.
    struct Serving {
        const session::State& state;
        const runner::ThreadedRunner& runner;
        net::Outbox& outbox;
        const std::filesystem::path& data;
        std::uint64_t boot_count = 0;
    };
    void serving(const Serving& serving, TimePoint now);

  private:
    [[nodiscard]] bool due(TimePoint now) const;
    void plainly(const char* service, const std::string& why, TimePoint now);
    void tell(status::Status status, TimePoint now);

    std::filesystem::path file_;
    TimePoint started_;
    std::optional<TimePoint> told_;
    std::string service_;
    bool failed_ = false;
};

}  // namespace verikiosk::kioskd
