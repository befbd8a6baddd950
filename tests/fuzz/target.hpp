// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

/// A fuzz target as libFuzzer calls it; corpus_main.cpp calls it the same way over the committed corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// A property that must hold for every input; ends the process where it does not, under any driver.
inline void must_hold(bool condition) {
    if (!condition) __builtin_trap();
}
