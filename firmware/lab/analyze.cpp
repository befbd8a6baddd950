// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/analyze.hpp"

#include <spdlog/fmt/fmt.h>

#include <cstdio>

#include "drivers/camera/recording_camera.hpp"
#include "firmware/lab/analysis_files.hpp"
#include "firmware/lab/analysis_output.hpp"
#include "firmware/lab/progress.hpp"
#include "firmware/runner/station.hpp"
#include "vision/face/photo.hpp"

namespace verikiosk::lab {
namespace {

namespace fs = std::filesystem;

// Photos of 50 megapixels and more are common on telephones.
const drivers::RecordingOptions recording_options{.max_pixels = std::size_t{16384} * 16384};
// What shares this much with the followed face's box is that face.
constexpr float one_face = 0.3F;

/// What is wrong is either the file's fault, and the next one may do, or everybody's.
struct Trouble {
    Error error;
    bool file_only = true;
};
using Done = tl::expected<void, Trouble>;

Done of_file(const Error& error) {
    return tl::unexpected<Trouble>({error, true});
}
Done of_all(const Error& error) {
    return tl::unexpected<Trouble>({error, false});
}

Result<std::unique_ptr<drivers::Camera>> started(const fs::path& file) {
    auto camera = drivers::open_recording(file, recording_options);
    if (!camera) return camera;
    if (auto ready = (*camera)->start(); !ready) return fail(ready.error());
    return camera;
}

/// Brings the followed face's own score to the front and leaves the other faces that were seen.
std::vector<SeenFace> others_of(Observation& followed) {
    std::vector<SeenFace> others;
    SeenFace own{followed.box, 0};
    float shared = 0;
    for (std::size_t i = 0; i < followed.seen_count; ++i) {
        const SeenFace& seen = followed.seen[i];
        const float share = overlap(seen.box, followed.box);
        if (share > one_face && share > shared) {
            if (shared > 0) others.push_back(own);
            own = seen;
            shared = share;
        } else if (share <= one_face) {
            others.push_back(seen);
        }
    }
    followed.seen[0] = own;
    return others;
}

class Analysis {
  public:
    Analysis(const AnalyzeOptions& options, std::vector<std::unique_ptr<AnalysisOutput>>& outputs,
             Progress& progress)
        : options_(options), outputs_(outputs), progress_(progress) {}

    Done file(const fs::path& file, std::size_t number) {
        number_ = number;
        Done done = is_photo(file) ? photo(file) : video(file);
        progress_.clear_for_output();
        for (const auto& output : outputs_) {
            if (auto finished = output->finish_file(); !finished) return of_all(finished.error());
        }
        return done;
    }

  private:
    Done photo(const fs::path& file) {
        if (!photos_) {
            auto made = vision::make_photo_analyser(options_.models);
            if (!made) return of_all(made.error());
            photos_ = std::move(*made);
        }
        progress_.show(number_, file.filename().string(), 0);
        auto camera = started(file);
        if (!camera) return of_file(camera.error());
        const auto frame = (*camera)->next(10s);
        if (!frame) return of_file(frame.error());
        return add({file, true, 0, 0, *frame, photos_->analyse(runner::luma_of(*frame)), {}});
    }

    Done video(const fs::path& file) {
        if (auto ready = make_follower(); !ready) return of_all(ready.error());
        analyser_->reset();
        auto camera = started(file);
        if (!camera) return of_file(camera.error());
        std::optional<TimePoint> first;
        for (;;) {
            const auto frame = (*camera)->next(10s);
            if (!frame && frame.error().code == Errc::ended) return {};
            if (!frame) return of_file(frame.error());
            if (!first) first = frame->info().sensor_time;
            progress_.show(number_, file.filename().string(), frame->info().sequence + 1);
            if (auto done = follow(file, *frame, seconds_of(frame->info().sensor_time - *first)); !done)
                return done;
        }
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

    Done follow(const fs::path& file, const drivers::Frame& frame, double seconds) {
        const drivers::FrameInfo& info = frame.info();
        const vision::GrayView luma = runner::luma_of(frame);
        const vision::FrameStamp stamp{info.sequence, info.sensor_time, info.exposure, info.gain};
        if (analyser_->wants_detection(luma, stamp, request_)) analyser_->land(detector_->detect(request_));
        Observation observation = analyser_->analyse(luma, stamp);
        if (info.sequence % static_cast<unsigned>(options_.every) != 0) return {};
        if (!observation.row.has_face()) return add({file, false, info.sequence, seconds, frame, {}, {}});
        const std::vector<SeenFace> others = others_of(observation);
        return add({file, false, info.sequence, seconds, frame, {observation}, others});
    }

    Done add(const Analysed& analysed) {
        progress_.clear_for_output();
        for (const auto& output : outputs_) {
            if (auto added = output->add(analysed); !added) return of_all(added.error());
        }
        return {};
    }

    const AnalyzeOptions& options_;
    std::vector<std::unique_ptr<AnalysisOutput>>& outputs_;
    Progress& progress_;
    std::size_t number_ = 0;
    std::unique_ptr<vision::PhotoAnalyser> photos_;
    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Detector> detector_;
    vision::DetectionRequest request_;
};

Result<std::vector<std::unique_ptr<AnalysisOutput>>> outputs_for(const AnalyzeOptions& options) {
    std::vector<std::unique_ptr<AnalysisOutput>> outputs;
    outputs.push_back(options.json ? make_json_output(options.points) : make_table_output());
    if (options.overlay.empty()) return outputs;
    auto overlay = make_overlay_output(options.overlay);
    if (!overlay) return fail(overlay.error());
    outputs.push_back(std::move(*overlay));
    return outputs;
}

}  // namespace

int run_analyze(const AnalyzeOptions& options) {
    auto outputs = outputs_for(options);
    if (!outputs) {
        fmt::print(stderr, "kiosk-lab: {}\n", outputs.error().what);
        return 3;
    }
    const AnalysisFiles found = analysis_files(options.files);
    for (const auto& [path, why] : found.troubles)
        fmt::print(stderr, "kiosk-lab: {}: left out: {}\n", path.string(), why);
    std::size_t left_out = found.troubles.size();
    Progress progress(found.files.size());
    Analysis analysis(options, *outputs, progress);
    for (std::size_t i = 0; i < found.files.size(); ++i) {
        const Done done = analysis.file(found.files[i], i);
        if (done) continue;
        progress.clear();
        if (!done.error().file_only) {
            fmt::print(stderr, "kiosk-lab: {}\n", done.error().error.what);
            return 3;
        }
        ++left_out;
        fmt::print(stderr, "kiosk-lab: left out: {}\n", done.error().error.what);
    }
    return left_out > 0 ? 3 : 0;
}

}  // namespace verikiosk::lab
