// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "firmware/runner/console.hpp"
#include "firmware/runner/courier.hpp"
#include "firmware/runner/histogram.hpp"
#include "firmware/runner/station.hpp"
#include "vision/code/code_reader.hpp"
#include "vision/liveness/measure/meter.hpp"

namespace verikiosk::runner {

/// Each part belongs to one thread: camera to "capture", analyser to "analysis", detector to "detection",
/// courier (with its own outbox) to "sending", console and the station to whoever calls run().
struct ThreadedParts {
    drivers::Camera& camera;
    vision::Analyser& analyser;
    vision::Detector& detector;
    const drivers::Clock& clock;
    Courier& courier;
    Console& console;
    vision::CodeReader* codes = nullptr;  ///< "detection"'s too; none: codes are only typed
    vision::Meter* meter = nullptr;       ///< "analysis"'s too; none: liveness is not measured
};

struct ThreadedOptions {
    std::optional<Duration> smile_at{};  ///< recordings only
    /// A worker that has not come round for so long is stuck: longer than any exchange, a camera's start or a
    /// detection on a slow machine takes.
    Duration worker_patience = std::chrono::minutes(2);
    // The rest is called on run()'s thread.
    std::function<void(const session::State&, TimePoint)> on_shown{};
    /// After each round of the main loop; `stuck` names a worker that is, and is empty when none is.
    std::function<void(TimePoint now, std::string_view stuck)> on_round{};
    /// The loop has ended, and the threads are about to be joined.
    std::function<void(const Result<void>& result)> on_end{};
};

class Workers;

/// Frames and events that were lost on the way, by cause.
struct RunnerCounters {
    std::uint64_t captured = 0;
    std::uint64_t analysed = 0;
    std::uint64_t code_looks = 0;             ///< pictures that were looked at for a session code
    std::uint64_t dropped_analysis_busy = 0;  ///< a newer frame came before this one was looked at
    std::uint64_t dropped_main_busy = 0;      ///< the main thread did not take the observation in time
    std::uint64_t dropped_events = 0;         ///< the inbox was full
};

/// How long things take.
struct RunnerTimes {
    Histogram latency;    ///< from a frame's sensor time to the session's having taken its observation
    Histogram detection;  ///< one look for faces
};

/// The camera as of its latest frame; a copy, since the camera belongs to the capture thread.
struct CameraView {
    CameraInfo info;
    drivers::CameraCounters counters;
    double measured_fps = 0;  ///< over about a second, by sensor time; 0: less than a second yet, or lost
    Duration exposure{};      ///< zero: not reported
    float gain = 0;           ///< zero: not reported
};

/// Runs a station with fixed, named threads; all of them post to one bounded inbox and the calling thread
/// steps the session, draws and reads input. The newest frame wins.
class ThreadedRunner {
  public:
    ThreadedRunner(ThreadedParts parts, ThreadedOptions options);
    ~ThreadedRunner();
    ThreadedRunner(const ThreadedRunner&) = delete;
    ThreadedRunner& operator=(const ThreadedRunner&) = delete;

    /// For StationParts::dispatch.
    [[nodiscard]] std::function<void(Errand)> queue();

    /// Starts the threads, runs until `stop` says so or the display fails, and joins them: a second or two
    /// at most after that, the time limit of an exchange under way included.
    [[nodiscard]] Result<void> run(Station& station, const std::function<bool()>& stop);

    // Any thread.
    [[nodiscard]] RunnerCounters counters() const;
    [[nodiscard]] const RunnerTimes& times() const;
    [[nodiscard]] CameraView camera() const;

  private:
    std::unique_ptr<Workers> workers_;
    ThreadedParts parts_;
    ThreadedOptions options_;
};

}  // namespace verikiosk::runner
