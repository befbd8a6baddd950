// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "firmware/domain/error.hpp"

namespace verikiosk::bench {

/// Ends the program where a measurement would mean nothing.
inline void require(bool good, const char* why) {
    if (good) return;
    std::fprintf(stderr, "bench: %s\n", why);
    std::exit(3);
}

template <class T>
T must(Result<T> result) {
    if (!result) require(false, result.error().what.c_str());
    return std::move(*result);
}

}  // namespace verikiosk::bench
