// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>
#include <sstream>

#include "firmware/kioskctl/checks.hpp"

namespace verikiosk::kioskctl {
namespace {

// linux/input-event-codes.h
constexpr std::size_t key_a = 30;
constexpr std::size_t key_enter = 28;
constexpr std::size_t abs_mt_position_x = 0x35;
constexpr std::size_t prop_direct = 1;  ///< what is touched is what is seen: a screen, not a pad

struct Device {
    std::string name;
    std::string keys;
    std::string axes;
    std::string properties;
};

/// A bitmap as the kernel prints it: hexadecimal words of its own size, the highest first.
bool has_bit(const std::string& bitmap, std::size_t bit) {
    std::istringstream in(bitmap);
    std::vector<unsigned long> words;
    for (unsigned long word = 0; in >> std::hex >> word;)
        words.insert(words.begin(), word);
    constexpr std::size_t bits = sizeof(unsigned long) * 8;
    return bit / bits < words.size() && (words[bit / bits] >> (bit % bits) & 1U) != 0;
}

std::string after(const std::string& line, std::string_view prefix) {
    return line.starts_with(prefix) ? line.substr(prefix.size()) : "";
}

std::vector<Device> read_devices(std::istream& in) {
    std::vector<Device> devices;
    bool fresh = true;
    for (std::string line; std::getline(in, line);) {
        if (line.empty()) {
            fresh = true;
            continue;
        }
        if (fresh) devices.emplace_back();
        fresh = false;
        Device& device = devices.back();
        if (const std::string name = after(line, "N: Name="); !name.empty()) {
            device.name = name;
            std::erase(device.name, '"');
        }
        if (const std::string keys = after(line, "B: KEY="); !keys.empty()) device.keys = keys;
        if (const std::string axes = after(line, "B: ABS="); !axes.empty()) device.axes = axes;
        if (const std::string known = after(line, "B: PROP="); !known.empty()) device.properties = known;
    }
    return devices;
}

}  // namespace

Finding check_input(const std::filesystem::path& devices) {
    std::ifstream in(devices);
    std::string found;
    for (const Device& device : read_devices(in)) {
        // A power button has keys too; one that can write has letters.
        const bool keyboard = has_bit(device.keys, key_a) && has_bit(device.keys, key_enter);
        const bool touch = has_bit(device.axes, abs_mt_position_x) || has_bit(device.properties, prop_direct);
        if (!keyboard && !touch) continue;
        found += (found.empty() ? "" : ", ") + device.name + (keyboard ? " (keyboard)" : " (touch)");
    }
    if (!found.empty()) return {"input", Verdict::pass, found, {}};
    return {"input", Verdict::fail, "neither a keyboard nor a touch screen is there",
            "check the touch screen's USB cable at both ends, or plug a keyboard in"};
}

}  // namespace verikiosk::kioskctl
