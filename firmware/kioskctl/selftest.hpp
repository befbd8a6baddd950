// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "drivers/input/input.hpp"
#include "firmware/kioskctl/checks.hpp"
#include "firmware/kioskctl/page.hpp"
#include "firmware/kioskctl/report.hpp"

namespace verikiosk::kioskctl {

/// Exit codes, as everywhere.
inline constexpr int all_passed = 0;
inline constexpr int something_failed = 1;
inline constexpr int wrong_use = 2;
inline constexpr int could_not = 3;

/// What the checks look at: this machine, or what a test makes up.
struct Machine {
    CameraAccess camera;
    std::filesystem::path drm = "/sys/class/drm";
    std::filesystem::path input = "/proc/bus/input/devices";
    std::filesystem::path thermal = "/sys/class/thermal";
    std::filesystem::path meminfo = "/proc/meminfo";
    vision::ModelFiles models;
    std::function<Result<std::vector<NetworkInterface>>()> interfaces = list_interfaces;
    Probe probe = net::probe_backend;
    WallTime built{};
};
[[nodiscard]] Machine this_machine(WallTime built);

struct Step {
    std::string name;
    std::function<Finding()> run;
};
/// The checks in their order. Everything handed in outlives them.
[[nodiscard]] std::vector<Step> steps_of(std::span<const std::filesystem::path> files,
                                         const config::SettingsFound& found, const Machine& machine,
                                         const drivers::Clock& clock);

/// The page on a screen, while checks run and until somebody has read it. One thread, the main thread.
class ServiceScreen {
  public:
    ServiceScreen(drivers::Display& display, drivers::Input& input, PagePainter& painter,
                  const drivers::Clock& clock)
        : display_(display), input_(input), painter_(painter), clock_(clock) {}

    [[nodiscard]] Result<void> show(const Report& report, const std::vector<std::string>& names);
    /// Stays until Enter, Escape, a touch, or the limit. What was pressed while checks ran does not count.
    /// `pause` waits between two looks at the input.
    [[nodiscard]] Result<void> stay(const Report& report, const std::vector<std::string>& names,
                                    Duration limit, const std::function<void(Duration)>& pause);

  private:
    [[nodiscard]] bool asked_to_close();
    drivers::Display& display_;
    drivers::Input& input_;
    PagePainter& painter_;
    const drivers::Clock& clock_;
};

struct SelftestOptions {
    std::vector<std::filesystem::path> configs;
    std::vector<std::string> only{};  ///< names of checks; empty: all
    bool json = false;
    bool screen = false;
    Duration limit = std::chrono::seconds(120);  ///< of the page on the screen
    std::string version;
    WallTime built{};
};
/// kioskctl selftest: a line per check as it finishes, or one JSON object; the exit code.
[[nodiscard]] int run_selftest(const SelftestOptions& options, std::ostream& out, std::ostream& problems);

}  // namespace verikiosk::kioskctl
