// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/threaded.hpp"

#include <thread>
#include <utility>

#include "firmware/runner/workers.hpp"

namespace verikiosk::runner {
namespace {

constexpr int most_messages = 16;
constexpr auto tick = std::chrono::milliseconds(20);
// Screens without a live picture change little: a countdown, a turning ring.
constexpr Duration slow_redraw = std::chrono::milliseconds(100);

/// One round of the main thread: what came in, what was pressed, what to show.
class MainLoop {
  public:
    MainLoop(const ThreadedParts& parts, const ThreadedOptions& options, Station& station, Workers& workers)
        : parts_(parts), options_(options), station_(station), workers_(workers) {}

    Result<void> round() {
        // All that has come in before anything is drawn: frames in the inbox are buffers the camera lacks.
        auto message = workers_.inbox().pop(tick);
        for (int taken = 1; message; ++taken) {
            take(*message);
            if (taken == most_messages) break;
            message = workers_.inbox().pop(std::chrono::nanoseconds(0));
        }
        const TimePoint now = parts_.clock.now();
        for (const session::Event& event : parts_.console.poll(station_.state(), now))
            happen(event);
        happen(session::Tick{});
        const Purpose wanted = purpose(now);
        workers_.set_purpose(wanted, station_.captures(), station_.state().asked);
        workers_.set_camera(station_.state().pan, exposure_request(session::exposure_of(station_.state())));
        if (wanted == Purpose::none) frame_ = {};
        const bool new_prompt =
            session::prompt_of(station_.state()).has_value() && !station_.state().prompted;
        const bool new_colour = step_of(session::colour_of(station_.state())) != shown_step_;
        const bool changed = station_.state().stage != shown_stage_ || new_frame_ || new_prompt || new_colour;
        if (!changed && now - shown_at_ < slow_redraw) return {};
        return show(now);
    }

  private:
    void happen(const session::Event& event) {
        station_.happen(event, parts_.clock.now(), workers_.camera_info());
    }

    [[nodiscard]] Purpose purpose(TimePoint now) const {
        if (session::watching(station_.state().stage)) return Purpose::faces;
        return parts_.codes != nullptr && station_.reading_codes(now) ? Purpose::codes : Purpose::none;
    }

    void take(Message& message) {
        if (auto* event = std::get_if<session::Event>(&message)) {
            happen(*event);
            return;
        }
        if (auto* viewed = std::get_if<ViewedFrame>(&message)) {
            if (purpose(parts_.clock.now()) == Purpose::codes) look_at(std::move(viewed->frame));
            return;
        }
        auto& seen = std::get<SeenFrame>(message);
        if (!session::watching(station_.state().stage) || seen.capture != station_.captures()) return;
        look_at(std::move(seen.frame));
        station_.observe(seen.analysed, parts_.clock.now(), workers_.camera_info(), frame_);
        workers_.times().latency.add(parts_.clock.now() - frame_.info().sensor_time);
    }

    void look_at(drivers::Frame frame) {
        frame_ = std::move(frame);
        new_frame_ = true;
    }

    Result<void> show(TimePoint now) {
        const auto colour = session::colour_of(station_.state());
        const auto shown =
            parts_.console.show(station_.state(), now, frame_ ? &frame_ : nullptr, station_.still());
        if (!shown) return fail(shown.error(), "the screen can't be shown");
        shown_at_ = now;
        new_frame_ = false;
        shown_stage_ = station_.state().stage;
        shown_step_ = step_of(colour);
        const auto prompt = session::prompt_of(station_.state());
        if (prompt && !station_.state().prompted) happen(session::PromptShown{*prompt, *shown});
        if (colour) happen(session::ColourShown{colour->step, *shown});
        if (options_.on_shown) options_.on_shown(station_.state(), *shown);
        return {};
    }

    static std::optional<std::size_t> step_of(const std::optional<session::ScreenColour>& colour) {
        return colour ? std::optional(colour->step) : std::nullopt;
    }

    const ThreadedParts& parts_;
    const ThreadedOptions& options_;
    Station& station_;
    Workers& workers_;
    drivers::Frame frame_;
    bool new_frame_ = false;
    TimePoint shown_at_{};
    std::optional<session::Stage> shown_stage_;
    std::optional<std::size_t> shown_step_;  ///< of a light challenge, on the screen
};

}  // namespace

ThreadedRunner::ThreadedRunner(ThreadedParts parts, ThreadedOptions options)
    : workers_(std::make_unique<Workers>(WorkerParts{parts.camera, parts.analyser, parts.detector,
                                                     parts.clock, parts.courier, parts.meter, parts.codes},
                                         options.smile_at)),
      parts_(parts),
      options_(std::move(options)) {}

ThreadedRunner::~ThreadedRunner() = default;

std::function<void(Errand)> ThreadedRunner::queue() {
    return [this](Errand errand) { workers_->dispatch(std::move(errand)); };
}

Result<void> ThreadedRunner::run(Station& station, const std::function<bool()>& stop) {
    workers_->start();
    MainLoop loop(parts_, options_, station, *workers_);
    Result<void> result;
    while (result && !stop()) {
        result = loop.round();
        if (!result || !options_.on_round) continue;
        const TimePoint now = parts_.clock.now();
        options_.on_round(now, workers_->stuck(now, options_.worker_patience));
    }
    if (options_.on_end) options_.on_end(result);
    workers_->stop();
    return result;
}

RunnerCounters ThreadedRunner::counters() const {
    return workers_->counters();
}

const RunnerTimes& ThreadedRunner::times() const {
    return workers_->times();
}

CameraView ThreadedRunner::camera() const {
    return workers_->camera();
}

}  // namespace verikiosk::runner
