// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "firmware/domain/error.hpp"

namespace verikiosk::lab {

/// A simulated visitor as numbered pictures, for cameras that show the pictures of a folder over and over
/// (libcamera's virtual pipeline): first looking into the camera, then smiling.
struct PicturesOptions {
    std::filesystem::path out = "out/pictures";
    std::uint64_t seed = 1;
    int width = 800;   ///< even, 64 .. 3840
    int height = 600;  ///< even, 64 .. 2160
    int neutral = 7;   ///< pictures before the smile
    int smiling = 6;
    double distance_cm = 40;    ///< 30 .. 120: 94 px between the eyes at 800x600
    double between_ms = 100.0;  ///< how far apart the pictures are in the visitor's time, 34 .. 1000
};

/// Writes 0.jpg, 1.jpg, ... and a line on standard output. Answers with the program's exit code.
[[nodiscard]] int run_pictures(const PicturesOptions& options);

}  // namespace verikiosk::lab
