// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/camera_command.hpp"

#include <fstream>
#include <optional>
#include <ostream>
#include <utility>

#include "drivers/jpeg/jpeg.hpp"
#include "firmware/kioskctl/picture_file.hpp"
#include "firmware/kioskctl/selftest.hpp"
#include "firmware/kioskctl/words.hpp"

namespace verikiosk::kioskctl {
namespace {

constexpr int quality = 90;
constexpr Duration settling = 1s;  // of a webcam's automatic exposure
// Longer than a camera that was pulled out takes to come back.
constexpr Duration patience = 10s;

constexpr const char* to_service_mode =
    "the kiosk serves, and its camera is for visitors only. When nobody's visit is in progress press F12, or "
    "touch "
    "the top left corner five times; then keep it from coming back with 'systemctl mask --runtime --now "
    "verikiosk-kiosk' and end its page with 'systemctl stop verikiosk-selftest'. Afterwards: 'systemctl "
    "unmask "
    "--runtime verikiosk-kiosk', 'systemctl start verikiosk-kiosk'";

bool kiosk_serves(const std::filesystem::path& file, const CameraAccess& access,
                  const drivers::Clock& clock) {
    if (program_runs(access.processes, "kioskd")) return true;
    const auto status = status::read(file);
    // One that can't be read by this user is somebody's all the same.
    if (!status) return status.error().code != Errc::not_found;
    const Duration age = clock.now() - from_nanoseconds(status->written_ns);
    return age >= Duration{} && age <= status::stale_after;
}

bool writes(CameraUse::Task task) {
    return task == CameraUse::Task::snapshot || task == CameraUse::Task::record;
}

/// One use of the camera from its first picture to its last.
class Session {
  public:
    Session(const CameraUse& use, drivers::Camera& camera, CameraSign* sign, const drivers::Clock& clock,
            std::ostream& out)
        : use_(use), camera_(camera), sign_(sign), clock_(clock), out_(out) {}

    Result<void> run() {
        if (writes(use_.task)) {
            auto file = PictureFile::create(use_.file);
            if (!file) return fail(file.error());
            file_.emplace(std::move(*file));
        }
        const TimePoint until = clock_.now() + use_.limit;
        TimePoint heard = clock_.now();
        while (!done_ && clock_.now() < until) {
            const auto frame = camera_.next(500ms);
            if (frame) {
                heard = clock_.now();
                if (auto taken = take(*frame); !taken) return taken;
                continue;
            }
            const Errc code = frame.error().code;
            const bool passing = code == Errc::timeout || code == Errc::unavailable;
            if (!passing || clock_.now() - heard > patience) return fail(frame.error());
        }
        const bool snapped = use_.task != CameraUse::Task::snapshot || done_;
        return snapped ? Result<void>{} : fail(Errc::timeout, "the camera sent no picture in time");
    }

    [[nodiscard]] std::uint64_t bytes() const { return file_ ? file_->size() : 0; }

  private:
    Result<void> take(const drivers::Frame& frame) {
        const TimePoint time = frame.info().sensor_time;
        if (!first_) first_ = second_ = time;
        ++pictures_;
        if (time - second_ >= 1s) tell(frame);
        if (sign_ != nullptr) {
            const auto go_on = sign_->show(frame, words_, clock_.now());
            if (!go_on) return fail(go_on.error());
            done_ = !*go_on;
        }
        if (use_.task == CameraUse::Task::look) look(frame);
        const bool wanted = use_.task == CameraUse::Task::record ||
                            (use_.task == CameraUse::Task::snapshot && time - *first_ >= settling);
        return wanted ? keep(frame) : Result<void>{};
    }

    void look(const drivers::Frame& frame) {
        CameraUse::Looked looked = use_.look(frame);
        done_ = done_ || looked.done;
        words_ = std::move(looked.words);
    }

    Result<void> keep(const drivers::Frame& frame) {
        const auto jpeg = drivers::encode_jpeg(frame, quality);
        if (!jpeg) return fail(jpeg.error());
        if (file_->size() + jpeg->size() > use_.most_bytes) {
            done_ = true;
            out_ << "the limit of " << use_.most_bytes / (1024 * 1024) << " MiB is reached\n";
            return {};
        }
        done_ = done_ || use_.task == CameraUse::Task::snapshot;
        return file_->append(*jpeg);
    }

    void tell(const drivers::Frame& frame) {
        if (use_.task != CameraUse::Task::look) words_ = pace(frame);
        out_ << words_ << '\n' << std::flush;
        second_ = frame.info().sensor_time;
        pictures_ = 0;
    }

    [[nodiscard]] std::string pace(const drivers::Frame& frame) const {
        const drivers::CameraCounters counted = camera_.counters();
        const CameraInfo& info = camera_.info();
        std::string words = std::to_string(info.width) + "x" + std::to_string(info.height) + ", " +
                            with_one_decimal(pictures_ / seconds_of(frame.info().sensor_time - second_)) +
                            " pictures a second; dropped: " + std::to_string(counted.dropped_by_sensor) +
                            " by the sensor, " + std::to_string(counted.dropped_newer) + " unread, " +
                            std::to_string(counted.torn) + " torn; exposure ";
        words += frame.info().exposure > Duration{}
                     ? with_one_decimal(seconds_of(frame.info().exposure) * 1000) + " ms"
                     : std::string("not told");
        return words;
    }

    const CameraUse& use_;
    drivers::Camera& camera_;
    CameraSign* sign_;
    const drivers::Clock& clock_;
    std::ostream& out_;
    std::optional<PictureFile> file_;
    std::optional<TimePoint> first_;
    TimePoint second_{};  ///< since when `pictures_` are counted
    int pictures_ = 0;
    std::string words_;
    bool done_ = false;
};

Result<void> use_camera(const CameraUse& use, const config::Settings::Camera& settings,
                        const CameraAccess& access, CameraSign* sign, const drivers::Clock& clock,
                        std::ostream& out) {
    auto camera = access.open({.id = settings.id,
                               .width = settings.width,
                               .height = settings.height,
                               .fps = settings.frames_per_second,
                               .wait = false});
    if (!camera) return fail(camera.error());
    if (auto started = (*camera)->start(); !started) return started;
    Session session(use, **camera, sign, clock, out);
    auto ran = session.run();
    (*camera)->stop();
    if (ran && writes(use.task)) {
        out << use.file.string() << ": " << session.bytes() / 1024
            << " KiB. Faces in it are personal data: delete it when you are done\n";
    }
    return ran;
}

}  // namespace

bool program_runs(const std::filesystem::path& processes, const std::string& program) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(processes, ignored)) {
        std::ifstream file(entry.path() / "comm");
        std::string name;
        if (file && std::getline(file, name) && name == program) return true;
    }
    return false;
}

int run_camera(const CameraUse& use, const config::Settings::Camera& camera, const CameraAccess& access,
               const std::function<Result<std::unique_ptr<CameraSign>>()>& sign, const drivers::Clock& clock,
               std::ostream& out, std::ostream& problems) {
    if (kiosk_serves(use.status, access, clock)) {
        problems << to_service_mode << '\n';
        return could_not;
    }
    std::unique_ptr<CameraSign> shown;
    if (!use.without_screen) {
        auto opened = sign();
        if (!opened) {
            problems << "nobody would see that the camera is in use: " << opened.error().what
                     << ". Where those before it know, say --without-screen\n";
            return could_not;
        }
        shown = std::move(*opened);
    }
    const auto used = use_camera(use, camera, access, shown.get(), clock, out);
    if (used) return all_passed;
    problems << used.error().what << '\n';
    return could_not;
}

}  // namespace verikiosk::kioskctl
