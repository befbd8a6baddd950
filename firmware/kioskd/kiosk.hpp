// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "drivers/camera/camera.hpp"
#include "drivers/clock/clock.hpp"
#include "drivers/display/sdl_window.hpp"
#include "drivers/keystore/keystore.hpp"
#include "firmware/config/settings.hpp"
#include "firmware/screens/painter.hpp"
#include "firmware/screens/texts.hpp"
#include "net/http/backend_client.hpp"
#include "net/outbox/outbox.hpp"
#include "vision/code/code_reader.hpp"
#include "vision/face/analyser.hpp"
#include "vision/liveness/measure/meter.hpp"

/// What kioskd is made of, in the order in which it is made. Not for other programs.
namespace verikiosk::kioskd {

/// What people see and touch. Opened first and kept: a kiosk that can't serve says so on it.
struct Screen {
    config::Settings::Display display;
    std::string language;
    std::unique_ptr<drivers::SdlWindow> window;
    std::unique_ptr<screens::Painter> painter;
    std::unique_ptr<screens::Texts> texts;
};

/// Opens the screen, or opens it anew where another one is asked for. unavailable: there is no display, and
/// no window any more. Any other error (a language without texts, a size that can't be drawn) leaves what is
/// there.
[[nodiscard]] Result<void> open_screen(Screen& screen, const config::Settings::Display& display,
                                       const std::string& language);

/// Everything a visit needs besides.
struct Kiosk {
    drivers::SystemClock clock;
    // Of the first two each start would take seconds: once there, they stay while the settings name these
    // models and this view.
    std::filesystem::path models;
    FieldOfView view;
    std::unique_ptr<vision::Analyser> analyser;
    std::unique_ptr<vision::Detector> detector;
    std::unique_ptr<vision::Meter> meter;
    std::unique_ptr<vision::CodeReader> codes;
    std::unique_ptr<drivers::Camera> camera;
    std::unique_ptr<drivers::Keystore> keystore;
    std::unique_ptr<net::BackendClient> backend;
    std::unique_ptr<net::Outbox> outbox;          // the main thread's
    std::unique_ptr<net::Outbox> sending_outbox;  // the sending thread's
    std::uint64_t boot_count = 0;
    std::filesystem::path attempts;  ///< the file that keeps failed attempts
    int failed_attempts = 0;         ///< in a row, before this start
};

/// Makes it as the settings want it; may be called again after an error. `meanwhile` is called on this thread
/// again and again, so that those who watch see the kiosk alive. An absent camera is no error: the kiosk
/// shows so and waits for it.
[[nodiscard]] Result<void> connect(Kiosk& kiosk, const config::Settings& settings,
                                   const std::function<void()>& meanwhile);

}  // namespace verikiosk::kioskd
