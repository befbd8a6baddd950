// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <optional>
#include <system_error>

#include "firmware/kioskctl/camera_command.hpp"
#include "firmware/kioskctl/checks.hpp"
#include "firmware/kioskctl/picture_check.hpp"
#include "firmware/kioskctl/words.hpp"
#include "vision/face/oval.hpp"
#include "vision/face/quality.hpp"

namespace verikiosk::kioskctl {
namespace {

constexpr int wanted_frames = 10;
// Webcams' automatic exposure settles in twenty to thirty pictures.
constexpr Duration settled = 1s;
constexpr double slowest_share =
    0.5;  ///< of the rate asked for; below it smiles are judged on too few frames
constexpr const char* to_plug =
    "check the camera's cable at both ends and its power; try another port, without a hub";
constexpr const char* to_permit =
    "run this as root or as a user in the group video: 'usermod -aG video USER', then log in anew";

Finding failed(std::string what, std::string what_to_do) {
    return {"camera", Verdict::fail, std::move(what), std::move(what_to_do)};
}

/// The first camera of the system's that this user may not use.
std::optional<std::string> forbidden(const CameraAccess& access) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(access.devices, ignored)) {
        const bool video = entry.path().filename().string().starts_with("video");
        if (video && !access.may_use(entry.path())) return entry.path().string();
    }
    return std::nullopt;
}

Finding none_found(const CameraAccess& access) {
    if (const auto file = forbidden(access)) {
        return failed("this user may not use " + *file, to_permit);
    }
    return failed("none was found", to_plug);
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
    bool went_away = false;  ///< in between
    drivers::Frame frame;    ///< the last one

    /// Frames a second by the sensor's own clock; 0 with less than two.
    [[nodiscard]] double rate() const {
        const double seconds = seconds_of(last - first);
        return frames > 1 && seconds > 0 ? (frames - 1) / seconds : 0;
    }
};

Seen look(drivers::Camera& camera, Duration limit, const drivers::Clock& clock) {
    Seen seen;
    const TimePoint until = clock.now() + limit;
    while (seen.frames < wanted_frames || seen.last - seen.first < settled) {
        const TimePoint now = clock.now();
        if (now >= until) break;
        auto frame = camera.next(std::min<Duration>(until - now, 500ms));
        if (frame) {
            seen.last = frame->info().sensor_time;
            if (seen.frames++ == 0) seen.first = seen.last;
            seen.frame = std::move(*frame);
            seen.error.reset();
            continue;
        }
        seen.error = frame.error();
        const bool passing = seen.error->code == Errc::timeout || seen.error->code == Errc::unavailable;
        seen.went_away = seen.went_away || seen.error->code == Errc::unavailable;
        if (!passing) break;
    }
    return seen;
}

void add(Finding& finding, const Remark& remark) {
    if (remark.verdict == Verdict::pass) return;
    finding.verdict = std::max(finding.verdict, remark.verdict);
    finding.what += "; " + remark.what;
    finding.what_to_do += (finding.what_to_do.empty() ? "" : "; ") + remark.what_to_do;
}

/// Pictures that the cable spoiled.
Remark remark_on(const Seen& seen, const drivers::CameraCounters& counters) {
    if (seen.went_away || counters.restarts > 0) return {Verdict::fail, "it went away in between", to_plug};
    if (counters.torn > 0) {
        return {Verdict::note, std::to_string(counters.torn) + " more came damaged", to_plug};
    }
    return {};
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

/// Nobody is asked to come nearer than 40 cm, so a selfie's pixels must be there by then.
Remark remark_on(const CameraInfo& info, FieldOfView view) {
    const float pixels = vision::most_iod_px(info.height, view);
    constexpr float needed = vision::quality::selfie_iod_decipx / 10.0F;
    if (pixels >= needed) return {};
    return {Verdict::note,
            "40 cm away eyes are " + std::to_string(static_cast<int>(pixels)) +
                " pixels apart, and a selfie needs " + std::to_string(static_cast<int>(needed)),
            "choose a larger camera.height or a narrower lens; if this one is narrower than "
            "camera.field_of_view says, measure it with 'kioskctl calibrate'"};
}

void look_at_picture(const drivers::Frame& frame, const CameraAccess& access, Finding& finding) {
    const Remark seen = remark_on(measure_picture(frame));
    add(finding, seen);
    if (seen.verdict == Verdict::fail || !access.detector) return;
    // Without its data the models check says so.
    if (const auto detector = access.detector()) add(finding, remark_on(how_upright(frame, **detector)));
}

}  // namespace

bool may_read_and_write(const std::filesystem::path& file) {
    return ::access(file.c_str(), R_OK | W_OK) == 0;
}

Finding check_camera(const config::Settings::Camera& camera, const CameraAccess& access,
                     const drivers::Clock& clock) {
    const auto list = access.list();
    if (!list) return failed(list.error().what, "restart the kiosk; if it stays so, flash it again");
    if (list->empty()) return none_found(access);
    auto opened = access.open({.id = camera.id,
                               .width = camera.width,
                               .height = camera.height,
                               .fps = camera.frames_per_second,
                               .wait = false});
    if (!opened) return failed(opened.error().what, to_plug);
    drivers::Camera& device = **opened;
    if (const auto started = device.start(); !started) {
        if (is_taken(started.error()) && program_runs(access.processes, "kioskd")) {
            return {"camera", Verdict::pass, list->front().model + ": busy, held by the kiosk's program", {}};
        }
        return failed(started.error().what, forbidden(access) ? to_permit : to_plug);
    }
    const Duration limit = 5s + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(
                                    5.0 * wanted_frames / camera.frames_per_second));
    const Seen seen = look(device, limit, clock);
    const CameraInfo info = device.info();
    const drivers::CameraCounters counters = device.counters();
    device.stop();
    if (seen.frames < wanted_frames) {
        const std::string why =
            seen.error && seen.error->code != Errc::timeout ? ": " + seen.error->what : "";
        return failed("it sent " + std::to_string(seen.frames) + " of " + std::to_string(wanted_frames) +
                          " pictures in " + with_one_decimal(seconds_of(limit)) + " seconds" + why,
                      to_plug);
    }
    Finding finding = judged(info, seen, camera.frames_per_second);
    add(finding, remark_on(seen, counters));
    // Test pictures have neither light nor focus.
    if (info.kind == CameraKind::device) {
        add(finding, remark_on(info, config::view_of(camera)));
        look_at_picture(seen.frame, access, finding);
    }
    return finding;
}

}  // namespace verikiosk::kioskctl
