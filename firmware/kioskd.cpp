// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include "drivers/camera/libcamera_camera.hpp"
#include "drivers/display/sdl_window.hpp"
#include "firmware/config/settings.hpp"
#include "firmware/runner/threaded.hpp"

/// kioskd, the device program: construct, connect, run, stop.
namespace verikiosk {
namespace {

constexpr int could_not = 3;

// A signal handler reaches nothing else.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
volatile std::sig_atomic_t stop_asked = 0;
void ask_to_stop(int) {
    stop_asked = 1;
}

/// Everything with an owner, in the order in which it is made.
struct Kiosk {
    config::Settings settings;
    drivers::SystemClock clock;
    std::unique_ptr<drivers::Camera> camera;
    std::unique_ptr<drivers::SdlWindow> window;
    std::unique_ptr<screens::Painter> painter;
    std::unique_ptr<screens::Texts> texts;
    std::unique_ptr<vision::Analyser> analyser;
    std::unique_ptr<vision::Detector> detector;
    std::unique_ptr<drivers::Keystore> keystore;
    std::unique_ptr<net::BackendClient> backend;
    std::unique_ptr<net::Outbox> outbox;          // the main thread's
    std::unique_ptr<net::Outbox> sending_outbox;  // the sending thread's
};

template <class T>
Result<void> put(T& place, Result<T> made) {
    if (!made) return fail(made.error());
    place = std::move(*made);
    return {};
}

Result<void> connect_screen(Kiosk& kiosk) {
    const auto& display = kiosk.settings.display;
    if (auto r = put(kiosk.window, drivers::open_sdl_window({.title = "Verikiosk",
                                                             .width = display.width,
                                                             .height = display.height,
                                                             .fullscreen = display.fullscreen}));
        !r) {
        return r;
    }
    if (auto r = put(kiosk.painter, screens::Painter::create(display.width, display.height)); !r) return r;
    std::error_code ignored;
    const auto programs = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    auto texts = screens::Texts::open(programs / "../share/locale", kiosk.settings.kiosk.language);
    if (!texts) return fail(texts.error());
    kiosk.texts = std::make_unique<screens::Texts>(std::move(*texts));
    return {};
}

Result<void> connect_backend(Kiosk& kiosk) {
    const auto& settings = kiosk.settings;
    if (auto r = put(kiosk.keystore,
                     drivers::open_file_keystore(settings.evidence.key, settings.evidence.certificate));
        !r) {
        return r;
    }
    net::BackendAddress address;
    address.host = settings.backend.host;
    address.port = settings.backend.port;
    address.connect_to = settings.backend.connect_to;
    address.ca = settings.backend.ca;
    address.client_cert = settings.backend.client_certificate;
    address.client_key = settings.backend.client_key;
    address.backend_signer = settings.backend.signer;
    address.time_limit = settings.backend.time_limit;
    if (auto r = put(kiosk.backend, net::make_backend_client(address)); !r) return r;

    std::error_code error;
    std::filesystem::create_directories(settings.kiosk.data, error);
    if (error) {
        return fail(Errc::full,
                    "the data folder " + settings.kiosk.data.string() + " can't be made: " + error.message());
    }
    if (auto r = put(kiosk.outbox, net::open_outbox(settings.kiosk.data / "outbox.db")); !r) return r;
    return put(kiosk.sending_outbox, net::open_outbox(settings.kiosk.data / "outbox.db"));
}

Result<void> connect(Kiosk& kiosk) {
    if (auto r = connect_screen(kiosk); !r) return r;
    if (auto r = connect_backend(kiosk); !r) return r;
    if (auto r = put(kiosk.analyser, vision::make_analyser({})); !r) return r;
    if (auto r = put(kiosk.detector, vision::make_detector({})); !r) return r;
    const auto& camera = kiosk.settings.camera;
    // A kiosk without its camera shows so and waits for it, instead of not starting.
    if (auto r = put(kiosk.camera, drivers::open_libcamera({.id = camera.id,
                                                            .width = camera.width,
                                                            .height = camera.height,
                                                            .fps = camera.frames_per_second,
                                                            .wait = true}));
        !r) {
        return r;
    }
    return kiosk.camera->start();
}

Result<void> run(Kiosk& kiosk) {
    const session::Limits limits{.idle = kiosk.settings.session.idle,
                                 .result = kiosk.settings.session.result};
    runner::Courier courier(*kiosk.backend, *kiosk.sending_outbox);
    runner::Console console(kiosk.window->display(), kiosk.window->input(), *kiosk.painter, *kiosk.texts,
                            limits);
    runner::ThreadedRunner runner(
        {*kiosk.camera, *kiosk.analyser, *kiosk.detector, kiosk.clock, courier, console}, {});
    runner::Station station(
        {.clock = kiosk.clock,
         .keystore = *kiosk.keystore,
         .outbox = *kiosk.outbox,
         .dispatch = runner.queue(),
         .log = [](std::string_view line) { spdlog::info("{}", line); },
         .identity = {kiosk.settings.kiosk.ueid, kiosk.settings.kiosk.hw_model, VERIKIOSK_VERSION, 1},
         .limits = limits});
    auto result = runner.run(station, [&] { return stop_asked != 0 || console.quit(); });
    const runner::RunnerCounters counted = runner.counters();
    spdlog::info("frames: {} captured, {} analysed; dropped: {} for analysis, {} for the screen, {} events",
                 counted.captured, counted.analysed, counted.dropped_analysis_busy, counted.dropped_main_busy,
                 counted.dropped_events);
    kiosk.camera->stop();
    return result;
}

int report(const Error& error) {
    spdlog::error("{}", error.what);
    return could_not;
}

}  // namespace
}  // namespace verikiosk

int main(int argc, char** argv) {
    using namespace verikiosk;
    CLI::App app{"The kiosk's device program.\nExit codes: 0 done, 2 wrong use, 3 could not.", "kioskd"};
    std::string file;
    bool check = false;
    app.add_option("--config", file, "The kiosk's settings (TOML)")->required();
    app.add_flag("--check", check, "Read the settings, say whether they are right, and end");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    Kiosk kiosk;
    if (const auto read = put(kiosk.settings, config::load_settings(file)); !read)
        return report(read.error());
    if (check) {
        spdlog::info("{} is right", file);
        return 0;
    }
    std::signal(SIGTERM, ask_to_stop);
    std::signal(SIGINT, ask_to_stop);
    if (const auto connected = connect(kiosk); !connected) return report(connected.error());
    if (const auto ran = run(kiosk); !ran) return report(ran.error());
    return 0;
}
