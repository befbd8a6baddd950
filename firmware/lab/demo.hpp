// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace verikiosk::lab {

struct DemoOptions {
    std::uint64_t seed = 1;
    std::string attack;               ///< empty: a visitor who does what is asked
    int skill = 2;                    ///< of the attack, 1 .. 4
    std::filesystem::path recording;  ///< a real person's video instead of the simulated visitor
    std::optional<double> smile_at;   ///< seconds into the recording at which its person starts to smile
    std::string language = "en";
    std::optional<double> eyes_cm;  ///< below the lens, of the simulated visitor; less than zero: above
    int sensor_height = 0;          ///< of the simulated camera; 0: as many rows as the picture has
    bool shows_code = false;        ///< the visitor holds a telephone up instead of typing; not in recordings
    std::filesystem::path models;   ///< folder of optional models; empty: none
    std::filesystem::path photo;    ///< the account's profile photo; empty: none
    std::filesystem::path out = "out/demo";
    std::filesystem::path programs;  ///< where verification-backend and share/locale are
    bool window = false;
    bool json = false;
};

/// Walks a visitor through a whole session with a backend of its own on loopback; prints a line per step (or
/// one JSON object) and leaves selfie, screens, video and decoded evidence in `out`. Exit codes: 0 verified,
/// 1 refused, 2 wrong use, 3 could not.
[[nodiscard]] int run_demo(const DemoOptions& options);

}  // namespace verikiosk::lab
