// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "drivers/frame.hpp"
#include "firmware/domain/error.hpp"
#include "firmware/domain/observation.hpp"

namespace verikiosk::lab {

/// What was seen on one photo, or on one frame of a video. Valid during the call that hands it over.
struct Analysed {
    const std::filesystem::path& file;
    bool photo;
    std::uint64_t frame;
    double seconds;  ///< from the video's first frame
    const drivers::Frame& picture;
    const std::vector<Observation>& faces;  ///< of a photo all, largest first; of a video the followed one
    const std::vector<SeenFace>& others;    ///< of a video: those that the latest detection saw beside it
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
