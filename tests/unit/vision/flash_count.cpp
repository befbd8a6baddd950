// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/vision/flash_count.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace verikiosk::tests {
namespace {

double channel(std::uint32_t code) {
    const double c = static_cast<double>(code) / 255;
    return c > 0.04045 ? std::exp(2.4 * std::log((c + 0.055) / 1.055)) : c / 12.92;
}

bool counts(double from, double to) {
    return std::abs(to - from) >= 0.1 && std::min(from, to) < 0.8;
}

/// Goes along the light from `start` on and notes the moments at which it has turned by enough.
class Zigzag {
  public:
    explicit Zigzag(double first) : low_(first), high_(first) {}

    /// Whether this is where an opposing change arrives.
    bool turns(double now) {
        const bool up = direction_ <= 0 && counts(low_, now) && now > low_;
        const bool down = direction_ >= 0 && counts(high_, now) && now < high_;
        if (up || down) {
            direction_ = up ? 1 : -1;
            low_ = high_ = now;
            return true;
        }
        low_ = std::min(low_, now);
        high_ = std::max(high_, now);
        return false;
    }

  private:
    double low_;  // since it last turned
    double high_;
    int direction_ = 0;  // of the latest change; 0: none yet
};

int changes_from(const std::vector<double>& light, std::size_t start, Duration step) {
    Zigzag zigzag(light[start]);
    std::size_t first = 0;
    int changes = 0;
    for (std::size_t i = start + 1; i < light.size(); ++i) {
        if (changes > 0 && step * static_cast<std::int64_t>(i - first) > 1s) break;
        if (!zigzag.turns(light[i])) continue;
        if (changes++ == 0) first = i;
    }
    return changes;
}

double redness(std::uint32_t rgb) {
    const auto [r, g, b] = light_of(rgb);
    return std::max(r - g - b, 0.0) * 320;
}

bool has_red_flash(const std::vector<std::uint32_t>& shown) {
    int last = 0;  // the latest change's direction
    for (std::size_t i = 1; i < shown.size(); ++i) {
        if (!is_saturated_red(shown[i]) && !is_saturated_red(shown[i - 1])) continue;
        const double change = redness(shown[i]) - redness(shown[i - 1]);
        if (std::abs(change) <= 20) continue;
        const int direction = change > 0 ? 1 : -1;
        if (last != 0 && direction != last) return true;
        last = direction;
    }
    return false;
}

}  // namespace

std::array<double, 3> light_of(std::uint32_t rgb) {
    return {channel(rgb / 65536 % 256), channel(rgb / 256 % 256), channel(rgb % 256)};
}

double luminance_of(std::uint32_t rgb) {
    const auto [r, g, b] = light_of(rgb);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

bool is_saturated_red(std::uint32_t rgb) {
    const auto [r, g, b] = light_of(rgb);
    return r > 0 && r / (r + g + b) >= 0.8;
}

FlashCount count_flashes(std::span<const std::uint32_t> colours, Duration step, std::uint32_t around) {
    std::vector<std::uint32_t> shown{around};
    shown.insert(shown.end(), colours.begin(), colours.end());
    shown.push_back(around);
    std::vector<double> light;
    for (const std::uint32_t colour : shown)
        light.push_back(luminance_of(colour));
    FlashCount count;
    for (std::size_t start = 0; start < light.size(); ++start)
        count.most_changes = std::max(count.most_changes, changes_from(light, start, step));
    count.red_flash = has_red_flash(shown);
    return count;
}

long flash_plans() {
    const char* wished = std::getenv("VERIKIOSK_FLASH_PLANS");
    return wished != nullptr ? std::strtol(wished, nullptr, 10) : 20'000;
}

}  // namespace verikiosk::tests
