// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "firmware/domain/error.hpp"
#include "firmware/domain/time.hpp"

/// What kioskd says about itself while it runs, and how others read it: a small file, replaced about once a
/// second. Nothing personal is in it: no code, name, account, picture, measurement of a face.
namespace verikiosk::status {

/// Where it is on a device: systemd makes the folder for kioskd and takes it away with it.
inline constexpr const char* default_file = "/run/verikiosk/status.toml";
/// So often it is written while kioskd is well.
inline constexpr Duration interval = std::chrono::seconds(1);
/// Written longer ago than this, kioskd hangs or was killed.
inline constexpr Duration stale_after = std::chrono::seconds(5);

/// Milliseconds; each at most 6.25 % above the truth (runner::Histogram). Zero: none yet.
struct Percentiles {
    double p50_ms = 0;
    double p95_ms = 0;
    double p99_ms = 0;
    bool operator==(const Percentiles&) const = default;
};

/// Counts are since this kioskd began to serve; times are on the boot clock.
struct Status {
    std::string version;
    std::uint64_t boot_count = 0;
    std::int64_t written_ns = 0;
    double uptime_s = 0;  ///< of the program
    std::string service;  ///< "starting", "in_service", "visit" or "out_of_service"
    std::string reason;   ///< of out_of_service, in words or as the session names it

    struct Camera {
        std::string kind;
        std::string id;
        std::string model;
        int width = 0;
        int height = 0;
        double nominal_fps = 0;   ///< 0: it does not say
        double measured_fps = 0;  ///< over the last second, by sensor time
        double exposure_ms = 0;   ///< 0: not reported
        double gain = 0;          ///< 0: not reported
        bool operator==(const Camera&) const = default;
    } camera;
    struct Frames {
        std::uint64_t delivered = 0;
        std::uint64_t captured = 0;
        std::uint64_t analysed = 0;
        std::uint64_t copied = 0;  ///< whole, since the camera's memory is slow to read
        bool operator==(const Frames&) const = default;
    } frames;
    struct Dropped {
        std::uint64_t by_sensor = 0;  ///< gaps in the sequence, frames with an error status
        std::uint64_t newer = 0;      ///< a newer one came before anybody asked
        std::uint64_t torn = 0;       ///< too short or undecodable
        std::uint64_t restarts = 0;   ///< of the camera
        std::uint64_t analysis_busy = 0;
        std::uint64_t main_busy = 0;
        std::uint64_t events = 0;
        bool operator==(const Dropped&) const = default;
    } dropped;
    Percentiles latency;    ///< from sensor time to the session's having taken the observation
    Percentiles detection;  ///< of one look for faces
    struct Storage {
        std::uint64_t outbox_waiting = 0;  ///< evidence without a receipt
        std::uint64_t free_mb = 0;         ///< MiB, beside the outbox
        bool operator==(const Storage&) const = default;
    } storage;
    bool operator==(const Status&) const = default;
};

/// TOML, as in the file.
[[nodiscard]] std::string text_of(const Status& status);
/// invalid: not such a text. A key that is not there keeps its default, one too many is passed over: programs
/// of two versions may meet.
[[nodiscard]] Result<Status> parse(std::string_view text);
/// The same as one JSON object.
[[nodiscard]] std::string json_of(const Status& status);

/// Replaces the file at once: a reader finds the old one or the new one. For a file system in memory, so
/// nothing is synced. refused, full, not_found: as the system says.
[[nodiscard]] Result<void> write(const std::filesystem::path& file, const Status& status);
/// not_found: nobody has written one. invalid: what is there is none.
[[nodiscard]] Result<Status> read(const std::filesystem::path& file);

}  // namespace verikiosk::status
