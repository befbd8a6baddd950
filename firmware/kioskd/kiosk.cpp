// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskd/kiosk.hpp"

#include <array>
#include <chrono>
#include <future>
#include <utility>

#include "drivers/camera/libcamera_camera.hpp"
#include "drivers/clock/boot_count.hpp"
#include "firmware/kioskd/log.hpp"
#include "firmware/runner/attempts_file.hpp"
#include "firmware/session/session.hpp"

namespace verikiosk::kioskd {
namespace {

template <class T>
Result<void> put(T& place, Result<T> made) {
    if (!made) return fail(made.error());
    place = std::move(*made);
    return {};
}

Result<void> load_vision(Kiosk& kiosk) {
    vision::ModelFiles files;
    files.models = kiosk.models;
    if (!kiosk.analyser) {
        if (auto r = put(kiosk.analyser, vision::make_analyser(files, kiosk.view)); !r) return r;
    }
    if (!kiosk.detector) {
        if (auto r = put(kiosk.detector, vision::make_detector(files)); !r) return r;
    }
    if (!kiosk.meter) {
        if (auto r = put(kiosk.meter, vision::make_meter(files)); !r) return r;
    }
    return kiosk.codes ? Result<void>() : put(kiosk.codes, vision::make_code_reader());
}

/// A hundred megabytes are read and unpacked: seconds on a board, during which the screen and the watchdog
/// want their due.
Result<void> connect_vision(Kiosk& kiosk, const config::Settings& settings,
                            const std::function<void()>& meanwhile) {
    const FieldOfView view = config::view_of(settings.camera);
    if (kiosk.models != settings.models.folder || kiosk.view != view) {
        kiosk.analyser.reset();
        kiosk.detector.reset();
        kiosk.meter.reset();
        kiosk.models = settings.models.folder;
        kiosk.view = view;
    }
    auto loaded = std::async(std::launch::async, [&kiosk] { return load_vision(kiosk); });
    while (loaded.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready)
        meanwhile();
    return loaded.get();
}

Result<void> connect_storage(Kiosk& kiosk, const std::filesystem::path& data) {
    std::error_code error;
    std::filesystem::create_directories(data, error);
    if (error) {
        return fail(Errc::full, "the data folder " + data.string() + " can't be made: " + error.message());
    }
    const auto boot = drivers::count_boot(data / "boot");
    if (!boot) return fail(boot.error());
    if (boot->began_anew) {
        log::warning("the boot count in " + data.string() + " could not be read and begins anew");
    }
    kiosk.boot_count = boot->count;
    kiosk.attempts = data / "attempts";
    const auto attempts = runner::read_attempts(kiosk.attempts);
    if (!attempts) log::warning(attempts.error().what + ": the longest pause is taken");
    kiosk.failed_attempts = attempts.value_or(session::most_attempts);
    if (auto r = put(kiosk.outbox, net::open_outbox(data / "outbox.db")); !r) return r;
    // After a power cut nobody shall wait for the rest of a wait that began before it. On a full disk they
    // do.
    if (const auto r = kiosk.outbox->try_all(); !r) log::warning(r.error().what);
    return put(kiosk.sending_outbox, net::open_outbox(data / "outbox.db"));
}

tl::unexpected<Error> credentials(Error error) {
    error.what += ". Put this kiosk's credentials where its settings say, readable for the kiosk's user";
    return fail(std::move(error));
}

Result<void> connect_backend(Kiosk& kiosk, const config::Settings& settings) {
    auto keystore = drivers::open_file_keystore(settings.evidence.key, settings.evidence.certificate);
    if (!keystore) return credentials(keystore.error());
    kiosk.keystore = std::move(*keystore);
    net::BackendAddress address;
    address.host = settings.backend.host;
    address.port = settings.backend.port;
    address.connect_to = settings.backend.connect_to;
    address.ca = settings.backend.ca;
    address.client_cert = settings.backend.client_certificate;
    address.client_key = settings.backend.client_key;
    address.backend_signer = settings.backend.signer;
    address.time_limit = settings.backend.time_limit;
    auto backend = net::make_backend_client(address);
    if (!backend) return credentials(backend.error());
    kiosk.backend = std::move(*backend);
    return {};
}

Result<void> connect_camera(Kiosk& kiosk, const config::Settings::Camera& camera) {
    kiosk.camera.reset();  // libcamera bears one manager at a time
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

}  // namespace

Result<void> open_screen(Screen& screen, const config::Settings::Display& display,
                         const std::string& language) {
    const bool same_window = screen.window && screen.display.width == display.width &&
                             screen.display.height == display.height &&
                             screen.display.fullscreen == display.fullscreen;
    if (same_window && screen.language == language) return {};
    // First what can fail without touching the screen that is there.
    std::error_code ignored;
    const auto programs = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    auto texts = screens::Texts::open(programs / "../share/locale", language);
    if (!texts) return fail(texts.error());
    std::unique_ptr<screens::Painter> painter;
    if (!same_window) {
        if (auto r = put(painter, screens::Painter::create(display.width, display.height)); !r) return r;
        screen.window.reset();  // there is one at a time
        if (auto r = put(screen.window, drivers::open_sdl_window({.title = "Verikiosk",
                                                                  .width = display.width,
                                                                  .height = display.height,
                                                                  .fullscreen = display.fullscreen}));
            !r) {
            return r;
        }
        screen.painter = std::move(painter);
    }
    screen.texts = std::make_unique<screens::Texts>(std::move(*texts));
    screen.display = display;
    screen.language = language;
    return {};
}

Result<void> connect(Kiosk& kiosk, const config::Settings& settings, const std::function<void()>& meanwhile) {
    const std::array<std::function<Result<void>()>, 4> steps = {
        [&] { return connect_backend(kiosk, settings); },
        [&] { return connect_storage(kiosk, settings.kiosk.data); },
        [&] { return connect_vision(kiosk, settings, meanwhile); },
        [&] { return connect_camera(kiosk, settings.camera); },
    };
    for (const auto& step : steps) {
        meanwhile();
        if (auto made = step(); !made) return made;
    }
    meanwhile();
    return {};
}

}  // namespace verikiosk::kioskd
