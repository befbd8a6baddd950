// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/film.hpp"

#include <string>
#include <utility>

namespace verikiosk::lab {

Film::Film(std::filesystem::path folder, int width, int height, drivers::Display* window,
           std::unique_ptr<drivers::VideoDisplay> video)
    : folder_(std::move(folder)), width_(width), height_(height), window_(window), video_(std::move(video)) {}

Result<std::unique_ptr<Film>> Film::open(const std::filesystem::path& folder, int width, int height,
                                         drivers::Display* window) {
    std::error_code error;
    std::filesystem::remove_all(folder / "screens", error);
    std::filesystem::create_directories(folder / "screens", error);
    if (error) return fail(Errc::full, folder.string() + " can't be made: " + error.message());
    auto video = drivers::open_video_file(folder / "visit.mp4", width, height, 30);
    if (!video) return fail(video.error(), "the video can't be started");
    return std::unique_ptr<Film>(new Film(folder, width, height, window, std::move(*video)));
}

Result<TimePoint> Film::show(const drivers::Picture& picture, TimePoint now) {
    last_ = picture;
    if (const auto filmed = video_->show(picture, now); !filmed) return fail(filmed.error(), "the video");
    if (window_ == nullptr) return now;
    if (const auto shown = window_->show(picture, now); !shown) return fail(shown.error(), "the window");
    // The virtual clock's time: what follows is judged on it.
    return now;
}

Result<void> Film::keep(const std::string& name) {
    const std::string number = std::to_string(++kept_);
    const std::string padded = (number.size() < 2 ? "0" : "") + number;
    return drivers::write_png(folder_ / "screens" / (padded + "-" + name + ".png"), last_);
}

Result<void> Film::finish() {
    return video_->finish();
}

}  // namespace verikiosk::lab
