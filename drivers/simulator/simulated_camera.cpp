// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/simulated_camera.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstring>
#include <ctime>
#include <optional>
#include <thread>

namespace verikiosk::drivers {
namespace {

constexpr Duration frame_interval{33'333'333};
constexpr std::uint32_t buffer_count = 4;

TimePoint boot_clock_now() {
    std::timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return from_nanoseconds(std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec);
}

// The four buffers. Outlives the camera as long as a lease does.
class Buffers : public BufferOwner {
  public:
    Buffers(int width, int height) {
        const auto pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
        for (auto& memory : memory_)
            memory.resize(pixels * 3 / 2);
    }
    void requeue(std::uint32_t buffer) noexcept override {
        leased_[buffer].store(false, std::memory_order_release);
    }
    std::optional<std::uint32_t> take() {
        for (std::uint32_t i = 0; i < buffer_count; ++i)
            if (!leased_[i].exchange(true, std::memory_order_acquire)) return i;
        return std::nullopt;
    }
    std::uint8_t* data(std::uint32_t buffer) { return memory_[buffer].data(); }

  private:
    std::array<std::vector<std::uint8_t>, buffer_count> memory_;
    std::array<std::atomic<bool>, buffer_count> leased_{};
};

class Simulated final : public SimulatedCamera {
  public:
    Simulated(const SimulatedCameraOptions& options, std::unique_ptr<simulator::Act> act)
        : options_(options),
          model_(simulator::camera_model(options.variant)),
          act_(std::move(act)),
          renderer_(options.visitor.scene, options.width, options.sensor_height, options.visitor.seed,
                    model_),
          lens_(renderer_.lens()),
          jitter_(simulator::Random(options.visitor.seed).fork(50)),
          buffers_(std::make_shared<Buffers>(options.width, options.height)),
          wished_pans_(static_cast<std::size_t>(model_.control_lag_frames) + 1) {
        info_.kind = CameraKind::simulated;
        info_.id = "simulated-" + std::to_string(options.visitor.seed);
        info_.model = "Simulated visitor";
        info_.exposure_settable = true;
        info_.exposure_reported = true;
        info_.white_balance_lockable = true;
        info_.control_lag_frames = model_.control_lag_frames;
    }

    const CameraInfo& info() const override { return info_; }
    Result<void> start() override {
        info_.width = options_.width;
        info_.height = options_.height;
        info_.frames_per_second = 30.0;
        running_ = true;
        return {};
    }
    void stop() noexcept override { running_ = false; }
    Result<Frame> next(Duration limit) override;
    void pan(float at) override { wished_pan_ = at; }
    void expose(const ExposureRequest& request) override;
    std::uint32_t generation() const override { return 0; }
    CameraCounters counters() const override { return counters_; }

    void cue(simulator::Cue asked) override { act_->cue(asked); }
    void hold_up(std::optional<simulator::CodeModules> code) override {
        telephone_.reset();
        if (code)
            telephone_ = std::make_unique<simulator::Telephone>(std::move(*code), options_.visitor.seed);
    }
    void set_screen_light(simulator::Colour lux) override {
        const auto bound = [](float value) { return std::clamp(value, 0.0F, 200.0F); };
        const simulator::Colour bounded{bound(lux.r), bound(lux.g), bound(lux.b)};
        renderer_.set_screen_light(bounded);
        act_->light(bounded);
    }
    void set_exposure(Duration time, float gain) override {
        const auto lag = static_cast<std::uint64_t>(model_.control_lag_frames);
        wanted_ = Wanted{sequence_ + lag, {static_cast<float>(seconds_of(time)), gain}};
    }
    void lock_exposure(bool locked) override {
        wanted_.reset();
        locked ? renderer_.exposure().lock() : renderer_.exposure().release();
        orders_.locked = locked;
        if (!locked) orders_.exposure.reset();
    }
    const simulator::Act& act() const override { return *act_; }
    const simulator::Lens& lens() const override { return lens_; }

  private:
    struct Wanted {
        std::uint64_t from;
        simulator::Exposure exposure;
    };

    bool wait_until_due(Duration limit);
    void draw(std::uint8_t* memory);
    /// Draws what the sensor sees, of which the picture is a part, straight into the picture where it is all.
    void take(std::uint8_t* memory);
    void move_picture();
    [[nodiscard]] FrameInfo describe();

    SimulatedCameraOptions options_;
    simulator::CameraModel model_;
    std::unique_ptr<simulator::Act> act_;
    std::unique_ptr<simulator::Telephone> telephone_;
    simulator::Renderer renderer_;
    simulator::Lens lens_;  ///< of the picture
    simulator::Random jitter_;
    std::shared_ptr<Buffers> buffers_;
    CameraInfo info_;
    CameraCounters counters_;
    std::optional<Wanted> wanted_;
    ExposureRequest requested_;
    simulator::Exposure locked_;  // where steps of exposure start
    std::optional<TimePoint> started_;
    std::vector<std::uint8_t> last_;  // kept only where a picture may be repeated
    simulator::Exposure exposure_;
    simulator::CameraOrders orders_;
    bool injected_ = false;             // the picture is not the sensor's
    bool steady_ = false;               // nor are its time stamps
    std::vector<std::uint8_t> sensor_;  // of one that is larger than the picture
    float wished_pan_ = 0;
    std::vector<float> wished_pans_;  // of the latest frames, by their sequence
    int top_ = 0;                     // the sensor's row that is the picture's first
    std::uint64_t sequence_ = 0;
    bool running_ = false;
};

void Simulated::expose(const ExposureRequest& request) {
    if (request == requested_) return;
    if (!request.locked) {
        lock_exposure(false);
    } else if (!requested_.locked) {
        lock_exposure(true);
        locked_ = injected_ ? exposure_ : renderer_.exposure().now();
    }
    requested_ = request;
    if (!request.locked) return;
    wanted_ = Wanted{
        sequence_ + static_cast<std::uint64_t>(model_.control_lag_frames),
        {locked_.seconds * std::exp2(request.time_stops), locked_.gain * std::exp2(request.gain_stops)}};
}

bool Simulated::wait_until_due(Duration limit) {
    if (!started_) started_ = options_.own_pace ? boot_clock_now() : options_.origin;
    if (!options_.own_pace) return true;
    const Duration left =
        *started_ + frame_interval * static_cast<std::int64_t>(sequence_) - boot_clock_now();
    if (left > limit) {
        std::this_thread::sleep_for(limit);
        return false;
    }
    if (left > Duration::zero()) std::this_thread::sleep_for(left);
    return true;
}

void Simulated::draw(std::uint8_t* memory) {
    const std::size_t pixels = static_cast<std::size_t>(info_.width) * static_cast<std::size_t>(info_.height);
    act_->advance(seconds_of(frame_interval));
    if (act_->frozen() && !last_.empty()) {
        std::memcpy(memory, last_.data(), last_.size());
        return;
    }
    if (wanted_ && sequence_ >= wanted_->from) {
        renderer_.exposure().hold(wanted_->exposure);
        orders_.exposure = renderer_.exposure().now();
        wanted_.reset();
    }
    // A code is shown to the true camera: who injects begins when it was read.
    simulator::Injection* injection = telephone_ ? nullptr : act_->injection();
    injected_ = injection != nullptr;
    steady_ = false;
    if (injected_) {
        const auto stride = static_cast<std::size_t>(info_.width);
        const auto claim =
            injection->take({memory, stride, memory + pixels, stride}, info_.width, info_.height, orders_);
        exposure_ = claim.exposure;
        steady_ = claim.steady;
    } else {
        take(memory);
    }
    if (options_.act == simulator::ActKind::frozen) last_.assign(memory, memory + pixels * 3 / 2);
}

void Simulated::move_picture() {
    wished_pans_.at(sequence_ % wished_pans_.size()) = wished_pan_;
    const float at = wished_pans_.at((sequence_ + 1) % wished_pans_.size());
    const int spare = options_.sensor_height - options_.height;
    const float down = static_cast<float>(spare) / 2 + at * static_cast<float>(options_.height);
    top_ = std::clamp(static_cast<int>(std::lround(down)), 0, spare) / 2 * 2;  // chroma has half the rows
    lens_ = renderer_.lens();
    lens_.middle_y -= static_cast<float>(top_);
}

void Simulated::take(std::uint8_t* memory) {
    move_picture();
    const auto stride = static_cast<std::size_t>(info_.width);
    const auto bytes = [stride](int rows) { return stride * static_cast<std::size_t>(rows); };
    const bool whole = options_.sensor_height == options_.height;
    if (!whole) sensor_.resize(bytes(options_.sensor_height) * 3 / 2);
    std::uint8_t* luma = whole ? memory : sensor_.data();
    std::uint8_t* chroma = luma + bytes(options_.sensor_height);
    const double seconds = seconds_of(frame_interval) * static_cast<double>(sequence_);
    exposure_ =
        renderer_.render(seconds, act_->people(), act_->stances(),
                         telephone_ ? telephone_.get() : act_->prop(), {luma, stride, chroma, stride});
    if (whole) return;
    std::memcpy(memory, luma + bytes(top_), bytes(options_.height));
    std::memcpy(memory + bytes(options_.height), chroma + bytes(top_ / 2), bytes(options_.height / 2));
}

Result<Frame> Simulated::next(Duration limit) {
    if (!running_) return fail(Errc::invalid, "the simulated camera was not started");
    const auto buffer = buffers_->take();
    if (!buffer) return fail(Errc::timeout, "all four buffers of the simulated camera are in use");
    if (!wait_until_due(limit)) {
        buffers_->requeue(*buffer);
        return fail(Errc::timeout, "no frame of the simulated camera is due yet");
    }
    std::uint8_t* memory = buffers_->data(*buffer);
    draw(memory);
    const FrameInfo frame = describe();
    ++sequence_;
    ++counters_.delivered;
    const auto stride = static_cast<std::size_t>(info_.width);
    const std::uint8_t* chroma = memory + stride * static_cast<std::size_t>(info_.height);
    return Frame(frame, {Plane{memory, stride}, Plane{chroma, stride}, Plane{}}, buffers_, *buffer);
}

FrameInfo Simulated::describe() {
    FrameInfo frame;
    frame.sequence = sequence_;
    // Less than half an interval, so that times always grow.
    const Duration jitter{static_cast<std::int64_t>(jitter_.between(-150'000.0F, 150'000.0F))};
    frame.sensor_time = *started_ + frame_interval * static_cast<std::int64_t>(sequence_);
    if (!steady_) frame.sensor_time += jitter;
    frame.width = info_.width;
    frame.height = info_.height;
    frame.exposure = Duration(static_cast<std::int64_t>(static_cast<double>(exposure_.seconds) * 1e9));
    frame.gain = exposure_.gain;
    if (injected_) return frame;  // it can't be moved
    const int spare = options_.sensor_height - options_.height;
    const auto height = static_cast<float>(options_.height);
    frame.pan = {(static_cast<float>(top_) - static_cast<float>(spare) / 2) / height,
                 static_cast<float>(spare) / 2 / height};
    return frame;
}

}  // namespace

Result<std::unique_ptr<SimulatedCamera>> make_simulated_camera(const SimulatedCameraOptions& options) {
    simulator::ActOptions behaviour = options.behaviour;
    behaviour.variant = options.variant;
    return make_simulated_camera(options, simulator::make_act(options.act, options.visitor, behaviour));
}

Result<std::unique_ptr<SimulatedCamera>> make_simulated_camera(const SimulatedCameraOptions& options,
                                                               std::unique_ptr<simulator::Act> act) {
    const auto usable = [](int size, int most) { return size >= 64 && size <= most && size % 2 == 0; };
    if (!usable(options.width, 3840) || !usable(options.height, 2160))
        return fail(Errc::invalid, "simulated camera: " + std::to_string(options.width) + " x " +
                                       std::to_string(options.height) +
                                       " is not possible; even sizes from 64 x 64 to 3840 x 2160 are");
    SimulatedCameraOptions complete = options;
    if (complete.sensor_height == 0) complete.sensor_height = options.height;
    if (!usable(complete.sensor_height, 2160) || complete.sensor_height < options.height)
        return fail(Errc::invalid,
                    "simulated camera: a sensor has an even number of rows, at most 2160 and "
                    "as many as the picture at least");
    if (options.variant < 1 || options.variant > simulator::camera_variants)
        return fail(Errc::invalid, "simulated camera: there is no variant " +
                                       std::to_string(options.variant) + "; there are 1 and 2");
    return std::unique_ptr<SimulatedCamera>(std::make_unique<Simulated>(complete, std::move(act)));
}

}  // namespace verikiosk::drivers
