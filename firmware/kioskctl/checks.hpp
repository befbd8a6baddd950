// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "drivers/camera/libcamera_camera.hpp"
#include "drivers/clock/clock.hpp"
#include "firmware/config/settings.hpp"
#include "firmware/kioskctl/finding.hpp"
#include "net/http/probe.hpp"
#include "vision/face/analyser.hpp"

/// The checks of the selftest. Each looks at one thing as the kiosk uses it, changes nothing that stays, and
/// ends in bounded time. What it looks at is handed in, so that tests can break it.
namespace verikiosk::kioskctl {

/// Whether the settings can be read; the other checks work with what could be.
[[nodiscard]] Finding check_settings(std::span<const std::filesystem::path> files,
                                     const config::SettingsFound& found);

/// By access(2).
[[nodiscard]] bool may_read_and_write(const std::filesystem::path& file);

struct CameraAccess {
    std::function<Result<std::vector<CameraInfo>>()> list;
    std::function<Result<std::unique_ptr<drivers::Camera>>(const drivers::LibcameraOptions&)> open;
    /// Finds faces, to see whether they are upright; none: that is not looked at.
    std::function<Result<std::unique_ptr<vision::Detector>>()> detector{};
    std::filesystem::path processes = "/proc";  ///< where it is seen whether kioskd runs
    std::filesystem::path devices = "/dev";     ///< where video0 and others are
    /// Whether this user may read and write it.
    std::function<bool(const std::filesystem::path&)> may_use = may_read_and_write;
};
/// Takes ten pictures, and more until a second is over, in which its exposure settles. `camera` says which,
/// how large and how fast; a camera that needs more than five seconds and five times its nominal pace fails.
/// Says what is wrong and what to do: none, cable (it goes away, pictures come damaged), permission, slow,
/// and from the last picture covered, dark, blurred, and, where somebody stands before it, rotated. One that
/// kioskd holds passes, since it is in use.
[[nodiscard]] Finding check_camera(const config::Settings::Camera& camera, const CameraAccess& access,
                                   const drivers::Clock& clock);

/// `drm` is /sys/class/drm: a card with a connected connector.
[[nodiscard]] Finding check_display(const std::filesystem::path& drm);

/// `devices` is /proc/bus/input/devices: a keyboard or a touch screen.
[[nodiscard]] Finding check_input(const std::filesystem::path& devices);

/// Writes, syncs and reads back a file in kiosk.data, asks for free space and looks into the outbox.
[[nodiscard]] Finding check_storage(const config::Settings::Kiosk& kiosk);

/// `built` is the day on which this program was built: no kiosk lives before it.
[[nodiscard]] Finding check_clock(const drivers::Clock& clock, WallTime built);

struct NetworkInterface {
    std::string name;
    bool loopback = false;
    bool up = false;                     ///< and with a cable or a link
    std::vector<std::string> addresses;  ///< without those that are of this link alone
};
/// The machine's, by getifaddrs(3).
[[nodiscard]] Result<std::vector<NetworkInterface>> list_interfaces();
[[nodiscard]] Finding check_network(const config::Settings::Network& network,
                                    const Result<std::vector<NetworkInterface>>& interfaces);

using Probe = std::function<Result<unsigned>(const net::BackendAddress&)>;
/// Connects as the kiosk does, within backend.time_limit_s.
[[nodiscard]] Finding check_backend(const config::Settings& settings, const Probe& probe,
                                    const drivers::Clock& clock);

/// Whether the kiosk's keys and certificates are there, belong together and are valid today and in 30 days.
[[nodiscard]] Finding check_certificate(const config::Settings& settings, WallTime today);

/// Loads what vision needs, as the kiosk does, and checks every optional model in `files.models`.
[[nodiscard]] Finding check_models(const vision::ModelFiles& files);

/// `thermal` is /sys/class/thermal: the hottest zone, at most 80 degrees Celsius.
[[nodiscard]] Finding check_temperature(const std::filesystem::path& thermal);

/// `meminfo` is /proc/meminfo: 250 MiB for the kiosk, and no swap, on which visitors' pictures would stay.
[[nodiscard]] Finding check_memory(const std::filesystem::path& meminfo);

}  // namespace verikiosk::kioskctl
