// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "drivers/display/display.hpp"

namespace verikiosk::drivers {

/// A display that films what is shown: for demo and tests. Lab only.
class VideoDisplay : public Display {
  public:
    /// Completes the file. Nothing can be shown afterwards. Without it (an error, a crash) no file is left.
    [[nodiscard]] virtual Result<void> finish() = 0;
};

/// Films into an mp4 (H.264 where libx264 is there, otherwise MPEG-4 part 2). A picture stays until the next
/// one: its time is the `now` that show() was given, to the millisecond, counted from the first; one that is
/// not later than the one before stands a millisecond behind it.
/// width and height: even, 16 to 8192. frames_per_second: nominal, 1 to 240; how long the last picture stays.
[[nodiscard]] Result<std::unique_ptr<VideoDisplay>> open_video_file(const std::filesystem::path& path,
                                                                    int width, int height,
                                                                    double frames_per_second);

/// Writes one picture as a PNG, whole or not at all.
[[nodiscard]] Result<void> write_png(const std::filesystem::path& path, const Picture& picture);

}  // namespace verikiosk::drivers
