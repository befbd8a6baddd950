// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/libcamera_capture.hpp"

#include <libcamera/control_ids.h>
#include <libcamera/controls.h>
#include <libcamera/formats.h>
#include <libcamera/property_ids.h>
#include <libcamera/stream.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <string>
#include <system_error>
#include <utility>

#include "drivers/camera/conversion.hpp"
#include "drivers/camera/scaler_crop.hpp"
#include "drivers/camera/sensor_time.hpp"
#include "drivers/clock/clock.hpp"

namespace verikiosk::drivers {
namespace {

constexpr unsigned int buffer_count = 4;
constexpr int smallest_width = 320;  ///< below it no face is large enough at any distance
constexpr int smallest_height = 240;

libcamera::PixelFormat libcamera_name(CaptureFormat format) {
    switch (format) {
        case CaptureFormat::nv12:
            return libcamera::formats::NV12;
        case CaptureFormat::i420:
            return libcamera::formats::YUV420;
        case CaptureFormat::yuyv:
            return libcamera::formats::YUYV;
        case CaptureFormat::mjpeg:
            return libcamera::formats::MJPEG;
    }
    return {};
}

std::string text_of(int negative_errno) {
    return std::generic_category().message(-negative_errno);
}

std::int64_t monotonic_now() {
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

SensorRows rows_of(const libcamera::Rectangle& part) {
    return {part.y, static_cast<int>(part.height)};
}

}  // namespace

LibcameraCapture::LibcameraCapture(std::shared_ptr<libcamera::Camera> camera, bool quirky)
    : camera_(std::move(camera)), quirky_(quirky), slow_memory_([] { return SystemClock().now(); }) {}

LibcameraCapture::~LibcameraCapture() {
    // Leases first: none requeues once the gate is closed. Then the camera: stop() returns when the last
    // completion handler has.
    if (gate_) gate_->close();
    if (started_) camera_->stop();
    camera_->requestCompleted.disconnect(this);
    requests_.clear();
    own_buffers_.clear();
    allocator_.reset();
    if (acquired_) camera_->release();
}

Result<void> LibcameraCapture::acquire() {
    const int got = camera_->acquire();
    if (got < 0) {
        return fail(Errc::unavailable,
                    "the camera can't be had (" + text_of(got) +
                        "): end the other program that uses it, and let this user into the "
                        "group video");
    }
    acquired_ = true;
    return {};
}

Result<void> LibcameraCapture::describe(int width, int height, double fps, CameraAbilities& abilities) {
    if (auto step = acquire(); !step) return step;
    if (auto step = negotiate(width, height, fps); !step) return step;
    const libcamera::StreamConfiguration& stream = configuration_->at(0);
    for (const libcamera::PixelFormat& format : stream.formats().pixelformats()) {
        for (const libcamera::Size& size : stream.formats().sizes(format)) {
            abilities.modes.push_back(
                {format.toString(), static_cast<int>(size.width), static_cast<int>(size.height)});
        }
    }
    abilities.chosen = {stream.pixelFormat.toString(), static_cast<int>(stream.size.width),
                        static_cast<int>(stream.size.height)};
    abilities.reason = reason_for(format_, exact_, width, height, fps);
    abilities.info.width = abilities.chosen.width;
    abilities.info.height = abilities.chosen.height;
    const libcamera::ControlInfoMap& controls = camera_->controls();
    const auto limits = controls.find(&libcamera::controls::FrameDurationLimits);
    if (limits != controls.end()) {
        const auto shortest = limits->second.min().get<std::int64_t>();
        if (shortest > 0) abilities.fastest_fps = 1e6 / static_cast<double>(shortest);
    }
    return {};
}

Result<void> LibcameraCapture::start(int width, int height, double fps, CameraInfo& info) {
    if (auto step = acquire(); !step) return step;
    if (auto step = negotiate(width, height, fps); !step) return step;
    if (auto step = allocate(); !step) return step;
    if (auto step = run(fps); !step) return step;
    const libcamera::StreamConfiguration& stream = configuration_->at(0);
    info.width = static_cast<int>(stream.size.width);
    info.height = static_cast<int>(stream.size.height);
    return {};
}

Result<void> LibcameraCapture::negotiate(int width, int height, double fps) {
    const std::vector<libcamera::StreamRole> roles{libcamera::StreamRole::VideoRecording};
    configuration_ = camera_->generateConfiguration(roles);
    if (!configuration_ || configuration_->empty()) {
        return fail(Errc::unsupported, "the camera has no video stream");
    }
    libcamera::StreamConfiguration& stream = configuration_->at(0);
    const libcamera::Size wanted(static_cast<unsigned int>(width), static_cast<unsigned int>(height));
    // First a format that has the very size, then any that is large enough.
    for (const bool exact : {true, false}) {
        for (const CaptureFormat format : format_order(width, height, fps)) {
            stream.pixelFormat = libcamera_name(format);
            stream.size = wanted;
            stream.bufferCount = buffer_count;
            if (configuration_->validate() == libcamera::CameraConfiguration::Invalid) continue;
            const bool fits =
                exact ? stream.size == wanted
                      : stream.size.width >= smallest_width && stream.size.height >= smallest_height;
            if (stream.pixelFormat != libcamera_name(format) || !fits || stream.size.width % 2 != 0) continue;
            const int got = camera_->configure(configuration_.get());
            if (got < 0) return fail(Errc::unavailable, "the camera can't be configured: " + text_of(got));
            format_ = format;
            exact_ = exact;
            return {};
        }
    }
    return fail(Errc::unsupported,
                "the camera offers no NV12, I420, YUYV or MJPEG of at least 320x240; use another camera");
}

Result<void> LibcameraCapture::allocate() {
    const libcamera::StreamConfiguration& stream = configuration_->at(0);
    allocator_ = std::make_unique<libcamera::FrameBufferAllocator>(camera_);
    const int got = allocator_->allocate(stream.stream());
    if (got < 0 && quirky_) own_buffers_ = memory_buffers(stream, buffer_count);
    if (got < 0 && own_buffers_.empty()) {
        return fail(Errc::unavailable, "the camera gives no buffers: " + text_of(got));
    }
    const auto& buffers = own_buffers_.empty() ? allocator_->buffers(stream.stream()) : own_buffers_;
    memory_ = std::make_shared<MappedBuffers>();
    if (auto mapped = memory_->map(buffers); !mapped) return mapped;
    for (const auto& buffer : buffers) {
        auto request = camera_->createRequest(requests_.size());
        if (!request || request->addBuffer(stream.stream(), buffer.get()) < 0) {
            return fail(Errc::internal, "the camera makes no request");
        }
        requests_.push_back(std::move(request));
    }
    gate_ = std::make_shared<ReturnGate>(
        static_cast<std::uint32_t>(requests_.size()), [this](std::uint32_t buffer) { give_back(buffer); },
        memory_);
    return {};
}

Result<void> LibcameraCapture::run(double fps) {
    camera_->requestCompleted.connect(this, &LibcameraCapture::completed);
    libcamera::ControlList controls(camera_->controls());
    if (fps > 0 &&
        camera_->controls().find(&libcamera::controls::FrameDurationLimits) != camera_->controls().end()) {
        const auto microseconds = static_cast<std::int64_t>(std::lround(1e6 / fps));
        const std::array<std::int64_t, 2> limits{microseconds, microseconds};
        controls.set(libcamera::controls::FrameDurationLimits,
                     libcamera::Span<const std::int64_t, 2>(limits));
    }
    int got = camera_->start(&controls);
    if (got < 0) return fail(Errc::unavailable, "the camera does not start: " + text_of(got));
    started_ = true;
    const libcamera::ControlInfoMap& can = camera_->controls();
    if (!quirky_ && can.find(&libcamera::controls::ScalerCrop) != can.end())
        most_crop_ = camera_->properties().get(libcamera::properties::ScalerCropMaximum);
    if (quirky_) {
        pacer_ = std::make_unique<Pacer>(fps);
        for (std::uint32_t buffer = 0; buffer < requests_.size(); ++buffer)
            pacer_->wait(buffer);
        return {};
    }
    for (const auto& request : requests_) {
        got = camera_->queueRequest(request.get());
        if (got < 0) return fail(Errc::unavailable, "the camera takes no request: " + text_of(got));
    }
    return {};
}

/// On libcamera's thread: hands over, and gives a displaced frame straight back.
void LibcameraCapture::completed(libcamera::Request* request) {
    // The quirky pipeline derives its word from memory that nobody wrote, so some of its good requests say
    // that they were cancelled; left out here they would never be queued again. Those of a stop meet a closed
    // gate.
    if (!quirky_ && request->status() == libcamera::Request::RequestCancelled) return;
    if (const auto displaced = slot_.put(static_cast<std::uint32_t>(request->cookie()))) {
        gate_->pass_back(*displaced);
    }
}

/// Through the gate only, so never after the run.
void LibcameraCapture::give_back(std::uint32_t buffer) noexcept {
    memory_->end_reading(buffer);
    requests_[buffer]->reuse(libcamera::Request::ReuseBuffers);
    {
        const std::lock_guard lock(wish_mutex_);
        if (const auto crop = std::exchange(wished_crop_, std::nullopt))
            requests_[buffer]->controls().set(libcamera::controls::ScalerCrop, *crop);
        if (const auto exposure = std::exchange(wished_exposure_, std::nullopt))
            requests_[buffer]->controls().merge(*exposure);
    }
    if (pacer_) {
        pacer_->wait(buffer);
        return;
    }
    // It fails when the camera is gone or stops; both are noticed where frames are waited for.
    (void)camera_->queueRequest(requests_[buffer].get());
}

/// The next finished buffer. Where the pipeline has no pace of its own, requests are sent on their way here.
std::optional<std::uint32_t> LibcameraCapture::wait_for_buffer(TimePoint until) {
    const SystemClock clock;
    TimePoint now = clock.now();
    while (pacer_) {
        if (const auto due = pacer_->due(now)) (void)camera_->queueRequest(requests_[*due].get());
        const TimePoint next = std::min(until, pacer_->next(now));
        if (const auto buffer = slot_.take(std::max(Duration{}, next - now))) return buffer;
        now = clock.now();
        if (now >= until) return std::nullopt;
    }
    return slot_.take(std::max(Duration{}, until - now));
}

const libcamera::FrameMetadata& LibcameraCapture::metadata_of(std::uint32_t buffer) const {
    return requests_[buffer]->buffers().begin()->second->metadata();
}

FrameInfo LibcameraCapture::describe(std::uint32_t buffer, CameraInfo& info, CameraCounters& counters) {
    const libcamera::ControlList& controls = requests_[buffer]->metadata();
    const libcamera::FrameMetadata& metadata = metadata_of(buffer);
    FrameInfo frame;
    frame.width = info.width;
    frame.height = info.height;
    const std::uint64_t displaced = slot_.displaced();
    const std::uint64_t newly_displaced = displaced - std::exchange(displaced_, displaced);
    const std::uint64_t expected = next_sequence_ + newly_displaced;
    frame.sequence = quirky_ ? expected : first_sequence_ + metadata.sequence;
    const auto stamp = controls.get(libcamera::controls::SensorTimestamp);
    frame.sensor_time =
        boot_time_of(stamp.value_or(quirky_ ? 0 : static_cast<std::int64_t>(metadata.timestamp)),
                     monotonic_now(), SystemClock().now());
    if (const auto exposure = controls.get(libcamera::controls::ExposureTime)) {
        frame.exposure = std::chrono::microseconds(*exposure);
        info.exposure_reported = true;
    }
    if (const auto gain = controls.get(libcamera::controls::AnalogueGain)) frame.gain = *gain;
    frame.pan = read_crop(controls);
    exposure_.read(controls);

    counters.dropped_newer += newly_displaced;
    // A gap that the slot does not explain never left the sensor.
    if (frame.sequence > expected) counters.dropped_by_sensor += frame.sequence - expected;
    next_sequence_ = std::max(next_sequence_, frame.sequence + 1);
    return frame;
}

/// Cameras that can't move the picture (USB ones) tell no crop, and have no room.
Pan LibcameraCapture::read_crop(const libcamera::ControlList& metadata) {
    if (!most_crop_) return {};
    const auto crop = metadata.get(libcamera::controls::ScalerCrop);
    if (!crop) return {};
    crop_ = *crop;
    return pan_of(rows_of(*crop), rows_of(*most_crop_));
}

void LibcameraCapture::pan(float at) {
    if (!crop_ || at == pan_) return;
    pan_ = at;
    libcamera::Rectangle wished = *crop_;
    wished.y = top_for(at, rows_of(*crop_), rows_of(*most_crop_));
    const std::lock_guard lock(wish_mutex_);
    wished_crop_ = wished;
}

void LibcameraCapture::expose(const ExposureRequest& request) {
    if (quirky_) return;
    auto wish = exposure_.wish(request, camera_->controls());
    if (!wish) return;
    const std::lock_guard lock(wish_mutex_);
    wished_exposure_ = std::move(*wish);
}

Result<Frame> LibcameraCapture::take(Duration limit, CameraInfo& info, CameraCounters& counters) {
    const SystemClock clock;
    const TimePoint until = clock.now() + limit;
    if (!pool_->wait_free(limit))
        return fail(Errc::timeout, "readers hold all four pictures; drop a frame first");
    for (;;) {
        const auto buffer = wait_for_buffer(until);
        if (!buffer) return fail(Errc::timeout, "no frame yet");
        const FrameInfo frame = describe(*buffer, info, counters);
        if (!quirky_ && metadata_of(*buffer).status != libcamera::FrameMetadata::FrameSuccess) {
            ++counters.dropped_by_sensor;
            gate_->pass_back(*buffer);
            continue;
        }
        memory_->begin_reading(*buffer);
        auto result = frame_of(*buffer, frame, counters);
        if (result) ++counters.delivered;
        if (result || result.error().code != Errc::corrupt) return result;
        ++counters.torn;
    }
}

/// The frame of a buffer; the buffer is lent with it, or given back.
Result<Frame> LibcameraCapture::frame_of(std::uint32_t buffer, FrameInfo frame, CameraCounters& counters) {
    const bool as_it_is = format_ == CaptureFormat::nv12 || format_ == CaptureFormat::i420;
    if (as_it_is) return direct(buffer, frame, counters);
    auto result = converted(buffer, frame);
    gate_->pass_back(buffer);
    return result;
}

Result<Frame> LibcameraCapture::direct(std::uint32_t buffer, FrameInfo frame, CameraCounters& counters) {
    frame.format = format_ == CaptureFormat::nv12 ? PixelFormat::nv12 : PixelFormat::i420;
    const std::size_t stride = configuration_->at(0).stride;
    const auto planes = planes_of(memory_->pieces(buffer), frame.format, frame.width, frame.height, stride);
    const auto& filled = metadata_of(buffer).planes();
    const std::size_t needed =
        stride * static_cast<std::size_t>(frame.height - 1) + static_cast<std::size_t>(frame.width);
    if (!planes || (!quirky_ && !filled.empty() && filled[0].bytesused < needed)) {
        gate_->pass_back(buffer);
        return fail(Errc::corrupt, "a picture is too short");
    }
    if (slow_memory_.is_slow(memory_->pieces(buffer)[0])) {
        auto result = copied(frame, *planes);
        gate_->pass_back(buffer);
        if (result) ++counters.copied;
        return result;
    }
    gate_->lend();
    return Frame(frame, *planes, gate_, buffer);
}

Result<Frame> LibcameraCapture::copied(const FrameInfo& frame, const std::array<Plane, 3>& planes) {
    const auto borrowed = pool_->borrow();
    if (!borrowed) return fail(Errc::internal, "no picture is free, though take() saw one");
    return Frame(frame, SlowMemory::copy(frame, planes, pool_->planes(*borrowed)), pool_, *borrowed);
}

Result<Frame> LibcameraCapture::converted(std::uint32_t buffer, FrameInfo frame) {
    const auto borrowed = pool_->borrow();
    if (!borrowed) return fail(Errc::internal, "no picture is free, though take() saw one");
    PicturePool::Planes& to = pool_->planes(*borrowed);
    const auto pieces = memory_->pieces(buffer);
    const auto& filled = metadata_of(buffer).planes();
    Result<void> done = fail(Errc::corrupt, "a picture without data");
    if (!pieces.empty() && !filled.empty()) {
        const auto bytes = pieces[0].first(std::min<std::size_t>(filled[0].bytesused, pieces[0].size()));
        done = convert({format_, bytes, configuration_->at(0).stride, frame.width, frame.height}, to);
    }
    if (!done) {
        pool_->requeue(*borrowed);
        return fail(done.error());
    }
    const auto width = static_cast<std::size_t>(frame.width);
    const bool jpeg = format_ == CaptureFormat::mjpeg;
    frame.format = jpeg ? PixelFormat::i420 : PixelFormat::nv12;
    frame.full_range = jpeg;
    const std::size_t chroma = jpeg ? (width + 1) / 2 : width;
    return Frame(
        frame,
        {{{to.y.data(), width}, {to.u.data(), chroma}, {jpeg ? to.v.data() : nullptr, jpeg ? chroma : 0}}},
        pool_, *borrowed);
}

}  // namespace verikiosk::drivers
