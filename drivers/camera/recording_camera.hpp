// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

#include "drivers/camera/camera.hpp"

namespace verikiosk::drivers {

struct RecordingOptions {
    /// false: next() hands out the next frame at once (lockstep). true: next() waits until the frame is due
    /// on the boot clock and leaves out those that are overdue (counted as dropped_newer).
    bool own_pace = false;
    /// Frames before this moment of the file are decoded, counted in `sequence` and not handed out.
    Duration start_at{};
    /// Sensor time of the file's first frame. At its own pace the first frame handed out is stamped with the
    /// boot clock's now instead, as a camera's would be.
    TimePoint origin = from_nanoseconds(1'000'000'000);
    /// A folder of pictures has no timestamps: its frames a second, above 0.
    double picture_rate = 30;
    /// A file whose pictures are larger is refused as too_large.
    std::size_t max_pixels = std::size_t{4096} * 4096;
};

/// A video file (mp4, mov, mkv, webm, gif) or a folder of pictures (jpg, png; all of one size, in the natural
/// order of their names: 2.jpg before 10.jpg) as a camera. Lab only.
///
/// Frames: planes and timestamps as the file has them; other formats than I420 and NV12 (gif, png, 4:2:2,
/// 10 bit) become full-range I420, and a picture that its file says to turn or mirror (a phone's video, a
/// photo's EXIF orientation) is made upright. `sequence` is the
/// 0-based number of the frame in the order in which the decoder gives them. Sensor times are strictly
/// increasing; missing, repeated and backward timestamps are replaced by the previous one plus a frame.
///
/// next(): timeout also when all four buffers are leased; ended after the last frame; corrupt, once, where
/// the file turns out to be cut short. Undecodable frames are counted as torn and passed over.
/// start() rewinds. Errors of opening name the file and the reason: not_found, invalid (no video, empty,
/// pictures of different sizes), corrupt, too_large, unsupported.
[[nodiscard]] Result<std::unique_ptr<Camera>> open_recording(const std::filesystem::path& path,
                                                             const RecordingOptions& options = {});

}  // namespace verikiosk::drivers
