// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firmware/domain/error.hpp"
#include "firmware/domain/time.hpp"

struct AVFrame;

namespace verikiosk::drivers {

struct FreeAvFrame {
    void operator()(AVFrame* frame) const noexcept;
};
using AvFrame = std::unique_ptr<AVFrame, FreeAvFrame>;

/// A frame as the decoder gave it; reference-counted by libav, so it outlives decoder and file.
struct SourceFrame {
    AvFrame picture;
    std::uint64_t number = 0;           ///< 0-based, in decode order; a gap is a frame that was torn
    std::optional<Duration> file_time;  ///< on the file's clock
    /// What makes it upright: left and right swapped first where `mirrored`, then so many degrees clockwise
    /// (0, 90, 180, 270). All eight orientations that EXIF knows.
    bool mirrored = false;
    int turn = 0;
};

struct SourceInfo {
    std::string codec;
    int width = 0;  ///< as stored, before any turn
    int height = 0;
    double frames_per_second = 0;
};

/// Where a recording's frames come from: a video file, or a folder of pictures. One thread.
class RecordingSource {
  public:
    virtual ~RecordingSource() = default;
    [[nodiscard]] virtual const SourceInfo& info() const = 0;
    /// The next frame in decode order. ended after the last; corrupt where the file is cut short.
    [[nodiscard]] virtual Result<SourceFrame> next() = 0;
    /// Pieces that could not be decoded so far.
    [[nodiscard]] virtual std::uint64_t torn() const = 0;
};

[[nodiscard]] Result<std::unique_ptr<RecordingSource>> open_video_source(const std::filesystem::path& file,
                                                                         std::size_t max_pixels);
[[nodiscard]] Result<std::unique_ptr<RecordingSource>> open_picture_source(
    const std::filesystem::path& folder, double rate, std::size_t max_pixels);

/// The frame upright and as I420 or NV12: the same one where it already is.
[[nodiscard]] Result<AvFrame> upright_planes(SourceFrame frame);

/// The first 16 hexadecimal digits of the SHA-256 of a file, or of a folder's pictures in order.
[[nodiscard]] Result<std::string> recording_digest(const std::filesystem::path& path);

/// A folder's pictures (jpg, jpeg, png) in the natural order of their names: 2.jpg before 10.jpg.
[[nodiscard]] Result<std::vector<std::filesystem::path>> pictures_in(const std::filesystem::path& folder);

}  // namespace verikiosk::drivers
