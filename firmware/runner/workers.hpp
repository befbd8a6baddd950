// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
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

/// A frame that is only shown, for a visitor to aim with.
struct ViewedFrame {
    drivers::Frame frame;
};

using Message = std::variant<session::Event, SeenFrame, ViewedFrame>;

/// A frame's pixels on their way to the code reader; the camera's buffer has gone back.
struct CodePicture {
    vision::PackedGray gray;
    TimePoint taken{};
};

/// Work for detection: a picture to read, or else one to find faces in.
struct Request {
    vision::DetectionRequest faces;
    std::unique_ptr<CodePicture> code;
};

/// What frames are for at the moment.
enum class Purpose : std::uint8_t { none, codes, faces };

struct WorkerParts {
    drivers::Camera& camera;
    vision::Analyser& analyser;
    vision::Detector& detector;
    const drivers::Clock& clock;
    Courier& courier;
    vision::Meter* meter;
    vision::CodeReader* codes;
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

    /// What frames are for, and for which capture; the analyser starts afresh for a new one.
    /// `asked` counts challenges (session::State::asked).
    void set_purpose(Purpose purpose, std::uint64_t capture, std::uint64_t asked);
    /// How the camera's picture is wished (drivers::Camera::pan, expose).
    void set_camera(float pan, const drivers::ExposureRequest& exposure);

    [[nodiscard]] RunnerCounters counters() const;

    /// The name of a thread that has not come round for `patience`; empty when all have.
    [[nodiscard]] std::string_view stuck(TimePoint now, Duration patience) const;

    // As of the latest frame; copies, since the camera belongs to the capture thread.
    [[nodiscard]] CameraInfo camera_info() const;
    [[nodiscard]] CameraView camera() const;

    [[nodiscard]] RunnerTimes& times() { return times_; }

  private:
    /// The threads, in the order in which they are started.
    enum Worker : std::size_t { capturing, analysing, detecting, sending, workers };

    /// Whether this thread goes on; each says so every time it comes round.
    [[nodiscard]] bool goes_on(Worker worker);
    void publish_camera(const drivers::FrameInfo* frame);
    void measure_pace(TimePoint sensor_time);
    void capture();
    void analyse();
    void detect();
    void send();
    void watch_storage();
    [[nodiscard]] drivers::ExposureRequest exposure() const;
    bool post(session::Event event);
    void look_at(drivers::Frame frame, std::uint64_t capture);
    void seek_code(drivers::Frame frame);
    void read_code(std::unique_ptr<CodePicture> picture);
    void exchange_detections(const vision::GrayView& luma, const vision::FrameStamp& stamp);

    WorkerParts parts_;
    std::optional<Duration> smile_at_;
    mutable std::mutex info_mutex_;
    CameraView camera_;
    std::atomic<bool> stopping_{false};
    std::atomic<Purpose> purpose_{Purpose::none};
    std::atomic<std::uint64_t> capture_{0};
    std::atomic<std::uint64_t> asked_{0};
    std::atomic<float> pan_{0};
    drivers::ExposureRequest exposure_;  ///< under info_mutex_

    BoundedQueue<Message> inbox_;
    BoundedQueue<drivers::Frame> newest_;  ///< from capture to analysis
    BoundedQueue<Request> requests_;
    BoundedQueue<std::unique_ptr<CodePicture>> spare_;  ///< back from detection, for the next one
    BoundedQueue<vision::DetectionResult> results_;
    BoundedQueue<Errand> errands_;

    // The analysis thread's.
    vision::DetectionRequest request_;
    std::optional<TimePoint> looked_;  ///< when a frame was last handed on to be read

    std::atomic<std::uint64_t> captured_{0};
    std::atomic<std::uint64_t> analysed_{0};
    std::atomic<std::uint64_t> code_looks_{0};
    std::atomic<std::uint64_t> dropped_analysis_busy_{0};
    std::atomic<std::uint64_t> dropped_main_busy_{0};
    std::atomic<std::uint64_t> dropped_events_{0};

    RunnerTimes times_;
    std::optional<TimePoint> pace_since_;  ///< the capture thread's, as the next
    int pace_frames_ = 0;

    std::array<std::atomic<std::int64_t>, workers> came_round_{};  ///< on the boot clock, nanoseconds
    std::array<std::thread, workers> threads_;
};

}  // namespace verikiosk::runner
