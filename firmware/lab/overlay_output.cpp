// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include "drivers/display/video_display.hpp"
#include "firmware/lab/analysis_output.hpp"
#include "firmware/lab/cairo_overlay.hpp"

namespace verikiosk::lab {
namespace {

namespace fs = std::filesystem;

// How long the last picture of a video stays; the others stay until the next.
constexpr double frames_a_second = 30;

class OverlayOutput final : public AnalysisOutput {
  public:
    explicit OverlayOutput(fs::path folder) : folder_(std::move(folder)) {}

    Result<void> add(const Analysed& analysed) override {
        const drivers::Picture& picture = overlay_.draw(analysed);
        if (analysed.photo) return drivers::write_png(path_for(analysed.file, ".png"), picture);
        if (!video_) {
            auto opened = drivers::open_video_file(path_for(analysed.file, ".mp4"), picture.width,
                                                   picture.height, frames_a_second);
            if (!opened) return fail(opened.error());
            video_ = std::move(*opened);
        }
        const auto shown = video_->show(
            picture, from_nanoseconds(static_cast<std::int64_t>(analysed.seconds * 1'000'000'000)));
        if (!shown) return fail(shown.error());
        return {};
    }

    Result<void> finish_file() override {
        if (!video_) return {};
        const auto video = std::exchange(video_, nullptr);
        return video->finish();
    }

  private:
    /// photo.jpg.png, and photo.jpg-2.png where another folder has a photo.jpg too.
    fs::path path_for(const fs::path& file, const std::string& extension) {
        const std::string name = file.filename().string();
        std::string numbered = name;
        for (int number = 2; !names_.insert(numbered + extension).second; ++number)
            numbered = name + "-" + std::to_string(number);
        return folder_ / (numbered + extension);
    }

    fs::path folder_;
    std::set<std::string> names_;
    Overlay overlay_;
    std::unique_ptr<drivers::VideoDisplay> video_;
};

}  // namespace

Result<std::unique_ptr<AnalysisOutput>> make_overlay_output(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return fail(Errc::unavailable, folder.string() + " can't be made: " + error.message());
    return std::make_unique<OverlayOutput>(folder);
}

}  // namespace verikiosk::lab
