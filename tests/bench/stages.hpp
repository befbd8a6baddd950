// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/contender.hpp"

namespace verikiosk::bench {

/// How often each stage is done while callgrind counts.
inline constexpr int stage_times = 3;

/// Does each stage of the vision pipeline, once warm, on a drawn visitor's picture, which is the same on
/// every machine. Under callgrind, started with --collect-atstart=no, every stage's instructions are dumped
/// under its name (budget.py). Those with optional models only where there is a folder of them.
void do_stages(const Files& files);

}  // namespace verikiosk::bench
