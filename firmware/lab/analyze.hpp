// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "vision/face/analyser.hpp"

namespace verikiosk::lab {

struct AnalyzeOptions {
    std::vector<std::filesystem::path> files;  ///< photos, videos, and folders of them
    vision::ModelFiles models{};
    int every = 1;                    ///< of a video, report every so many frames; all are analysed
    std::filesystem::path overlay{};  ///< folder for pictures and videos with what was seen; empty: none
    bool json = false;
    bool points = false;  ///< the named points too
};

/// Measures the faces of photos and videos. A photo is looked at by itself, a video is followed as a kiosk
/// does. Exit codes: 0 done, 3 where a file could not be read (it is named and left out, the others are done)
/// or nothing could be done. Only results go to standard output.
[[nodiscard]] int run_analyze(const AnalyzeOptions& options);

}  // namespace verikiosk::lab
