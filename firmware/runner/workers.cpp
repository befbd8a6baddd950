// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/workers.hpp"

#include <pthread.h>

#include <utility>

namespace verikiosk::runner {
namespace {

constexpr auto wait = std::chrono::milliseconds(100);
// Longer than any picture takes to draw: past it the main thread has other troubles than this frame.
constexpr auto main_patience = std::chrono::milliseconds(100);
// A second has one look of each kind that the reader takes in turn (code_reader.hpp), which is soon enough
// for somebody who holds up a telephone, and leaves a small board's core to other things.
constexpr Duration between_code_looks = std::chrono::milliseconds(250);
constexpr auto between_deliveries = std::chrono::seconds(1);
constexpr std::size_t inbox_size = 64;
constexpr std::array<const char*, 4> names = {"capture", "analysis", "detection", "sending"};

}  // namespace

Workers::Workers(WorkerParts parts, std::optional<Duration> smile_at)
    : parts_(parts),
      smile_at_(smile_at),
      camera_{parts.camera.info(), {}, 0, {}, 0},
      inbox_(inbox_size),
      newest_(1),
      requests_(1),
      spare_(1),
      results_(1),
      errands_(16) {}

void Workers::start() {
    const auto launch = [this](Worker worker, void (Workers::*work)()) {
        came_round_.at(worker) = nanoseconds_of(parts_.clock.now());
        std::thread& thread = threads_.at(worker);
        thread = std::thread(work, this);
        pthread_setname_np(thread.native_handle(), names.at(worker));
    };
    launch(capturing, &Workers::capture);
    launch(analysing, &Workers::analyse);
    launch(detecting, &Workers::detect);
    launch(sending, &Workers::send);
}

bool Workers::goes_on(Worker worker) {
    came_round_.at(worker) = nanoseconds_of(parts_.clock.now());
    return !stopping_;
}

std::string_view Workers::stuck(TimePoint now, Duration patience) const {
    for (std::size_t worker = 0; worker < came_round_.size(); ++worker) {
        if (now - from_nanoseconds(came_round_.at(worker)) > patience) return names.at(worker);
    }
    return {};
}

void Workers::stop() {
    stopping_ = true;
    inbox_.close();
    newest_.close();
    requests_.close();
    spare_.close();
    results_.close();
    errands_.close();
    for (std::thread& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
}

void Workers::dispatch(Errand errand) {
    if (!errands_.push(std::move(errand), wait)) ++dropped_events_;
}

void Workers::set_purpose(Purpose purpose, std::uint64_t capture, std::uint64_t asked) {
    asked_ = asked;
    capture_ = capture;
    purpose_ = purpose;
}

void Workers::set_camera(float pan, const drivers::ExposureRequest& exposure) {
    pan_ = pan;
    const std::scoped_lock lock(info_mutex_);
    exposure_ = exposure;
}

drivers::ExposureRequest Workers::exposure() const {
    const std::scoped_lock lock(info_mutex_);
    return exposure_;
}

bool Workers::post(session::Event event) {
    const bool taken = inbox_.push(Message(std::move(event)), std::chrono::seconds(1));
    if (!taken) ++dropped_events_;
    return taken;
}

void Workers::capture() {
    bool lost = false;
    bool ended = false;
    std::optional<std::uint32_t> generation;
    while (goes_on(capturing)) {
        parts_.camera.pan(pan_);
        parts_.camera.expose(exposure());
        auto frame = parts_.camera.next(wait);
        if (!frame) {
            const Errc code = frame.error().code;
            if (code != Errc::timeout) publish_camera(nullptr);
            if (code == Errc::ended) {
                if (!std::exchange(ended, true)) (void)post(session::FramesEnded{});
                std::this_thread::sleep_for(wait);
            } else if (code != Errc::timeout) {
                if (!std::exchange(lost, true)) (void)post(session::CameraLost{});
                std::this_thread::sleep_for(wait);
            }
            continue;
        }
        const std::uint32_t now = parts_.camera.generation();
        if (std::exchange(lost, false) || (generation && *generation != now)) {
            post(session::CameraLost{true});
        }
        generation = now;
        publish_camera(&frame->info());
        ++captured_;
        if (newest_.push_newest(std::move(*frame))) ++dropped_analysis_busy_;
    }
}

CameraInfo Workers::camera_info() const {
    const std::scoped_lock lock(info_mutex_);
    return camera_.info;
}

CameraView Workers::camera() const {
    const std::scoped_lock lock(info_mutex_);
    return camera_;
}

/// What a camera can do may become known with its frames; the others read a copy. No frame: it is lost.
void Workers::publish_camera(const drivers::FrameInfo* frame) {
    const std::scoped_lock lock(info_mutex_);
    if (!(camera_.info == parts_.camera.info())) camera_.info = parts_.camera.info();
    camera_.counters = parts_.camera.counters();
    if (frame == nullptr) {
        camera_.measured_fps = 0;
        pace_since_.reset();
        return;
    }
    camera_.exposure = frame->exposure;
    camera_.gain = frame->gain;
    measure_pace(frame->sensor_time);
}

void Workers::measure_pace(TimePoint sensor_time) {
    if (!pace_since_) {
        pace_since_ = sensor_time;
        pace_frames_ = 0;
        return;
    }
    ++pace_frames_;
    const Duration passed = sensor_time - *pace_since_;
    if (passed < std::chrono::seconds(1)) return;
    camera_.measured_fps = pace_frames_ / seconds_of(passed);
    pace_since_ = sensor_time;
    pace_frames_ = 0;
}

void Workers::analyse() {
    std::uint64_t capture = 0;
    while (goes_on(analysing)) {
        auto frame = newest_.pop(wait);
        const Purpose purpose = purpose_;
        if (frame && purpose == Purpose::codes) seek_code(std::move(*frame));
        if (!frame || purpose != Purpose::faces) continue;
        if (const std::uint64_t wanted = capture_; wanted != capture) {
            capture = wanted;
            parts_.analyser.reset();
        }
        look_at(std::move(*frame), capture);
    }
}

void Workers::look_at(drivers::Frame frame, std::uint64_t capture) {
    const drivers::FrameInfo& info = frame.info();
    const vision::GrayView luma = luma_of(frame);
    const vision::FrameStamp stamp{info.sequence, info.sensor_time, info.exposure, info.gain};
    exchange_detections(luma, stamp);
    SeenFrame seen{{parts_.analyser.analyse(luma, stamp), std::nullopt}, std::move(frame), capture};
    if (parts_.meter != nullptr) {
        Observation& observation = seen.analysed.observation;
        observation.row.liveness = parts_.meter->measure(colours_of(seen.frame), observation, asked_);
    }
    if (const vision::CropPixels* crop = parts_.analyser.crop()) seen.analysed.crop = *crop;
    ++analysed_;
    if (!inbox_.push(Message(std::move(seen)), main_patience)) ++dropped_main_busy_;
}

/// No face is looked for here. The frame goes on to be shown, and now and then a copy of it to be read.
void Workers::seek_code(drivers::Frame frame) {
    const TimePoint now = parts_.clock.now();
    if (!looked_ || now - *looked_ >= between_code_looks) {
        looked_ = now;
        auto spare = spare_.pop(std::chrono::nanoseconds(0));
        auto picture = spare ? std::move(*spare) : std::make_unique<CodePicture>();
        if (vision::pack_for_codes(luma_of(frame), picture->gray)) {
            picture->taken = frame.info().sensor_time;
            requests_.push_newest({{}, std::move(picture)});
        }
    }
    if (!inbox_.push(Message(ViewedFrame{std::move(frame)}), main_patience)) ++dropped_main_busy_;
}

void Workers::read_code(std::unique_ptr<CodePicture> picture) {
    ++code_looks_;
    if (auto code = parts_.codes->look(picture->gray))
        post(session::CodeSeen{std::move(*code), picture->taken});
    spare_.push_newest(std::move(picture));
}

void Workers::exchange_detections(const vision::GrayView& luma, const vision::FrameStamp& stamp) {
    if (auto result = results_.pop(std::chrono::nanoseconds(0))) parts_.analyser.land(*result);
    if (parts_.analyser.wants_detection(luma, stamp, request_))
        requests_.push_newest({std::move(request_), nullptr});
}

void Workers::detect() {
    while (goes_on(detecting)) {
        auto request = requests_.pop(wait);
        if (!request) continue;
        if (request->code) {
            read_code(std::move(request->code));
        } else {
            const TimePoint begun = parts_.clock.now();
            vision::DetectionResult result = parts_.detector.detect(request->faces);
            times_.detection.add(parts_.clock.now() - begun);
            results_.push_newest(std::move(result));
        }
    }
}

void Workers::send() {
    while (goes_on(sending)) {
        watch_storage();
        const auto errand = errands_.pop(between_deliveries);
        if (stopping_) return;
        if (const auto* redeem = errand ? std::get_if<RedeemErrand>(&*errand) : nullptr) {
            post(parts_.courier.redeem(redeem->code, redeem->camera, smile_at_));
        }
        // With a backend that answers nobody each exchange takes its whole time limit, and there may be many.
        const auto go_on = [this] {
            watch_storage();
            return goes_on(sending);
        };
        for (session::Event& event : parts_.courier.deliver(parts_.clock.wall(), go_on))
            post(std::move(event));
    }
}

void Workers::watch_storage() {
    auto storage = parts_.courier.storage().look(parts_.clock.now());
    if (storage && !post(std::move(*storage))) parts_.courier.storage().untold();
}

RunnerCounters Workers::counters() const {
    return {captured_, analysed_, code_looks_, dropped_analysis_busy_, dropped_main_busy_, dropped_events_};
}

}  // namespace verikiosk::runner
