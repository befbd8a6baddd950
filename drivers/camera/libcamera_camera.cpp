// SPDX-License-Identifier: Apache-2.0
#include "drivers/camera/libcamera_camera.hpp"

#include <libcamera/camera_manager.h>
#include <libcamera/control_ids.h>
#include <libcamera/property_ids.h>
#include <libcamera/version.h>

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <system_error>
#include <utility>

#include "drivers/camera/libcamera_capture.hpp"
#include "drivers/camera/recovering_camera.hpp"

namespace verikiosk::drivers {
namespace {

/// libcamera ends the process when a second manager is made, so those of this process share one; it goes with
/// its last user.
Result<std::shared_ptr<libcamera::CameraManager>> shared_manager() {
    static std::mutex mutex;
    static std::weak_ptr<libcamera::CameraManager> shared;
    const std::lock_guard lock(mutex);
    if (auto manager = shared.lock()) return manager;
    setenv("LIBCAMERA_LOG_LEVELS", "*:ERROR",
           0);  // its only way for all categories; a technician's own stays
    const std::shared_ptr<libcamera::CameraManager> manager(new libcamera::CameraManager,
                                                            [](libcamera::CameraManager* last) {
                                                                last->stop();
                                                                delete last;
                                                            });
    if (const int got = manager->start(); got < 0) {
        return fail(Errc::internal, "libcamera does not start: " + std::generic_category().message(-got));
    }
    shared = manager;
    return manager;
}

/// The virtual pipeline draws test pictures. It is known by having no device of the system behind it; the
/// names that it gives its cameras come from a file that anybody may write.
bool is_virtual(const libcamera::Camera& camera) {
#if LIBCAMERA_VERSION_MAJOR > 0 || LIBCAMERA_VERSION_MINOR >= 4
    const auto devices = camera.properties().get(libcamera::properties::SystemDevices);
    return !devices || devices->empty();
#else
    (void)camera;  // that release has no such pipeline
    return false;
#endif
}

/// Four requests are under way when another is made, and sensors take one or two frames to change (the
/// kernel's camera sensor documentation).
constexpr int control_lag_frames = 6;

CameraInfo describe(const libcamera::Camera& camera) {
    CameraInfo info;
    info.kind = is_virtual(camera) ? CameraKind::virtual_pipeline : CameraKind::device;
    info.id = camera.id();
    info.model = camera.properties().get(libcamera::properties::Model).value_or("");
    const libcamera::ControlInfoMap& controls = camera.controls();
    info.exposure_settable = controls.find(&libcamera::controls::ExposureTime) != controls.end();
    info.control_lag_frames = control_lag_frames;
    info.white_balance_lockable = controls.find(&libcamera::controls::AwbEnable) != controls.end();
    return info;
}

/// What libcamera's own thread tells: somebody plugged a camera in, or pulled ours out. It only notes it.
class HotplugNotes {
  public:
    void added() {
        {
            const std::lock_guard lock(mutex_);
            added_ = true;
        }
        changed_.notify_one();
    }
    [[nodiscard]] bool wait_added(Duration limit) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, limit, [this] { return added_; });
        return std::exchange(added_, false);
    }
    void set_removed(bool removed) {
        const std::lock_guard lock(mutex_);
        removed_ = removed;
    }
    [[nodiscard]] bool removed() const {
        const std::lock_guard lock(mutex_);
        return removed_;
    }

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool added_ = false;
    bool removed_ = false;
};

class LibcameraDevice final : public CaptureDevice {
  public:
    LibcameraDevice(std::shared_ptr<libcamera::CameraManager> manager, LibcameraOptions options)
        : manager_(std::move(manager)), options_(std::move(options)) {
        info_.id = options_.id;
        manager_->cameraAdded.connect(this,
                                      [this](const std::shared_ptr<libcamera::Camera>&) { notes_.added(); });
    }
    LibcameraDevice(const LibcameraDevice&) = delete;
    LibcameraDevice& operator=(const LibcameraDevice&) = delete;
    ~LibcameraDevice() override {
        manager_->cameraAdded.disconnect(this);
        LibcameraDevice::detach();
    }

    /// Whether it is there, without touching it; fills in what is known before it starts.
    [[nodiscard]] Result<void> look();
    [[nodiscard]] Result<void> attach() override;
    void detach() noexcept override;
    [[nodiscard]] Result<Frame> take(Duration limit) override;
    void pan(float at) override { capture_->pan(at); }
    void expose(const ExposureRequest& request) override { capture_->expose(request); }
    [[nodiscard]] bool wait_for_device(Duration limit) override { return notes_.wait_added(limit); }
    [[nodiscard]] bool starved() const override { return capture_ && capture_->starved(); }
    [[nodiscard]] const CameraInfo& info() const override { return info_; }
    [[nodiscard]] CameraCounters counters() const override { return counters_; }

  private:
    [[nodiscard]] Result<std::shared_ptr<libcamera::Camera>> find() const;
    void on_disconnected() {
        notes_.set_removed(true);
        capture_->wake();
    }

    std::shared_ptr<libcamera::CameraManager> manager_;
    LibcameraOptions options_;
    CameraInfo info_;
    CameraCounters counters_;
    HotplugNotes notes_;
    std::shared_ptr<libcamera::Camera> camera_;
    std::unique_ptr<LibcameraCapture> capture_;
    std::uint64_t next_sequence_ = 0;
};

Result<std::shared_ptr<libcamera::Camera>> LibcameraDevice::find() const {
    const auto cameras = manager_->cameras();
    // Without a wish the first one, and from then on that one: another camera is another kiosk's evidence.
    for (const auto& camera : cameras) {
        if (info_.id.empty() || camera->id() == info_.id) return camera;
    }
    const std::string who =
        info_.id.empty() ? "no camera was found" : "the camera " + info_.id + " was not found";
    const std::string others = cameras.empty() ? "" : " (there are others: set its id in the configuration)";
    return fail(Errc::unavailable,
                who + others +
                    ": check its cable at both ends, its power, and that this user is in the "
                    "group video; it is taken up as soon as it is there");
}

Result<void> LibcameraDevice::look() {
    const auto found = find();
    if (!found) return fail(found.error());
    info_ = describe(**found);
    return {};
}

Result<void> LibcameraDevice::attach() {
    auto found = find();
    if (!found) return fail(found.error());
    camera_ = std::move(*found);
    CameraInfo info = describe(*camera_);
    info.frames_per_second = options_.fps;
    notes_.set_removed(false);
    capture_ = std::make_unique<LibcameraCapture>(camera_, info.kind == CameraKind::virtual_pipeline);
    capture_->number_from(next_sequence_);
    camera_->disconnected.connect(this, &LibcameraDevice::on_disconnected);
    if (auto started = capture_->start(options_.width, options_.height, options_.fps, info); !started) {
        const Error why = started.error().in("camera " + info.id);
        detach();
        return fail(why);
    }
    info_ = std::move(info);
    return {};
}

void LibcameraDevice::detach() noexcept {
    if (camera_) camera_->disconnected.disconnect(this);
    if (capture_) next_sequence_ = capture_->next_sequence();
    capture_.reset();
    camera_.reset();
}

Result<Frame> LibcameraDevice::take(Duration limit) {
    const auto unplugged = [this] {
        return fail(Errc::unavailable,
                    "the camera " + info_.id +
                        " was unplugged: check its cable at both ends; it is taken up again as "
                        "soon as it is there");
    };
    if (notes_.removed()) return unplugged();
    auto frame = capture_->take(limit, info_, counters_);
    if (!frame && notes_.removed()) return unplugged();
    return frame;
}

/// The clock that a camera waits by, kept as long as the camera.
class ClockedCamera final : public Camera {
  public:
    ClockedCamera(std::unique_ptr<CaptureDevice> device, bool wait)
        : camera_(make_recovering_camera(std::move(device), clock_, wait)) {}
    [[nodiscard]] const CameraInfo& info() const override { return camera_->info(); }
    [[nodiscard]] Result<void> start() override { return camera_->start(); }
    void stop() noexcept override { camera_->stop(); }
    [[nodiscard]] Result<Frame> next(Duration limit) override { return camera_->next(limit); }
    void pan(float at) override { camera_->pan(at); }
    void expose(const ExposureRequest& request) override { camera_->expose(request); }
    [[nodiscard]] std::uint32_t generation() const override { return camera_->generation(); }
    [[nodiscard]] CameraCounters counters() const override { return camera_->counters(); }

  private:
    SystemClock clock_;
    std::unique_ptr<Camera> camera_;
};

}  // namespace

Result<std::unique_ptr<Camera>> open_libcamera(const LibcameraOptions& options) {
    if (options.width < 16 || options.height < 16 || options.width > 8192 || options.height > 8192 ||
        !(options.fps >= 1 && options.fps <= 240)) {
        return fail(Errc::invalid,
                    "a camera's size must be 16 to 8192 pixels each way, at 1 to 240 frames a second");
    }
    auto manager = shared_manager();
    if (!manager) return fail(manager.error());
    auto device = std::make_unique<LibcameraDevice>(std::move(*manager), options);
    if (auto there = device->look(); !there && !options.wait) return fail(there.error());
    return std::make_unique<ClockedCamera>(std::move(device), options.wait);
}

Result<CameraAbilities> describe_libcamera(const LibcameraOptions& options) {
    const auto manager = shared_manager();
    if (!manager) return fail(manager.error());
    for (const auto& camera : (*manager)->cameras()) {
        if (!options.id.empty() && camera->id() != options.id) continue;
        CameraAbilities abilities;
        abilities.info = describe(*camera);
        LibcameraCapture capture(camera, abilities.info.kind == CameraKind::virtual_pipeline);
        auto configured = capture.describe(options.width, options.height, options.fps, abilities);
        if (!configured) return fail(configured.error(), "camera " + abilities.info.id);
        return abilities;
    }
    return fail(Errc::unavailable, "the camera " + options.id + " was not found");
}

Result<std::vector<CameraInfo>> list_libcamera() {
    const auto manager = shared_manager();
    if (!manager) return fail(manager.error());
    std::vector<CameraInfo> list;
    for (const auto& camera : (*manager)->cameras())
        list.push_back(describe(*camera));
    return list;
}

}  // namespace verikiosk::drivers
