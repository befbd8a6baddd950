// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "firmware/domain/plan.hpp"
#include "firmware/lab/through.hpp"
#include "vision/face/analyser.hpp"

namespace verikiosk::lab {

struct AnalyzeOptions {
    std::vector<std::filesystem::path> files;  ///< photos, videos, and folders of them
    vision::ModelFiles models{};
    int every = 1;                    ///< of a video, report every so many frames; all are analysed
    std::filesystem::path overlay{};  ///< folder for pictures and videos with what was seen; empty: none
    bool json = false;
    bool points = false;  ///< the named points too
    /// turn or approach: instead of frames, a verdict on each video's motion.
    std::optional<ChallengeKind> judge{};
    /// Held up on this before the simulated camera instead of looked at as it is.
    std::optional<ThroughOptions> through{};
};

/// Measures the faces of photos and videos. A photo is looked at by itself, a video is followed as a kiosk
/// does, and so is whatever is held up. Of a photo that is not held up there is no motion to be judged: it is
/// left out. Exit codes: 0 done, 3 where a file could not be read (it is named and left out, the others are
/// done) or nothing could be done. Only results go to standard output.
[[nodiscard]] int run_analyze(const AnalyzeOptions& options);

}  // namespace verikiosk::lab
