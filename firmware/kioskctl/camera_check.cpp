// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <optional>
#include <system_error>

#include "firmware/kioskctl/checks.hpp"
#include "firmware/kioskctl/words.hpp"

namespace verikiosk::kioskctl {
namespace {

constexpr int wanted_frames = 10;
constexpr double slowest_share =
    0.5;  ///< of the rate asked for; below it smiles are judged on too few frames
constexpr const char* to_plug =
    "check the camera's cable at both ends and its power; try another port; this user has to be in the group "
    "video";

Finding failed(std::string what, std::string what_to_do) {
    return {"camera", Verdict::fail, std::move(what), std::move(what_to_do)};
}

/// The kiosk's own program, whose camera we must not be surprised to find taken.
bool kioskd_runs(const std::filesystem::path& processes) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(processes, ignored)) {
        std::ifstream file(entry.path() / "comm");
        std::string name;
        if (file && std::getline(file, name) && name == "kioskd") return true;
    }
    return false;
}

/// The camera's driver passes the system's own words on.
bool is_taken(const Error& error) {
    return error.what.find(std::generic_category().message(EBUSY)) != std::string::npos;
}

struct Seen {
    int frames = 0;
    TimePoint first{};
    TimePoint last{};
    std::optional<Error> error;

    /// Frames a second by the sensor's own clock; 0 with less than two.
    [[nodiscard]] double rate() const {
        const double seconds = seconds_of(last - first);
        return frames > 1 && seconds > 0 ? (frames - 1) / seconds : 0;
    }
};

Seen look(drivers::Camera& camera, Duration limit, const drivers::Clock& clock) {
    Seen seen;
    const TimePoint until = clock.now() + limit;
    while (seen.frames < wanted_frames) {
        const TimePoint now = clock.now();
        if (now >= until) break;
        const auto frame = camera.next(std::min<Duration>(until - now, 500ms));
        if (frame) {
            seen.last = frame->info().sensor_time;
            if (seen.frames++ == 0) seen.first = seen.last;
            seen.error.reset();
            continue;
        }
        seen.error = frame.error();
        const bool passing = seen.error->code == Errc::timeout || seen.error->code == Errc::unavailable;
        if (!passing) break;
    }
    return seen;
}

Finding judged(const CameraInfo& info, const Seen& seen, double wanted_rate) {
    Finding finding{"camera", Verdict::pass, {}, {}};
    finding.what = (info.model.empty() ? info.id : info.model) + ": " + std::to_string(info.width) + "x" +
                   std::to_string(info.height) + ", " + with_one_decimal(seen.rate()) + " pictures a second";
    if (info.kind != CameraKind::device) {
        finding.verdict = Verdict::note;
        finding.what = "a virtual camera (test pictures), " + finding.what;
        finding.what_to_do =
            "for real visitors plug a camera in: a backend refuses this one except in "
            "development";
    } else if (seen.rate() < slowest_share * wanted_rate) {
        finding.verdict = Verdict::note;
        finding.what += " instead of " + with_one_decimal(wanted_rate);
        finding.what_to_do = "give the place more light, and the camera a port of its own without a hub";
    }
    return finding;
}

}  // namespace

Finding check_camera(const config::Settings::Camera& camera, const CameraAccess& access,
                     const drivers::Clock& clock) {
    const auto list = access.list();
    if (!list) return failed(list.error().what, "restart the kiosk; if it stays so, flash it again");
    if (list->empty()) return failed("none was found", to_plug);
    auto opened = access.open({.id = camera.id,
                               .width = camera.width,
                               .height = camera.height,
                               .fps = camera.frames_per_second,
                               .wait = false});
    if (!opened) return failed(opened.error().what, to_plug);
    drivers::Camera& device = **opened;
    if (const auto started = device.start(); !started) {
        if (is_taken(started.error()) && kioskd_runs(access.processes)) {
            return {"camera", Verdict::pass, list->front().model + ": busy, held by the kiosk's program", {}};
        }
        return failed(started.error().what, to_plug);
    }
    const Duration limit = 5s + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(
                                    5.0 * wanted_frames / camera.frames_per_second));
    const Seen seen = look(device, limit, clock);
    const CameraInfo info = device.info();
    device.stop();
    if (seen.frames < wanted_frames) {
        const std::string why =
            seen.error && seen.error->code != Errc::timeout ? ": " + seen.error->what : "";
        return failed("it sent " + std::to_string(seen.frames) + " of " + std::to_string(wanted_frames) +
                          " pictures in " + with_one_decimal(seconds_of(limit)) + " seconds" + why,
                      to_plug);
    }
    return judged(info, seen, camera.frames_per_second);
}

}  // namespace verikiosk::kioskctl
