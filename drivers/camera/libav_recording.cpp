// SPDX-License-Identifier: Apache-2.0
extern "C" {
#include <libavutil/frame.h>
#include <libavutil/pixfmt.h>
}

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "drivers/camera/recording_camera.hpp"
#include "drivers/camera/recording_source.hpp"
#include "drivers/camera/recording_timeline.hpp"
#include "drivers/clock/clock.hpp"

namespace verikiosk::drivers {
namespace {

namespace fs = std::filesystem;
constexpr std::uint32_t buffer_count = 4;

/// The four buffers. A lease keeps this alive, so a picture outlives its camera.
class Buffers final : public BufferOwner {
  public:
    void requeue(std::uint32_t buffer) noexcept override {
        AvFrame freed;
        {
            const std::lock_guard lock(mutex_);
            freed = std::move(slots_[buffer]);
        }
        returned_.notify_one();
    }

    /// Waits at most `limit` for a free one.
    [[nodiscard]] bool wait_free(Duration limit) {
        std::unique_lock lock(mutex_);
        return returned_.wait_for(lock, limit, [this] { return free_slot() < buffer_count; });
    }

    /// Keeps `picture` until its lease ends. One must be free: one thread alone takes them.
    [[nodiscard]] std::uint32_t keep(AvFrame picture) {
        const std::lock_guard lock(mutex_);
        const std::uint32_t slot = free_slot();
        slots_[slot] = std::move(picture);
        return slot;
    }

  private:
    [[nodiscard]] std::uint32_t free_slot() const {
        std::uint32_t i = 0;
        while (i < buffer_count && slots_[i])
            ++i;
        return i;
    }

    std::mutex mutex_;
    std::condition_variable returned_;
    std::array<AvFrame, buffer_count> slots_;
};

struct TimedFrame {
    SourceFrame frame;
    TimePoint time{};
};

class RecordingCamera final : public Camera {
  public:
    RecordingCamera(fs::path path, RecordingOptions options, CameraInfo info)
        : path_(std::move(path)), options_(options), info_(std::move(info)) {}

    [[nodiscard]] const CameraInfo& info() const override { return info_; }
    [[nodiscard]] std::uint32_t generation() const override { return 0; }
    [[nodiscard]] CameraCounters counters() const override {
        CameraCounters counters = counters_;
        counters.torn += source_ ? source_->torn() : 0;
        return counters;
    }

    [[nodiscard]] Result<void> start() override;
    void stop() noexcept override {
        running_ = false;
        front_.reset();
        behind_.reset();
        counters_.torn += source_ ? source_->torn() : 0;
        source_.reset();
    }
    [[nodiscard]] Result<Frame> next(Duration limit) override;

  private:
    [[nodiscard]] Result<TimedFrame> read();
    [[nodiscard]] Result<void> keep_pace(Duration limit);
    [[nodiscard]] Result<Frame> lease(TimedFrame timed);

    fs::path path_;
    RecordingOptions options_;
    CameraInfo info_;
    std::unique_ptr<RecordingSource> source_;
    RecordingTimeline timeline_{TimePoint{}, 1s};
    std::shared_ptr<Buffers> buffers_ = std::make_shared<Buffers>();
    SystemClock clock_;
    std::optional<TimedFrame> front_;   ///< read, to be handed out next
    std::optional<TimedFrame> behind_;  ///< own pace: read ahead, to see whether the front one is overdue
    std::optional<Error> after_;        ///< what comes behind them
    std::optional<Duration> ahead_;     ///< own pace: from the recording's sensor time to the boot clock
    CameraCounters counters_;
    bool running_ = false;
};

Result<std::unique_ptr<RecordingSource>> open_source(const fs::path& path, const RecordingOptions& options) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) return fail(Errc::not_found, path.string() + ": there is no such recording");
    if (fs::is_directory(status)) {
        return open_picture_source(path, options.picture_rate, options.max_pixels);
    }
    if (!fs::is_regular_file(status)) {
        return fail(Errc::invalid, path.string() + ": neither a file nor a folder of pictures");
    }
    return open_video_source(path, options.max_pixels);
}

Result<void> RecordingCamera::start() {
    if (running_) return {};
    auto opened = open_source(path_, options_);
    if (!opened) return fail(opened.error());
    source_ = std::move(*opened);
    const double rate = info_.frames_per_second > 0 ? std::clamp(info_.frames_per_second, 1.0, 1000.0) : 30.0;
    timeline_ = RecordingTimeline(options_.origin, Duration(static_cast<std::int64_t>(1e9 / rate)));
    after_.reset();
    ahead_.reset();
    running_ = true;
    return {};
}

Result<TimedFrame> RecordingCamera::read() {
    for (;;) {
        auto frame = source_->next();
        if (!frame) return fail(frame.error());
        const TimePoint time = timeline_.place(frame->file_time);
        if (time - options_.origin >= options_.start_at) return TimedFrame{std::move(*frame), time};
    }
}

/// Waits until the front frame is due and leaves out those that are overdue.
Result<void> RecordingCamera::keep_pace(Duration limit) {
    const TimePoint asked = clock_.now();
    if (!ahead_) ahead_ = asked - front_->time;
    const TimePoint due = front_->time + *ahead_;
    if (due > asked) {
        std::this_thread::sleep_for(std::min(due - asked, limit));
        if (due - asked > limit) return fail(Errc::timeout, "the recording's next frame is not due yet");
        return {};
    }
    // Measured against `asked`, so that a machine slower than the recording still gets its frame.
    for (;;) {
        if (!behind_ && !after_) {
            auto following = read();
            if (following) {
                behind_ = std::move(*following);
            } else {
                after_ = following.error();
            }
        }
        if (!behind_ || pace_step(asked, front_->time + *ahead_, behind_->time + *ahead_) != PaceStep::drop) {
            return {};
        }
        front_ = std::exchange(behind_, std::nullopt);
        ++counters_.dropped_newer;
    }
}

Result<Frame> RecordingCamera::lease(TimedFrame timed) {
    const std::uint64_t number = timed.frame.number;
    auto upright = upright_planes(std::move(timed.frame));
    if (!upright) return fail(upright.error(), path_.string());
    const AVFrame& picture = **upright;
    FrameInfo frame;
    frame.sequence = number;
    frame.sensor_time = timed.time + ahead_.value_or(Duration{});
    frame.width = picture.width;
    frame.height = picture.height;
    frame.format = picture.format == AV_PIX_FMT_NV12 ? PixelFormat::nv12 : PixelFormat::i420;
    frame.full_range = picture.color_range == AVCOL_RANGE_JPEG;
    if (frame.width != info_.width || frame.height != info_.height) {
        return fail(Errc::invalid, path_.string() + ": picture " + std::to_string(number) + " is " +
                                       std::to_string(frame.width) + "x" + std::to_string(frame.height) +
                                       ", the first one is " + std::to_string(info_.width) + "x" +
                                       std::to_string(info_.height) + "; all must have one size");
    }
    std::array<Plane, 3> planes{};
    for (std::size_t i = 0; i < planes.size() && picture.data[i] != nullptr; ++i) {
        planes[i] = {picture.data[i], static_cast<std::size_t>(picture.linesize[i])};
    }
    const std::uint32_t buffer = buffers_->keep(std::move(*upright));
    ++counters_.delivered;
    return Frame(frame, planes, buffers_, buffer);
}

Result<Frame> RecordingCamera::next(Duration limit) {
    if (!running_) return fail(Errc::invalid, path_.string() + ": the recording was not started");
    if (!buffers_->wait_free(limit)) {
        return fail(Errc::timeout, "all four buffers are still being read; drop a frame first");
    }
    if (!front_ && after_) return fail(*std::exchange(after_, std::nullopt));
    if (!front_) {
        auto first = read();
        if (!first) return fail(first.error());
        front_ = std::move(*first);
    }
    if (options_.own_pace) {
        if (auto due = keep_pace(limit); !due) return fail(due.error());
    }
    TimedFrame current = std::move(*front_);
    front_ = std::exchange(behind_, std::nullopt);
    return lease(std::move(current));
}

/// Size after turning, which only the first frame tells for certain.
Result<CameraInfo> describe(const fs::path& path, RecordingSource& source) {
    CameraInfo info;
    info.kind = CameraKind::recording;
    info.frames_per_second = source.info().frames_per_second;
    auto id = recording_digest(path);
    if (!id) return fail(id.error());
    info.id = std::move(*id);
    auto first = source.next();
    if (!first) {
        return fail(first.error().code == Errc::ended
                        ? Error{Errc::corrupt, path.string() + ": none of its pictures can be decoded"}
                        : first.error());
    }
    const int turn = first->turn;
    const bool mirrored = first->mirrored;
    auto upright = upright_planes(std::move(*first));
    if (!upright) return fail(upright.error(), path.string());
    info.width = (*upright)->width;
    info.height = (*upright)->height;
    info.model = path.filename().string() + " (" + source.info().codec + (mirrored ? ", unmirrored" : "") +
                 (turn == 0 ? "" : ", turned by " + std::to_string(turn) + " degrees") + ")";
    return info;
}

}  // namespace

Result<std::unique_ptr<Camera>> open_recording(const fs::path& path, const RecordingOptions& options) {
    auto source = open_source(path, options);
    if (!source) return fail(source.error());
    auto info = describe(path, **source);
    if (!info) return fail(info.error());
    return std::make_unique<RecordingCamera>(path, options, std::move(*info));
}

}  // namespace verikiosk::drivers
