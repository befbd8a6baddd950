// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdio>

#include "tests/faces/accuracy/figures.hpp"

namespace verikiosk::tests {

/// How many of how many.
struct Share {
    int good = 0;
    int all = 0;
    void count(bool is_good) {
        ++all;
        good += is_good ? 1 : 0;
    }
    void tell(Figure& figure) const {
        figure.value = all > 0 ? 100.0 * good / all : 0;
        std::array<char, 64> words{};
        (void)std::snprintf(words.data(), words.size(), "%d of %d (%.1f %%)", good, all, figure.value);
        figure.shown = words.data();
    }
};

/// How often in how long.
struct Rate {
    int count = 0;
    double seconds = 0;
    void tell(Figure& figure) const {
        figure.value = seconds > 0 ? 60 * count / seconds : 0;
        std::array<char, 64> words{};
        (void)std::snprintf(words.data(), words.size(), "%.2f (%d in %.0f s)", figure.value, count, seconds);
        figure.shown = words.data();
    }
};

}  // namespace verikiosk::tests
