// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/analyze.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>

#include "drivers/camera/recording_camera.hpp"
#include "firmware/lab/observation_json.hpp"
#include "firmware/runner/station.hpp"
#include "vision/face/photo.hpp"

namespace verikiosk::lab {
namespace {

namespace fs = std::filesystem;

// Photos of 50 megapixels and more are common on telephones.
const drivers::RecordingOptions recording_options{.max_pixels = std::size_t{16384} * 16384};

bool has_extension(const fs::path& file, std::initializer_list<std::string_view> known) {
    std::string extension = file.extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::ranges::find(known, extension) != known.end();
}

bool is_photo(const fs::path& file) {
    return has_extension(file, {".jpg", ".jpeg", ".png"});
}

bool is_video(const fs::path& file) {
    return has_extension(file, {".mp4", ".mov", ".mkv", ".webm", ".gif", ".avi"});
}

class Analysis {
  public:
    explicit Analysis(const AnalyzeOptions& options) : options_(options) {}

    Result<void> photo(const fs::path& file) {
        if (!photos_) {
            auto made = vision::make_photo_analyser(options_.models);
            if (!made) return fail(made.error());
            photos_ = std::move(*made);
        }
        auto frame = first_frame(file);
        if (!frame) return fail(frame.error());
        print(file, 0, 0, photos_->analyse(runner::luma_of(*frame)));
        return {};
    }

    Result<void> video(const fs::path& file) {
        if (auto ready = make_follower(); !ready) return ready;
        analyser_->reset();
        auto camera = drivers::open_recording(file, recording_options);
        if (!camera) return fail(camera.error());
        if (auto started = (*camera)->start(); !started) return started;
        std::optional<TimePoint> first;
        for (;;) {
            auto frame = (*camera)->next(10s);
            if (!frame && frame.error().code == Errc::ended) return {};
            if (!frame) return fail(frame.error());
            if (!first) first = frame->info().sensor_time;
            follow(file, *frame, seconds_of(frame->info().sensor_time - *first));
        }
    }

  private:
    static Result<drivers::Frame> first_frame(const fs::path& file) {
        auto camera = drivers::open_recording(file, recording_options);
        if (!camera) return fail(camera.error());
        if (auto started = (*camera)->start(); !started) return fail(started.error());
        return (*camera)->next(10s);
    }

    Result<void> make_follower() {
        if (analyser_) return {};
        auto analyser = vision::make_analyser(options_.models);
        if (!analyser) return fail(analyser.error());
        auto detector = vision::make_detector(options_.models);
        if (!detector) return fail(detector.error());
        analyser_ = std::move(*analyser);
        detector_ = std::move(*detector);
        return {};
    }

    void follow(const fs::path& file, const drivers::Frame& frame, double seconds) {
        const drivers::FrameInfo& info = frame.info();
        const vision::GrayView luma = runner::luma_of(frame);
        const vision::FrameStamp stamp{info.sequence, info.sensor_time, info.exposure, info.gain};
        if (analyser_->wants_detection(luma, stamp, request_)) analyser_->land(detector_->detect(request_));
        const Observation observation = analyser_->analyse(luma, stamp);
        if (info.sequence % static_cast<unsigned>(options_.every) != 0) return;
        std::vector<Observation> faces;
        if (observation.row.has_face()) faces.push_back(observation);
        print(file, info.sequence, seconds, faces);
    }

    void print(const fs::path& file, std::uint64_t frame, double seconds,
               const std::vector<Observation>& faces) {
        fmt::print("{}\n", observations_json(file.string(), frame, seconds, faces, options_.points));
    }

    const AnalyzeOptions& options_;
    std::unique_ptr<vision::PhotoAnalyser> photos_;
    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Detector> detector_;
    vision::DetectionRequest request_;
};

/// What is in a folder, or the file itself.
std::vector<fs::path> files_of(const fs::path& named) {
    std::error_code error;
    if (!fs::is_directory(named, error)) return {named};
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(named, error)) {
        if (is_photo(entry.path()) || is_video(entry.path())) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace

int run_analyze(const AnalyzeOptions& options) {
    Analysis analysis(options);
    int broken = 0;
    for (const fs::path& named : options.files) {
        for (const fs::path& file : files_of(named)) {
            const auto done = is_photo(file) ? analysis.photo(file) : analysis.video(file);
            if (done) continue;
            ++broken;
            fmt::print(stderr, "kiosk-lab: {}: left out: {}\n", file.string(), done.error().what);
        }
    }
    return broken > 0 ? 3 : 0;
}

}  // namespace verikiosk::lab
