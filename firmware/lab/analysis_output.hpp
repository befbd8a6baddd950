// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "drivers/frame.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/observation.hpp"

namespace verikiosk::lab {

/// A face, and the passive judgement's score of it, 0 (an attack) .. 1 (alive): of a photo by itself, of a
/// video by the face's latest ten seconds. From a half on it is no attack; empty where the judgement can't
/// say.
struct AnalysedFace {
    Observation seen;
    std::optional<float> live;
};

/// What was seen on one photo, or on one frame of a video. Valid during the call that hands it over.
struct Analysed {
    const std::filesystem::path& file;
    bool photo;
    std::uint64_t frame;
    double seconds;  ///< from the video's first frame
    const drivers::Frame& picture;
    const std::vector<AnalysedFace>& faces;  ///< of a photo all, largest first; of a video the followed one
    const std::vector<SeenFace>& others;     ///< of a video: those that the latest detection saw beside it
};

/// Where results go. Its errors (a full disk) are not the file's fault and end the work.
class AnalysisOutput {
  public:
    virtual ~AnalysisOutput() = default;
    [[nodiscard]] virtual Result<void> add(const Analysed& analysed) = 0;
    /// The file is over, or broke off after what was added.
    [[nodiscard]] virtual Result<void> finish_file() = 0;
};

/// A JSON object a line, on standard output.
[[nodiscard]] std::unique_ptr<AnalysisOutput> make_json_output(bool points);

/// For people to read, on standard output: a line per face of a photo, and per video.
[[nodiscard]] std::unique_ptr<AnalysisOutput> make_table_output();

/// Pictures (PNG) and videos (mp4) in `folder`, which is made: points, box, oval and values. Named after the
/// file; a second one of the same name gets a number.
[[nodiscard]] Result<std::unique_ptr<AnalysisOutput>> make_overlay_output(
    const std::filesystem::path& folder);

}  // namespace verikiosk::lab
