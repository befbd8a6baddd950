// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "firmware/runner/bounded_queue.hpp"
#include "firmware/runner/courier.hpp"
#include "firmware/runner/station.hpp"
#include "firmware/runner/threaded.hpp"

/// The threads behind ThreadedRunner and the queues between them. Not for other rooms.
namespace verikiosk::runner {

/// An analysed frame on its way to the session, the frame's lease included.
struct SeenFrame {
    Analysed analysed;
    drivers::Frame frame;
    std::uint64_t capture = 0;  ///< Station::captures() that it was analysed for
};

using Message = std::variant<session::Event, SeenFrame>;

struct WorkerParts {
    drivers::Camera& camera;
    vision::Analyser& analyser;
    vision::Detector& detector;
    const drivers::Clock& clock;
    Courier& courier;
};

class Workers {
  public:
    Workers(WorkerParts parts, std::optional<Duration> smile_at);
    ~Workers() { stop(); }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    void start();
    void stop();

    [[nodiscard]] BoundedQueue<Message>& inbox() { return inbox_; }
    void dispatch(Errand errand);

    /// Whether frames are to be analysed, and for which capture; the analyser starts afresh for a new one.
    void set_watching(bool watching, std::uint64_t capture);

    [[nodiscard]] RunnerCounters counters() const;

    /// As of the latest frame; a copy, since the camera belongs to the capture thread.
    [[nodiscard]] CameraInfo camera_info() const;

  private:
    void publish_camera();
    void capture();
    void analyse();
    void detect();
    void send();
    void post(session::Event event);
    void look_at(drivers::Frame frame, std::uint64_t capture);
    void exchange_detections(const vision::GrayView& luma, const vision::FrameStamp& stamp);

    WorkerParts parts_;
    std::optional<Duration> smile_at_;
    mutable std::mutex info_mutex_;
    CameraInfo info_;
    std::atomic<bool> stopping_{false};
    std::atomic<bool> watching_{false};
    std::atomic<std::uint64_t> capture_{0};

    BoundedQueue<Message> inbox_;
    BoundedQueue<drivers::Frame> newest_;  ///< from capture to analysis
    BoundedQueue<vision::DetectionRequest> requests_;
    BoundedQueue<vision::DetectionResult> results_;
    BoundedQueue<Errand> errands_;

    vision::DetectionRequest request_;  ///< the analysis thread's

    std::atomic<std::uint64_t> captured_{0};
    std::atomic<std::uint64_t> analysed_{0};
    std::atomic<std::uint64_t> dropped_analysis_busy_{0};
    std::atomic<std::uint64_t> dropped_main_busy_{0};
    std::atomic<std::uint64_t> dropped_events_{0};

    std::array<std::thread, 4> threads_;
};

}  // namespace verikiosk::runner
