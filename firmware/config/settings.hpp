// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "firmware/domain/error.hpp"
#include "firmware/domain/time.hpp"

namespace verikiosk::config {

/// The kiosk's settings, from one TOML file. Every key is optional unless said; a key that is not listed
/// here is an error, so that a typing mistake is found when the kiosk starts and not by its effect. Paths
/// that are not absolute are relative to the settings file.
struct Settings {
    struct Kiosk {
        std::string ueid;  ///< required: as in this kiosk's certificate
        std::string hw_model = "host";
        std::string language = "en";  ///< of the screens: en, ar
        std::filesystem::path data;   ///< required: where the outbox lives
    } kiosk;
    struct Backend {
        std::string host;  ///< required: a name
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
        double frames_per_second = 30;  ///< 5..120
    } camera;
    struct Display {
        int width = 1280;  ///< 480..3840
        int height = 720;
        bool fullscreen = true;
    } display;
    struct Session {
        Duration idle = std::chrono::seconds(60);    ///< 10..600 s
        Duration result = std::chrono::seconds(20);  ///< 5..120 s
    } session;
};

/// invalid names file, line, key and what was expected; not_found names the file.
[[nodiscard]] Result<Settings> load_settings(const std::filesystem::path& file);

/// The same from text; `file` names it in errors and anchors relative paths.
[[nodiscard]] Result<Settings> parse_settings(std::string_view text, const std::filesystem::path& file);

}  // namespace verikiosk::config
