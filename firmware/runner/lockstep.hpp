// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <optional>

#include "firmware/runner/courier.hpp"
#include "firmware/runner/screen.hpp"
#include "firmware/runner/station.hpp"
#include "vision/code/code_reader.hpp"
#include "vision/liveness/measure/meter.hpp"

namespace verikiosk::runner {

struct LockstepParts {
    drivers::Camera& camera;
    vision::Analyser& analyser;
    vision::Detector& detector;
    drivers::ManualClock& clock;
    Courier& courier;
    Screen& screen;
    vision::CodeReader* codes = nullptr;  ///< none: codes are typed, as where frames are a recording's
    vision::Meter* meter = nullptr;       ///< none: liveness is measured by whoever made the analyser
};

struct LockstepOptions {
    /// Frames between a detection's request and its answer, as a worker would take. Zero: at once.
    int worker_latency_frames = 3;
    Duration frame_interval = std::chrono::microseconds(33'333);
    /// Every which frame is looked at for a session code: not quite four a second, as on a device.
    int code_look_frames = 8;
    std::optional<Duration> smile_at;  ///< recordings only
    /// After each picture: what the visitor saw and when. Translates prompts to a simulated visitor.
    std::function<void(const session::State&, TimePoint)> on_shown;
};

/// Runs a station in one thread on a virtual clock: every frame is analysed, the worker's results land after
/// a fixed number of frames, and the same input gives the same log, byte for byte. One turn is one frame.
class LockstepRunner {
  public:
    /// `station` gets its dispatch from here: build it with queue() as StationParts::dispatch.
    LockstepRunner(LockstepParts parts, LockstepOptions options)
        : parts_(parts), options_(std::move(options)) {}

    [[nodiscard]] std::function<void(Errand)> queue() {
        return [this](Errand errand) { errands_.push_back(std::move(errand)); };
    }

    /// One frame's worth of everything. Errors are those of the display; all others are events.
    [[nodiscard]] Result<void> turn(Station& station);

    [[nodiscard]] std::uint64_t analysed() const { return analysed_; }
    [[nodiscard]] std::uint64_t code_looks() const { return code_looks_; }

  private:
    void watch(Station& station);
    void seek_code(Station& station);
    /// Takes the next frame into frame_; the time on the virtual clock, which goes on to it. Without one the
    /// station hears what became of the camera.
    [[nodiscard]] std::optional<TimePoint> next_frame(Station& station);
    void idle(Station& station);
    [[nodiscard]] Analysed analyse(const drivers::Frame& frame, TimePoint time, std::uint64_t asked);
    void run_errands(Station& station);
    [[nodiscard]] Result<void> show(Station& station);
    void lost(Station& station);

    struct Landing {
        std::uint64_t due = 0;
        vision::DetectionResult result;
    };

    struct CodeLanding {
        std::uint64_t due = 0;
        session::CodeSeen seen;
    };

    LockstepParts parts_;
    LockstepOptions options_;
    std::deque<Errand> errands_;
    std::deque<Landing> landings_;
    vision::DetectionRequest request_;
    drivers::Frame frame_;            ///< the live picture
    std::optional<Duration> rebase_;  ///< from the camera's time to the virtual clock's
    std::uint64_t captures_ = 0;
    std::uint64_t analysed_ = 0;
    vision::PackedGray picture_;
    std::optional<CodeLanding> code_;
    std::uint64_t code_frames_ = 0;  ///< since codes were asked for
    std::uint64_t code_looks_ = 0;
    std::optional<std::uint32_t> generation_;
    bool camera_lost_ = false;
    bool ended_ = false;
    WallTime next_delivery_{};
};

}  // namespace verikiosk::runner
