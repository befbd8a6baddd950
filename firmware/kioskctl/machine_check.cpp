// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include "firmware/kioskctl/checks.hpp"

namespace verikiosk::kioskctl {
namespace {

constexpr long hottest = 80;      ///< degrees Celsius; boards slow themselves down from 80 to 85
constexpr long needed_mib = 250;  ///< what the kiosk may take, resident
constexpr long kib_per_mib = 1024;

/// "MemAvailable:  123 kB", by name.
std::map<std::string, long> read_meminfo(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::map<std::string, long> values;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string name;
        long value = 0;
        if (words >> name >> value && name.ends_with(':')) values[name.substr(0, name.size() - 1)] = value;
    }
    return values;
}

}  // namespace

Finding check_temperature(const std::filesystem::path& thermal) {
    std::optional<long> highest;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(thermal, ignored)) {
        if (!entry.path().filename().string().starts_with("thermal_zone")) continue;
        std::ifstream in(entry.path() / "temp");
        long thousandths = 0;
        if (in >> thousandths && (!highest || thousandths > *highest)) highest = thousandths;
    }
    if (!highest) return {"temperature", Verdict::note, "not measured on this board", {}};
    const long degrees = *highest / 1000;
    const std::string what = std::to_string(degrees) + " degrees Celsius";
    if (degrees < hottest) return {"temperature", Verdict::pass, what, {}};
    return {"temperature", Verdict::fail, what + ", too hot",
            "let air reach the kiosk: look for covered openings, dust, sun, or a fan that stands still"};
}

Finding check_memory(const std::filesystem::path& meminfo) {
    const auto values = read_meminfo(meminfo);
    const auto available = values.find("MemAvailable");
    if (available == values.end()) {
        return {"memory", Verdict::fail, meminfo.string() + " does not say how much is available",
                "check that the image is the one for this board"};
    }
    const long free_mib = available->second / kib_per_mib;
    const std::string what = std::to_string(free_mib) + " MiB available";
    if (const auto swap = values.find("SwapTotal"); swap != values.end() && swap->second > 0) {
        return {"memory", Verdict::fail, what + ", and swap is on: pictures of visitors could stay on a disk",
                "run swapoff -a, and flash an image of ours, which has no swap"};
    }
    if (free_mib < needed_mib) {
        return {"memory", Verdict::fail, what + ", and the kiosk may take " + std::to_string(needed_mib),
                "end what else runs on this machine, or use a board with more memory"};
    }
    return {"memory", Verdict::pass, what + ", no swap", {}};
}

}  // namespace verikiosk::kioskctl
