// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>

#include "drivers/clock/clock.hpp"
#include "firmware/status/status.hpp"

namespace verikiosk::kioskctl {

struct StatusOptions {
    std::filesystem::path file = status::default_file;
    bool json = false;   ///< one object instead of lines, as kioskd wrote it
    bool watch = false;  ///< again every second, until `pause` says no
    bool clear = false;  ///< wipe the terminal before each
    /// Waits; false: that was enough.
    std::function<bool(Duration)> pause;
};

/// What a technician reads.
[[nodiscard]] std::string lines_of(const status::Status& status);

/// kioskctl status: what kioskd does, or that it does not run or hangs and what to do. The exit code:
/// something_failed also when it is out of service.
[[nodiscard]] int run_status(const StatusOptions& options, const drivers::Clock& clock, std::ostream& out,
                             std::ostream& problems);

}  // namespace verikiosk::kioskctl
