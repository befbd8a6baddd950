// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/domain/error.hpp"
#include "firmware/domain/field_of_view.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk::config {

/// The languages that screens speak.
inline constexpr std::array<std::string_view, 2> languages = {"en", "ar"};

/// Of camera.field_of_view: from a long telephoto to a fisheye that no pinhole stands for.
inline constexpr int narrowest_view = 10;
inline constexpr int widest_view = 120;

/// The kiosk's settings, from one TOML file or several (a board's, then a site's), where a later file's key
/// counts. Every key is optional unless said; a key that is not listed here is an error, so that a typing
/// mistake is found when the kiosk starts and not by its effect. Paths that are not absolute are relative to
/// the file that says them.
struct Settings {
    struct Kiosk {
        std::string ueid;  ///< required: as in this kiosk's certificate
        std::string hw_model = "host";
        std::string language = "en";  ///< of the screens: en, ar
        std::filesystem::path data;   ///< required: where the outbox lives
        int min_free_mb = 64;         ///< 1..100000: with less free beside `data` the kiosk is out of service
    } kiosk;
    struct Backend {
        std::string host;  ///< required: a name (an IP address where the TLS library takes one)
        std::uint16_t port = 8443;
        std::string connect_to;    ///< connect here instead of resolving the name
        std::filesystem::path ca;  ///< required, PEM, as the four below
        std::filesystem::path signer;
        std::filesystem::path client_certificate;
        std::filesystem::path client_key;
        Duration time_limit = std::chrono::seconds(10);  ///< 1..60 s
    } backend;
    struct Evidence {
        std::filesystem::path key;
        std::filesystem::path certificate;
    } evidence;
    struct Camera {
        std::string id;                 ///< empty: the first one found
        int width = 1280;               ///< 320..3840
        int height = 720;               ///< 240..2160
        double frames_per_second = 30;  ///< 5..60: a log's 3,600 rows are a minute of the fastest
        double field_of_view = 43;      ///< 10..120 degrees from top to bottom (kioskctl calibrate)
    } camera;
    struct Display {
        int width = 1280;  ///< 480..3840
        int height = 720;
        bool fullscreen = true;
    } display;
    /// Optional models (kioskctl models list says what each adds).
    struct Models {
        std::filesystem::path folder;  ///< empty: none
    } models;
    struct Session {
        Duration idle = std::chrono::seconds(60);    ///< 10..600 s
        Duration result = std::chrono::seconds(20);  ///< 5..120 s
    } session;
    /// For the device's system, which is given it when the site file is installed. Nothing here: DHCP.
    struct Network {
        std::string address;           ///< with its prefix: "192.168.7.20/24"
        std::string gateway;           ///< an IP address of that network; needs `address`
        std::vector<std::string> dns;  ///< IP addresses
        std::vector<std::string> ntp;  ///< host names or IP addresses
    } network;
    struct Enrolment {
        std::string token;  ///< 1..200 printable characters; kept for the enrolment, not used yet
    } enrolment;
};

[[nodiscard]] inline FieldOfView view_of(const Settings::Camera& camera) {
    return {static_cast<float>(camera.field_of_view)};
}

/// Several files, each read strictly. invalid names file, line, key and what was expected (for a key that is
/// in none, all files); not_found and too_large (over 64 KiB) name the file.
[[nodiscard]] Result<Settings> load_settings(std::span<const std::filesystem::path> files);
[[nodiscard]] Result<Settings> load_settings(const std::filesystem::path& file);

/// The same from texts; `file` names each in errors and anchors its relative paths.
struct SettingsText {
    std::filesystem::path file;
    std::string_view text;
};
[[nodiscard]] Result<Settings> parse_settings(std::span<const SettingsText> texts);
[[nodiscard]] Result<Settings> parse_settings(std::string_view text, const std::filesystem::path& file);

/// As much as can be read and everything that is wrong, for whoever looks for faults: what can't be read
/// keeps its default. The settings are load_settings' where `errors` is empty.
struct SettingsFound {
    Settings settings;
    std::vector<Error> errors;
};
[[nodiscard]] SettingsFound look_at_settings(std::span<const std::filesystem::path> files);

}  // namespace verikiosk::config
