// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/status_command.hpp"

#include <ostream>
#include <string>

#include "firmware/kioskctl/selftest.hpp"
#include "firmware/kioskctl/words.hpp"

namespace verikiosk::kioskctl {
namespace {

std::string line(const std::string& name, const std::string& what) {
    return padded(name, 12) + what + "\n";
}

std::string span_of(double seconds) {
    const auto whole = static_cast<std::int64_t>(seconds);
    if (whole < 120) return std::to_string(whole) + " s";
    if (whole < 7200) return std::to_string(whole / 60) + " min";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

std::string service_words(const status::Status& status) {
    if (status.service == "in_service") return "in service, nobody is there";
    if (status.service == "visit") return "in service, a visit is in progress";
    if (status.service == "out_of_service") return "OUT OF SERVICE: " + status.reason;
    return status.service;
}

std::string times_words(const status::Percentiles& times) {
    if (times.p50_ms <= 0) return "nothing yet";
    return "half within " + with_one_decimal(times.p50_ms) + " ms, 95 % within " +
           with_one_decimal(times.p95_ms) + " ms, 99 % within " + with_one_decimal(times.p99_ms) + " ms";
}

std::string camera_words(const status::Status::Camera& camera) {
    if (camera.id.empty() && camera.width == 0) return "none yet";
    std::string words = (camera.model.empty() ? camera.id : camera.model) + " (" + camera.kind + "), " +
                        std::to_string(camera.width) + "x" + std::to_string(camera.height) + ", " +
                        with_one_decimal(camera.measured_fps) + " pictures a second";
    if (camera.nominal_fps > 0) words += " of " + with_one_decimal(camera.nominal_fps);
    if (camera.exposure_ms > 0) words += ", exposure " + with_one_decimal(camera.exposure_ms) + " ms";
    return words;
}

std::string frames_words(const status::Status::Frames& frames) {
    std::string words =
        std::to_string(frames.captured) + " captured, " + std::to_string(frames.analysed) + " analysed";
    if (frames.copied > 0) words += "; " + std::to_string(frames.copied) + " copied out of slow memory";
    return words;
}

std::string dropped_words(const status::Status::Dropped& dropped) {
    const auto count = [](std::uint64_t number, const char* cause) {
        return std::to_string(number) + " " + cause;
    };
    return count(dropped.by_sensor, "by the sensor, ") + count(dropped.torn, "torn, ") +
           count(dropped.newer, "before capture, ") + count(dropped.analysis_busy, "before analysis, ") +
           count(dropped.main_busy, "before the screen; ") + count(dropped.events, "events; ") +
           count(dropped.restarts, "camera restarts");
}

/// Why there is nothing to show, if so.
struct Trouble {
    std::string what;
    int code = something_failed;
};

Trouble trouble_of(const Error& error) {
    if (error.code == Errc::not_found) {
        return {"kioskd is not running (" + error.what +
                    "): look why with 'systemctl status verikiosk-kiosk', start it with 'systemctl start "
                    "verikiosk-kiosk'; after F12 the service page has its place",
                something_failed};
    }
    return {error.what, could_not};
}

int show_once(const StatusOptions& options, const drivers::Clock& clock, std::ostream& out,
              std::ostream& problems) {
    const auto status = status::read(options.file);
    if (!status) {
        const Trouble trouble = trouble_of(status.error());
        problems << trouble.what << '\n';
        return trouble.code;
    }
    const Duration age = clock.now() - from_nanoseconds(status->written_ns);
    // A file of another boot is from the future as often as from the past.
    if (age > status::stale_after || age < -status::stale_after) {
        problems << "kioskd hangs or was killed: its last word in " << options.file.string() << " is "
                 << span_of(seconds_of(age < Duration{} ? -age : age))
                 << " away. The watchdog restarts it within a minute; else: 'systemctl restart "
                    "verikiosk-kiosk', and look into 'journalctl -u verikiosk-kiosk'\n";
        return something_failed;
    }
    if (options.json) {
        out << status::json_of(*status) << '\n' << std::flush;
    } else {
        out << lines_of(*status) << std::flush;
    }
    return status->service == "out_of_service" ? something_failed : all_passed;
}

}  // namespace

std::string lines_of(const status::Status& status) {
    return line("kioskd", status.version + ", boot " + std::to_string(status.boot_count) + ", runs for " +
                              span_of(status.uptime_s)) +
           line("service", service_words(status)) + line("camera", camera_words(status.camera)) +
           line("frames", frames_words(status.frames)) + line("dropped", dropped_words(status.dropped)) +
           line("latency", times_words(status.latency)) + line("detection", times_words(status.detection)) +
           line("outbox", std::to_string(status.storage.outbox_waiting) + " waiting") +
           line("storage", std::to_string(status.storage.free_mb) + " MiB free");
}

int run_status(const StatusOptions& options, const drivers::Clock& clock, std::ostream& out,
               std::ostream& problems) {
    for (;;) {
        if (options.clear) out << "\x1b[H\x1b[2J";
        const int code = show_once(options, clock, out, problems);
        if (!options.watch || !options.pause(status::interval)) return code;
        if (!options.clear && !options.json) out << '\n';
    }
}

}  // namespace verikiosk::kioskctl
