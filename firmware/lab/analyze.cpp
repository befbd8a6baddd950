// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/analyze.hpp"

#include <spdlog/fmt/fmt.h>

#include <cstdio>
#include <functional>
#include <optional>

#include "drivers/camera/recording_camera.hpp"
#include "firmware/lab/analysis_files.hpp"
#include "firmware/lab/analysis_output.hpp"
#include "firmware/lab/motion.hpp"
#include "firmware/lab/progress.hpp"
#include "firmware/lab/watcher.hpp"
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
        Done done = options_.through ? held_up(file) : is_photo(file) ? photo(file) : video(file);
        progress_.clear_for_output();
        for (const auto& output : outputs_) {
            if (auto finished = output->finish_file(); !finished) return of_all(finished.error());
        }
        return done;
    }

  private:
    Done photo(const fs::path& file) {
        if (options_.judge)
            return of_file({Errc::invalid, file.string() + ": a photo has no motion that could be judged"});
        if (auto ready = make_photo_watcher(); !ready) return of_all(ready.error());
        progress_.show(number_, file.filename().string(), 0);
        auto camera = started(file);
        if (!camera) return of_file(camera.error());
        const auto frame = (*camera)->next(10s);
        if (!frame) return of_file(frame.error());
        return add({file, true, 0, 0, *frame, photos_->see(*frame), {}});
    }

    Done video(const fs::path& file) {
        auto camera = started(file);
        if (!camera) return of_file(camera.error());
        return watch(file, **camera, [](simulator::Cue) {});
    }

    Done held_up(const fs::path& file) {
        auto source = started(file);
        if (!source) return of_file(source.error());
        if (!finder_) {
            auto made = vision::make_photo_analyser(options_.models);
            if (!made) return of_all(made.error());
            finder_ = std::move(*made);
        }
        auto camera = put_through(std::move(*source), *finder_, *options_.through);
        if (!camera) return of_file({camera.error().code, file.string() + ": " + camera.error().what});
        if (auto ready = (*camera)->start(); !ready) return of_all(ready.error());
        return watch(file, **camera, [&](simulator::Cue cue) { (*camera)->cue(cue); });
    }

    /// `ask` reaches whoever holds the picture up.
    Done watch(const fs::path& file, drivers::Camera& camera,
               const std::function<void(simulator::Cue)>& ask) {
        if (auto ready = make_watcher(); !ready) return of_all(ready.error());
        watcher_->begin();
        std::optional<MotionJudge> motion;
        if (options_.judge) motion.emplace(*options_.judge);
        std::optional<TimePoint> first;
        for (;;) {
            const auto frame = camera.next(10s);
            if (!frame && frame.error().code == Errc::ended) break;
            if (!frame) return of_file(frame.error());
            if (!first) first = frame->info().sensor_time;
            progress_.show(number_, file.filename().string(), frame->info().sequence + 1);
            const Observation seen = watcher_->see(*frame, motion ? motion->challenge() : 0);
            if (motion) {
                motion->add(seen.row);
                ask(asked_by(*motion));
                continue;
            }
            if (auto done = tell(file, *frame, seen, seconds_of(frame->info().sensor_time - *first)); !done)
                return done;
        }
        return motion ? tell(file, motion->verdict()) : Done();
    }

    static simulator::Cue asked_by(const MotionJudge& motion) {
        if (!motion.waiting()) return simulator::Cue::look_here;
        return motion.verdict().kind == ChallengeKind::turn ? simulator::Cue::turn_left
                                                            : simulator::Cue::come_nearer;
    }

    Result<void> make_watcher() {
        if (watcher_) return {};
        auto made = Watcher::make(options_.models);
        if (!made) return fail(made.error());
        watcher_.emplace(std::move(*made));
        return {};
    }

    Result<void> make_photo_watcher() {
        if (photos_) return {};
        auto made = PhotoWatcher::make(options_.models);
        if (!made) return fail(made.error());
        photos_.emplace(std::move(*made));
        return {};
    }

    Done tell(const fs::path& file, const drivers::Frame& frame, const Observation& seen, double seconds) {
        const std::uint64_t number = frame.info().sequence;
        if (number % static_cast<unsigned>(options_.every) != 0) return {};
        if (!seen.row.has_face()) return add({file, false, number, seconds, frame, {}, {}});
        AnalysedFace face{seen, watcher_->live()};
        const std::vector<SeenFace> others = others_of(face.seen);
        return add({file, false, number, seconds, frame, {face}, others});
    }

    Done tell(const fs::path& file, const MotionVerdict& verdict) {
        progress_.clear_for_output();
        fmt::print("{}", options_.json ? verdict_json(file, verdict) + "\n" : verdict_line(file, verdict));
        if (std::fflush(stdout) == 0) return {};
        return of_all({Errc::full, "standard output takes no more: is the disk full?"});
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
    std::optional<PhotoWatcher> photos_;
    std::optional<Watcher> watcher_;
    std::unique_ptr<vision::PhotoAnalyser> finder_;
};

Result<std::vector<std::unique_ptr<AnalysisOutput>>> outputs_for(const AnalyzeOptions& options) {
    std::vector<std::unique_ptr<AnalysisOutput>> outputs;
    // A verdict is all that there is to tell of a file.
    if (options.judge) return outputs;
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
