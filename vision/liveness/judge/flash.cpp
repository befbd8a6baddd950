// SPDX-License-Identifier: Apache-2.0
#include "vision/liveness/judge/flash.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace verikiosk::judge {
namespace {

// The criterion's own figures.
constexpr double opposing_change = 0.10;
constexpr double dark_enough = 0.80;
constexpr double saturated_red = 0.80;
constexpr std::size_t most_changes = 6;
constexpr Duration one_second = 1s;

struct Shade {
    double luminance = 0;
    bool red = false;
};

double linear(std::uint32_t code) {
    const double v = (code & 255U) / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

Shade shade_of(std::uint32_t colour) {
    const double r = linear(colour >> 16U);
    const double g = linear(colour >> 8U);
    const double b = linear(colour);
    const double sum = r + g + b;
    return {0.2126 * r + 0.7152 * g + 0.0722 * b, sum > 0 && r >= saturated_red * sum};
}

bool counts(const Shade& a, const Shade& b) {
    const auto [darker, lighter] = std::minmax(a.luminance, b.luminance);
    return lighter - darker >= opposing_change && darker < dark_enough;
}

/// For chains of changes, each counting and opposed to the one before: the latest shade at which the first of
/// `changes` changes may arrive if the last one arrives at this shade, going up or down. 0: there is no
/// chain.
struct Latest {
    std::size_t up = 0;
    std::size_t down = 0;
};

/// Chains longer by one change.
std::vector<Latest> longer(const std::vector<Shade>& shades, const std::vector<Latest>& chains) {
    std::vector<Latest> next(shades.size());
    for (std::size_t j = 1; j < shades.size(); ++j) {
        for (std::size_t i = 0; i < j; ++i) {
            if (!counts(shades[i], shades[j])) continue;
            if (shades[j].luminance > shades[i].luminance) {
                next[j].up = std::max(next[j].up, chains[i].down);
            } else {
                next[j].down = std::max(next[j].down, chains[i].up);
            }
        }
    }
    return next;
}

/// Single changes.
std::vector<Latest> singles(const std::vector<Shade>& shades) {
    std::vector<Latest> single(shades.size());
    for (std::size_t j = 1; j < shades.size(); ++j) {
        for (std::size_t i = 0; i < j; ++i) {
            if (!counts(shades[i], shades[j])) continue;
            (shades[j].luminance > shades[i].luminance ? single[j].up : single[j].down) = j;
        }
    }
    return single;
}

/// More changes than a second may have: where the last of them arrives, 0 where there are none.
std::size_t one_too_many(const std::vector<Shade>& shades, Duration step) {
    std::vector<Latest> chains = singles(shades);
    for (std::size_t changes = 1; changes <= most_changes; ++changes)
        chains = longer(shades, chains);
    for (std::size_t last = 1; last < chains.size(); ++last) {
        const std::size_t first = std::max(chains[last].up, chains[last].down);
        if (first != 0 && step * static_cast<std::int64_t>(last - first) <= one_second) return last;
    }
    return 0;
}

}  // namespace

Result<void> safe_to_show(std::span<const std::uint32_t> colours, Duration step, std::uint32_t around) {
    if (step <= Duration::zero()) return fail(Errc::invalid, "colours that take no time can't be shown");
    const Shade outside = shade_of(around);
    std::vector<Shade> shades{outside};
    shades.reserve(colours.size() + 2);
    for (std::size_t i = 0; i <= colours.size(); ++i) {
        const Shade next = i < colours.size() ? shade_of(colours[i]) : outside;
        if (shades.back().red != next.red)
            return fail(Errc::invalid, "step " + std::to_string(i) + " is a flash of saturated red");
        // A face that leaves ends the colours here, and what is around comes back.
        shades.push_back(outside);
        if (const std::size_t last = one_too_many(shades, step); last != 0)
            return fail(Errc::invalid,
                        "step " + std::to_string(last - 1) + " is more than the third flash within a second");
        shades.back() = next;
    }
    return {};
}

}  // namespace verikiosk::judge
