// SPDX-License-Identifier: Apache-2.0
#include "firmware/kioskctl/selftest.hpp"

#include <algorithm>
#include <optional>
#include <ostream>
#include <thread>

#include "drivers/display/sdl_window.hpp"

namespace verikiosk::kioskctl {
namespace {

std::vector<std::string> names_of(const std::vector<Step>& steps) {
    std::vector<std::string> names;
    for (const Step& step : steps)
        names.push_back(step.name);
    return names;
}

/// What is wrong with the wish, if anything is.
std::optional<std::string> unknown_among(const std::vector<std::string>& wanted,
                                         const std::vector<Step>& steps) {
    std::string known;
    for (const Step& step : steps)
        known.append(known.empty() ? "" : ", ").append(step.name);
    for (const std::string& each : wanted) {
        if (std::ranges::none_of(steps, [&each](const Step& step) { return step.name == each; })) {
            std::string wrong = "there is no check '";
            wrong.append(each).append("'; there are: ").append(known);
            return wrong;
        }
    }
    return std::nullopt;
}

/// The screen with everything that it needs.
struct Shown {
    std::unique_ptr<drivers::SdlWindow> window;
    std::unique_ptr<PagePainter> painter;
    std::unique_ptr<ServiceScreen> screen;
};
Result<Shown> open_screen(const config::Settings::Display& display, const drivers::Clock& clock) {
    Shown shown;
    auto painter = PagePainter::create(display.width, display.height);
    if (!painter) return fail(painter.error());
    shown.painter = std::move(*painter);
    auto window = drivers::open_sdl_window({.title = "Verikiosk service",
                                            .width = display.width,
                                            .height = display.height,
                                            .fullscreen = display.fullscreen});
    if (!window) return fail(window.error());
    shown.window = std::move(*window);
    shown.screen = std::make_unique<ServiceScreen>(shown.window->display(), shown.window->input(),
                                                   *shown.painter, clock);
    return shown;
}

}  // namespace

Machine this_machine(WallTime built) {
    Machine machine;
    machine.camera.list = drivers::list_libcamera;
    machine.camera.open = drivers::open_libcamera;
    machine.camera.detector = [] { return vision::make_detector({}); };
    machine.built = built;
    return machine;
}

std::vector<Step> steps_of(std::span<const std::filesystem::path> files, const config::SettingsFound& found,
                           const Machine& machine, const drivers::Clock& clock) {
    const config::Settings& settings = found.settings;
    vision::ModelFiles models = machine.models;
    models.models = settings.models.folder;
    return {
        {"settings", [files, &found] { return check_settings(files, found); }},
        {"camera", [&] { return check_camera(settings.camera, machine.camera, clock); }},
        {"display", [&] { return check_display(machine.drm); }},
        {"input", [&] { return check_input(machine.input); }},
        {"storage", [&] { return check_storage(settings.kiosk); }},
        {"clock", [&] { return check_clock(clock, machine.built); }},
        {"network", [&] { return check_network(settings.network, machine.interfaces()); }},
        {"backend", [&] { return check_backend(settings, machine.probe, clock); }},
        {"certificate", [&] { return check_certificate(settings, clock.wall()); }},
        {"models", [models] { return check_models(models); }},
        {"temperature", [&] { return check_temperature(machine.thermal); }},
        {"memory", [&] { return check_memory(machine.meminfo); }},
    };
}

int run_selftest(const SelftestOptions& options, std::ostream& out, std::ostream& problems) {
    const drivers::SystemClock clock;
    const config::SettingsFound found = config::look_at_settings(options.configs);
    const Machine machine = this_machine(options.built);
    auto steps = steps_of(options.configs, found, machine, clock);
    if (!options.only.empty()) {
        if (const auto unknown = unknown_among(options.only, steps)) {
            problems << *unknown << '\n';
            return wrong_use;
        }
        std::erase_if(steps, [&options](const Step& step) {
            return std::ranges::find(options.only, step.name) == options.only.end();
        });
    }
    const auto names = names_of(steps);
    Report report{options.version, found.settings.kiosk.ueid, clock.wall(), {}};

    Result<Shown> shown = fail(Errc::unavailable, "");
    Result<void> screen;
    if (options.screen) {
        shown = open_screen(found.settings.display, clock);
        if (!shown) screen = fail(shown.error());
    }
    for (const Step& step : steps) {
        if (shown && screen) screen = shown->screen->show(report, names);
        report.findings.push_back(step.run());
        if (!options.json) out << lines_of(report.findings.back()) << std::flush;
    }
    out << (options.json ? json_of(report) : summary_of(report)) << '\n' << std::flush;
    if (shown && screen) {
        screen = shown->screen->stay(report, names, options.limit,
                                     [](Duration time) { std::this_thread::sleep_for(time); });
    }
    if (!screen) {
        problems << "the result can't be shown on the screen: " << screen.error().what << '\n';
        return could_not;
    }
    return passed(report) ? all_passed : something_failed;
}

}  // namespace verikiosk::kioskctl
