// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstdio>
#include <random>
#include <span>
#include <vector>

#include "tests/support/check.hpp"
#include "tests/unit/vision/flash_count.hpp"
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

bool whole_is_safe(std::span<const std::uint32_t> colours, Duration step, std::uint32_t around) {
    Colours all{around};
    all.insert(all.end(), colours.begin(), colours.end());
    all.push_back(around);
    Search search{{}, step};
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0 && is_saturated_red(all[i]) != is_saturated_red(all[i - 1])) return false;
        search.luminances.push_back(luminance_of(all[i]));
    }
    for (std::size_t first = 1; first < all.size(); ++first) {
        for (std::size_t before = 0; before < first; ++before) {
            for (const bool up : {true, false})
                if (search.opposed(before, first, up) && search.seven(first, first, up, 1)) return false;
        }
    }
    return true;
}

/// A face may leave after any step.
bool safe_by_trying(const Colours& colours, Duration step, std::uint32_t around) {
    for (std::size_t shown = 0; shown <= colours.size(); ++shown)
        if (!whole_is_safe({colours.data(), shown}, step, around)) return false;
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
    CHECK(safe(colours, 120ms));
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

STORY(a_face_that_leaves_adds_no_flash) {
    // Six changes from gray, of which the last goes below it and stays: to go back at once is a seventh.
    Colours colours{0x909090, 0xB0B0B0, 0x909090, 0xB0B0B0, 0x909090, 0xB0B0B0, 0x505050};
    const std::uint32_t gray = 0x909090;
    CHECK(!safe(colours, 140ms, gray));
    CHECK(!safe({colours.begin(), colours.end()}, 160ms, gray));
    colours.resize(12, 0x505050);
    CHECK(!safe(colours, 140ms, gray));
    CHECK(safe(colours, 200ms, gray));
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
    const long plans = flash_plans();
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

namespace {

// What the kiosk's own screens show before and after, and the darkest that could be there instead.
constexpr std::array<std::uint32_t, 2> screens_around{0xF6F7F9, 0x000000};

struct DrawnPlan {
    Colours colours;
    Duration step{};
};

/// Six colours with black between them, none twice running, as slow as plans are: what the backend draws.
DrawnPlan calm_plan(std::mt19937_64& random) {
    constexpr std::array<std::uint32_t, 6> palette{0xFFFFFF, 0x00FF00, 0x0000FF,
                                                   0x00FFFF, 0xFFFF00, 0xFF00FF};
    DrawnPlan plan{{0}, std::chrono::milliseconds(400 + random() % 101)};
    while (plan.colours.size() < 15) {
        plan.colours.push_back(palette[random() % palette.size()]);
        plan.colours.push_back(0);
    }
    return plan;
}

/// Anything: slow and quick, greys near to each other, ramps, strobes, colours of all kinds.
DrawnPlan wild_plan(std::mt19937_64& random) {
    DrawnPlan plan{Colours(random() % 17), std::chrono::milliseconds(1 + random() % 500)};
    const std::uint64_t kind = random() % 4;
    const auto gray = [&] { return static_cast<std::uint32_t>(random() % 256) * 0x010101U; };
    const std::uint32_t light = gray();
    const std::uint32_t dark = gray();
    for (std::size_t i = 0; i < plan.colours.size(); ++i) {
        const auto ramp = static_cast<std::uint32_t>(i * 32 % 256) * 0x010101U;
        const std::uint32_t strobe = i % 2 == 0 ? light : dark;
        const auto anything = static_cast<std::uint32_t>(random() & 0xFFFFFFU);
        plan.colours[i] = kind == 0 ? ramp : kind == 1 ? strobe : kind == 2 ? gray() : anything;
    }
    return plan;
}

/// A face that leaves ends the colours at any step, and the screen is back at what is around.
void check_harmless(const DrawnPlan& plan, std::uint32_t around) {
    for (std::size_t shown = 0; shown <= plan.colours.size(); ++shown) {
        const FlashCount count = count_flashes({plan.colours.data(), shown}, plan.step, around);
        CHECK(count.most_changes <= 6);
        CHECK(!count.red_flash);
    }
}

}  // namespace

STORY(what_is_let_through_never_flashes_more_than_three_times_a_second) {
    const std::uint64_t seed = std::random_device{}();
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    long calm = 0;
    long wild = 0;
    const long plans = flash_plans();
    for (long i = 0; i < plans; ++i) {
        const bool is_calm = i % 2 == 0;
        const DrawnPlan plan = is_calm ? calm_plan(random) : wild_plan(random);
        for (const std::uint32_t around : screens_around) {
            if (!safe(plan.colours, plan.step, around)) continue;
            ++(is_calm ? calm : wild);
            check_harmless(plan, around);
        }
    }
    // What the backend draws is all let through, and of the wild ones neither all nor none.
    CHECK_EQUAL(calm, (plans + 1) / 2 * 2);
    CHECK(wild > plans / 20 && wild < plans - plans / 20);
}

STORY(hostile_plans_are_refused_by_both_counts) {
    const auto strobe = [](std::uint32_t a, std::uint32_t b, std::size_t steps) {
        Colours colours;
        for (std::size_t i = 0; i < steps; ++i)
            colours.push_back(i % 2 == 0 ? a : b);
        return colours;
    };
    struct Hostile {
        const char* what;
        Colours colours;
        Duration step;
    };
    Colours stairs;
    for (int i = 0; i < 4; ++i)
        stairs.insert(stairs.end(), {0x404040, 0x707070, 0xA0A0A0, 0x000000});
    Colours late(8, 0x000000);
    for (const std::uint32_t colour : strobe(0xFFFFFF, 0x000000, 8))
        late.push_back(colour);
    const std::vector<Hostile> all{
        {"a strobe", strobe(0xFFFFFF, 0x000000, 16), 50ms},
        {"as slow as seven changes in a second are", strobe(0xFFFFFF, 0x000000, 16), 166ms},
        {"of the screen's own colour", strobe(0x000000, 0xF6F7F9, 15), 100ms},
        {"of greys just apart enough", strobe(0x808080, 0x5C5C5C, 16), 60ms},
        {"of blue and yellow", strobe(0x0000FF, 0xFFFF00, 16), 80ms},
        {"of green and magenta", strobe(0x00FF00, 0x200020, 16), 80ms},
        {"in small steps", stairs, 60ms},
        {"after two calm seconds", late, 120ms},
        {"two a step below, one above",
         {0, 0xFFFFFF, 0x101010, 0xE0E0E0, 0, 0xFFFFFF, 0, 0xFFFFFF, 0},
         100ms},
        {"too quick for a screen", strobe(0xFFFFFF, 0x000000, 16), 1ms},
        {"red", {0x000000, 0xFF0000, 0x000000}, 500ms},
        {"red once, slowly", {0xFF0000}, 1s},
        {"a red nearly orange", {0x000000, 0xFF5000, 0x000000}, 500ms},
        {"a red nearly pink", {0xFFFFFF, 0xFF2040, 0xFFFFFF}, 500ms},
        {"red between colours", {0x00FF00, 0xFF0000, 0x0000FF, 0xFF0000}, 450ms},
    };
    for (const Hostile& hostile : all) {
        for (const std::uint32_t around : screens_around) {
            const FlashCount count = count_flashes(hostile.colours, hostile.step, around);
            if (count.most_changes <= 6 && !count.red_flash)
                check_failed(std::string(hostile.what) + " is not hostile", std::source_location::current());
            if (safe(hostile.colours, hostile.step, around))
                check_failed(std::string(hostile.what) + " is let through", std::source_location::current());
        }
    }
}
