// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/recovering_camera.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace verikiosk::drivers {
namespace {

class RecoveringCamera final : public Camera {
  public:
    RecoveringCamera(std::unique_ptr<CaptureDevice> device, const Clock& clock, bool wait)
        : device_(std::move(device)), clock_(clock), wait_(wait) {}
    RecoveringCamera(const RecoveringCamera&) = delete;
    RecoveringCamera& operator=(const RecoveringCamera&) = delete;
    ~RecoveringCamera() override { RecoveringCamera::stop(); }

    [[nodiscard]] const CameraInfo& info() const override { return device_->info(); }
    [[nodiscard]] std::uint32_t generation() const override { return generation_; }
    [[nodiscard]] CameraCounters counters() const override {
        CameraCounters counters = device_->counters();
        counters.restarts = restarts_;
        return counters;
    }

    [[nodiscard]] Result<void> start() override;
    void stop() noexcept override;
    [[nodiscard]] Result<Frame> next(Duration limit) override;
    void pan(float at) override {
        if (attached_) device_->pan(at);
    }
    void expose(const ExposureRequest& request) override {
        if (attached_) device_->expose(request);
    }

  private:
    [[nodiscard]] bool attach();
    void give_up(Error why);
    [[nodiscard]] Result<Frame> take(TimePoint until);
    [[nodiscard]] Result<Frame> wait_and_retry(TimePoint until);

    std::unique_ptr<CaptureDevice> device_;
    const Clock& clock_;
    bool wait_;
    Recovery recovery_;
    Error why_;  ///< why it is not attached
    bool started_ = false;
    bool attached_ = false;
    bool was_attached_ = false;  ///< since the camera was made
    bool away_ = false;          ///< it was seen not to be there
    std::uint32_t generation_ = 0;
    std::uint64_t restarts_ = 0;
};

bool RecoveringCamera::attach() {
    auto attached = device_->attach();
    const TimePoint now = clock_.now();
    if (!attached) {
        give_up(std::move(attached.error()));
        return false;
    }
    attached_ = true;
    recovery_.started(now);
    if (was_attached_) ++restarts_;
    if (was_attached_ && away_) ++generation_;
    was_attached_ = true;
    away_ = false;
    return true;
}

/// Not attached from here on; the next attempt is due after the back-off.
void RecoveringCamera::give_up(Error why) {
    device_->detach();
    attached_ = false;
    away_ = away_ || why.code == Errc::unavailable;
    why_ = std::move(why);
    recovery_.failed(clock_.now());
}

Result<void> RecoveringCamera::start() {
    if (started_) return {};
    if (!attach() && !(wait_ && why_.code == Errc::unavailable)) return fail(why_);
    started_ = true;
    return {};
}

void RecoveringCamera::stop() noexcept {
    if (attached_) device_->detach();
    attached_ = false;
    started_ = false;
    was_attached_ = false;  // a start that was asked for is not a restart
    away_ = false;
    recovery_ = Recovery();
}

Result<Frame> RecoveringCamera::take(TimePoint until) {
    const TimePoint now = clock_.now();
    auto frame = device_->take(std::max(Duration{}, std::min(until, recovery_.stall_at()) - now));
    const TimePoint after = clock_.now();
    if (frame || device_->starved()) recovery_.progress(after);
    if (frame) return frame;
    if (frame.error().code != Errc::timeout) {
        give_up(std::move(frame.error()));
        return fail(why_);
    }
    if (!recovery_.stalled(after)) return frame;
    give_up({Errc::timeout, "the camera has sent no picture for two seconds and is started again"});
    return fail(Errc::unavailable, why_.what);
}

Result<Frame> RecoveringCamera::wait_and_retry(TimePoint until) {
    for (;;) {
        const TimePoint now = clock_.now();
        if (recovery_.attempt_due(now)) {
            if (attach()) return fail(Errc::timeout, "the camera was started again");
            continue;
        }
        if (now >= until) return fail(Errc::unavailable, why_.what);
        if (device_->wait_for_device(std::min(until, recovery_.next_attempt()) - now)) {
            recovery_.appeared(clock_.now());
        }
    }
}

Result<Frame> RecoveringCamera::next(Duration limit) {
    if (!started_) return fail(Errc::invalid, "the camera was not started");
    const TimePoint until = clock_.now() + limit;
    if (!attached_) {
        auto waited = wait_and_retry(until);
        if (!attached_) return waited;
    }
    return take(until);
}

}  // namespace

std::unique_ptr<Camera> make_recovering_camera(std::unique_ptr<CaptureDevice> device, const Clock& clock,
                                               bool wait) {
    return std::make_unique<RecoveringCamera>(std::move(device), clock, wait);
}

}  // namespace verikiosk::drivers
