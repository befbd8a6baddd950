// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "drivers/display/display.hpp"
#include "drivers/display/video_display.hpp"
#include "firmware/domain/error.hpp"

namespace verikiosk::lab {

/// A display that keeps what it shows: all of it as a video, and one picture of each screen as PNG. Passes
/// it on to a window when there is one.
class Film final : public drivers::Display {
  public:
    /// Pictures and video go into `folder`, which is made. `window` may be nullptr; it is not owned.
    [[nodiscard]] static Result<std::unique_ptr<Film>> open(const std::filesystem::path& folder, int width,
                                                            int height, drivers::Display* window);

    [[nodiscard]] int width() const override { return width_; }
    [[nodiscard]] int height() const override { return height_; }
    [[nodiscard]] Result<TimePoint> show(const drivers::Picture& picture, TimePoint now) override;

    /// Keeps the picture shown last under this name, numbered in order. The same name again replaces nothing.
    [[nodiscard]] Result<void> keep(const std::string& name);

    /// What was shown last; valid until the next show().
    [[nodiscard]] const drivers::Picture& last() const { return last_; }

    [[nodiscard]] Result<void> finish();

  private:
    Film(std::filesystem::path folder, int width, int height, drivers::Display* window,
         std::unique_ptr<drivers::VideoDisplay> video);

    std::filesystem::path folder_;
    int width_;
    int height_;
    drivers::Display* window_;
    std::unique_ptr<drivers::VideoDisplay> video_;
    drivers::Picture last_{};
    int kept_ = 0;
};

}  // namespace verikiosk::lab
