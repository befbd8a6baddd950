// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "firmware/lab/attacks/job.hpp"

namespace verikiosk::lab {

struct AttacksOptions {
    attacks::Amounts amounts{};
    std::optional<std::uint64_t> seed;  ///< none: drawn from the system's random source
    bool resume = false;                ///< go on with the run in `out`
    std::filesystem::path out = "out/attacks";
    bool json = false;  ///< print the report's JSON instead of its table
};

/// Makes visits and attacks on all processors and writes report.html and report.json into `out`; prints a
/// table. Exit codes: 0 done, 1 an attack that is liveness's to refuse was verified at the declared skill,
/// 2 wrong use, 3 could not.
[[nodiscard]] int run_attacks(const AttacksOptions& options);

}  // namespace verikiosk::lab
