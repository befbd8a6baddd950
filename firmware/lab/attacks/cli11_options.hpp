// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "firmware/lab/attacks/bench.hpp"

namespace verikiosk::lab {

/// kiosk-lab attacks: what it is asked for goes into `options`, which outlives `app`'s parsing.
[[nodiscard]] CLI::App* add_attacks(CLI::App& app, AttacksOptions& options);

}  // namespace verikiosk::lab
