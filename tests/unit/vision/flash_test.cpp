// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstdlib>
#include <random>
#include <vector>

#include "tests/support/check.hpp"
#include "vision/liveness/judge/flash.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("flash");

namespace {

using Colours = std::vector<std::uint32_t>;

bool safe(const Colours& colours, Duration step, std::uint32_t around = 0x000000) {
    return judge::safe_to_show(colours, step, around).has_value();
}

Colours blinking(std::size_t steps, std::uint32_t light = 0xFFFFFF) {
    Colours colours;
    for (std::size_t i = 0; i < steps; ++i)
        colours.push_back(i % 2 == 0 ? light : 0x000000);
    return colours;
}

// The criterion once more, written from its words: every way of picking changes is tried.

double channel(std::uint32_t code) {
    const double c = static_cast<double>(code) / 255;
    return c > 0.04045 ? std::exp(2.4 * std::log((c + 0.055) / 1.055)) : c / 12.92;
}

std::array<double, 3> light_of(std::uint32_t rgb) {
    return {channel(rgb / 65536 % 256), channel(rgb / 256 % 256), channel(rgb % 256)};
}

double luminance(std::uint32_t rgb) {
    const auto [r, g, b] = light_of(rgb);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

bool is_red(std::uint32_t rgb) {
    const auto [r, g, b] = light_of(rgb);
    return r > 0 && r / (r + g + b) >= 0.8;
}

struct Search {
    std::vector<double> luminances;
    Duration step;
    /// Whether seven opposing changes can be picked, the one arriving at `first` being the first, the latest
    /// one having arrived at `at`.
    [[nodiscard]] bool seven(std::size_t first, std::size_t at, bool up, int changes) const {
        if (changes == 7) return true;
        for (std::size_t next = at + 1; next < luminances.size(); ++next) {
            if (step * static_cast<int>(next - first) > 1s) return false;
            if (opposed(at, next, !up) && seven(first, next, !up, changes + 1)) return true;
        }
        return false;
    }
    [[nodiscard]] bool opposed(std::size_t a, std::size_t b, bool up) const {
        const double change = up ? luminances[b] - luminances[a] : luminances[a] - luminances[b];
        return change >= 0.1 && std::fmin(luminances[a], luminances[b]) < 0.8;
    }
};

bool safe_by_trying(const Colours& colours, Duration step, std::uint32_t around) {
    Colours all{around};
    all.insert(all.end(), colours.begin(), colours.end());
    all.push_back(around);
    Search search{{}, step};
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0 && is_red(all[i]) != is_red(all[i - 1])) return false;
        search.luminances.push_back(luminance(all[i]));
    }
    for (std::size_t first = 1; first < all.size(); ++first) {
        for (std::size_t before = 0; before < first; ++before) {
            for (const bool up : {true, false})
                if (search.opposed(before, first, up) && search.seven(first, first, up, 1)) return false;
        }
    }
    return true;
}

}  // namespace

STORY(two_flashes_a_second_may_be_shown) {
    CHECK(safe(blinking(15), 250ms));
    CHECK(safe(Colours{}, 250ms));
}

STORY(four_flashes_within_a_second_may_not) {
    CHECK(!safe(blinking(15), 100ms));
    CHECK(!safe(blinking(7), 140ms));
    CHECK(safe(blinking(15), 170ms));
    CHECK_CONTAINS(judge::safe_to_show(blinking(15), 100ms, 0).error().what, "step 6");
}

STORY(three_flashes_may_be_quick) {
    // With the way back to what is around it, six changes.
    CHECK(safe(blinking(5), 20ms));
    CHECK(!safe(blinking(7), 20ms));
}

STORY(a_flash_in_small_steps_is_a_flash) {
    Colours colours;
    for (int i = 0; i < 4; ++i) {
        for (const std::uint32_t gray : {0x505050U, 0x707070U, 0x909090U, 0x000000U})
            colours.push_back(gray);
    }
    CHECK(!safe(colours, 60ms));
    CHECK(safe(colours, 110ms));
}

STORY(small_and_light_changes_are_no_flashes) {
    Colours faint;
    for (std::size_t i = 0; i < 16; ++i)
        faint.push_back(i % 2 == 0 ? 0x404040 : 0x202020);
    CHECK(safe(faint, 40ms));
    Colours light;
    for (std::size_t i = 0; i < 16; ++i)
        light.push_back(i % 2 == 0 ? 0xFFFFFF : 0xEFEFEF);
    CHECK(safe(light, 40ms, 0xFFFFFF));
}

STORY(saturated_red_is_never_flashed) {
    CHECK(!safe({0xFF0000}, 1s));
    CHECK(!safe({0x000000}, 1s, 0xC00000));
    CHECK(safe({0xFF00FF, 0x000000, 0xFFFF00}, 400ms));
    CHECK(safe({0xFF0000, 0xFF0000}, 1s, 0xFF0000));
}

STORY(colours_that_take_no_time_are_refused) {
    CHECK(!safe({0xFFFFFF}, 0ms));
    CHECK(!safe({0xFFFFFF}, -1ms));
}

STORY(random_plans_are_judged_as_the_criterion_reads) {
    // VERIKIOSK_FLASH_PLANS: as many; the seed is printed where they differ.
    const char* wished = std::getenv("VERIKIOSK_FLASH_PLANS");
    const long plans = wished != nullptr ? std::strtol(wished, nullptr, 10) : 20'000;
    std::mt19937_64 random(std::random_device{}());
    const Colours palette{0x000000, 0xFFFFFF, 0xFF0000, 0xFF00FF, 0x00FF00, 0x0000FF, 0x808080, 0xFFFF00};
    long unsafe = 0;
    for (long i = 0; i < plans; ++i) {
        const auto colour = [&] {
            return random() % 3 == 0 ? static_cast<std::uint32_t>(random() & 0xFFFFFFU)
                                     : palette[random() % palette.size()];
        };
        Colours colours(random() % 15);
        for (std::uint32_t& each : colours)
            each = colour();
        const Duration step = std::chrono::milliseconds(40 + random() % 300);
        const std::uint32_t around = random() % 2 == 0 ? 0 : colour();
        const bool expected = safe_by_trying(colours, step, around);
        unsafe += expected ? 0 : 1;
        CHECK_EQUAL(safe(colours, step, around), expected);
    }
    // Neither check says the same of everything.
    CHECK(unsafe > plans / 20 && unsafe < plans - plans / 20);
}
