// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <thread>

#include "firmware/kioskctl/calibrate.hpp"
#include "firmware/kioskctl/calibration_card.hpp"
#include "firmware/kioskctl/camera_command.hpp"
#include "firmware/kioskctl/models.hpp"
#include "firmware/kioskctl/selftest.hpp"
#include "firmware/kioskctl/site.hpp"
#include "firmware/kioskctl/status_command.hpp"

namespace verikiosk {
namespace {

/// The day of the build, from the build's own configuration (SOURCE_DATE_EPOCH where it is set).
WallTime built() {
    return WallTime(std::chrono::seconds(VERIKIOSK_BUILT));
}

/// kioskctl camera.
class CameraLine {
  public:
    CameraLine(CLI::App& app, std::vector<std::string>& configs) : configs_(configs) {
        camera_ = app.add_subcommand("camera", "What cameras can do, and their pictures, in service mode");
        camera_->require_subcommand(1);
        camera_->add_option("--config", configs_, "The kiosk's settings (TOML); a later file's key counts")
            ->capture_default_str();
        list_ = camera_->add_subcommand("list", "What each can do, which mode is chosen, and why");
        preview_ = camera_->add_subcommand("preview", "Show it: pictures a second, drops, exposure");
        snapshot_ = camera_->add_subcommand("snapshot", "Write one picture");
        record_ = camera_->add_subcommand("record", "Write pictures one behind the other (Motion JPEG)");
        snapshot_->add_option("FILE", use_.file, "A new file, OUT.jpg")->required();
        record_->add_option("FILE", use_.file, "A new file, OUT.mjpeg")->required();
        preview_->add_option("--seconds", preview_s_)->capture_default_str()->check(CLI::Range(1, 3600));
        record_->add_option("--seconds", record_s_)->capture_default_str()->check(CLI::Range(1, 60));
        for (CLI::App* each : {preview_, snapshot_, record_}) {
            each->add_flag("--without-screen", use_.without_screen,
                           "Although no display tells that the camera is in use");
            each->add_option("--status", use_.status, "Where kioskd says that it serves")
                ->capture_default_str();
        }
    }
    [[nodiscard]] bool parsed() const { return camera_->parsed(); }

    int run() {
        const std::vector<std::filesystem::path> files(configs_.begin(), configs_.end());
        const config::SettingsFound found = config::look_at_settings(files);
        const kioskctl::CameraAccess access = kioskctl::this_machine(built()).camera;
        if (list_->parsed()) {
            return kioskctl::run_camera_list(found.settings.camera, access, drivers::describe_libcamera,
                                             std::cout, std::cerr);
        }
        using Task = kioskctl::CameraUse::Task;
        if (preview_->parsed()) use_.limit = std::chrono::seconds(preview_s_);
        if (snapshot_->parsed()) use_.task = Task::snapshot;
        if (record_->parsed()) {
            use_.task = Task::record;
            use_.limit = std::chrono::seconds(record_s_);
        }
        const auto sign = [&found] { return kioskctl::open_camera_sign(found.settings.display); };
        return kioskctl::run_camera(use_, found.settings.camera, access, sign, drivers::SystemClock(),
                                    std::cout, std::cerr);
    }

  private:
    std::vector<std::string>& configs_;
    kioskctl::CameraUse use_;
    int preview_s_ = 60;
    int record_s_ = 5;
    CLI::App* camera_ = nullptr;
    CLI::App* list_ = nullptr;
    CLI::App* preview_ = nullptr;
    CLI::App* snapshot_ = nullptr;
    CLI::App* record_ = nullptr;
};

/// kioskctl calibrate.
class CalibrateLine {
  public:
    CalibrateLine(CLI::App& app, std::vector<std::string>& configs) : configs_(configs) {
        line_ = app.add_subcommand("calibrate",
                                   "Measure the camera's field of view by a face or a printed card, in "
                                   "service mode");
        line_->add_option("--distance-cm", distance_cm_, "From the lens to the eyes or the card, by a tape")
            ->capture_default_str()
            ->check(CLI::Range(30, 200));
        eyes_ = line_->add_option("--eyes-mm", eyes_mm_, "Between the pupils; without it, an adult's mean")
                    ->check(CLI::Range(45, 80));
        card_ =
            line_->add_flag("--card", by_card_, "By the printed card, instead of a face")->excludes(eyes_);
        line_->add_option("--side-mm", side_mm_, "The side of the card's code, as printed")
            ->capture_default_str()
            ->check(CLI::Range(40, 400))
            ->needs(card_);
        line_->add_option("--print-card", card_file_, "Only write the card to print into this file (SVG)")
            ->excludes(card_)
            ->excludes(eyes_);
        line_->add_option("--seconds", seconds_)->capture_default_str()->check(CLI::Range(5, 600));
        line_->add_flag("--json", options_.json, "Print one JSON object");
        line_->add_flag("--without-screen", options_.without_screen,
                        "Although no display tells that the camera is in use");
        line_->add_option("--status", options_.status, "Where kioskd says that it serves")
            ->capture_default_str();
        line_->add_option("--config", configs_, "The kiosk's settings (TOML); a later file's key counts")
            ->capture_default_str();
    }
    [[nodiscard]] bool parsed() const { return line_->parsed(); }

    int run() {
        if (!card_file_.empty()) return kioskctl::run_print_card(card_file_, std::cout, std::cerr);
        const std::vector<std::filesystem::path> files(configs_.begin(), configs_.end());
        const config::SettingsFound found = config::look_at_settings(files);
        options_.known = known();
        options_.limit = std::chrono::seconds(seconds_);
        const auto open_sight = [&] {
            if (by_card_) return kioskctl::make_card_sight();
            vision::ModelFiles models;
            models.models = found.settings.models.folder;
            return kioskctl::make_face_sight(models);
        };
        const auto sign = [&found] { return kioskctl::open_camera_sign(found.settings.display); };
        return kioskctl::run_calibrate(options_, found.settings.camera,
                                       kioskctl::this_machine(built()).camera, open_sight, sign,
                                       drivers::SystemClock(), std::cout, std::cerr);
    }

  private:
    [[nodiscard]] kioskctl::KnownLength known() const {
        const double distance_mm = distance_cm_ * 10;
        if (by_card_) return kioskctl::known_card(distance_mm, side_mm_);
        if (eyes_->count() > 0) return kioskctl::measured_eyes(distance_mm, eyes_mm_);
        return kioskctl::known_eyes(distance_mm);
    }

    std::vector<std::string>& configs_;
    kioskctl::CalibrateOptions options_;
    double distance_cm_ = 60;
    double eyes_mm_ = 0;
    double side_mm_ = kioskctl::card_side_mm;
    bool by_card_ = false;
    std::filesystem::path card_file_;
    int seconds_ = 60;
    CLI::App* line_ = nullptr;
    CLI::Option* eyes_ = nullptr;
    CLI::Option* card_ = nullptr;
};

}  // namespace
}  // namespace verikiosk

/// kioskctl, the technician's program.
int main(int argc, char** argv) {
    using namespace verikiosk;
    CLI::App app{
        "Sets a kiosk up and says what is wrong with it.\n"
        "Exit codes: 0 done and right, 1 something is wrong, 2 wrong use, 3 could not.",
        "kioskctl"};
    app.require_subcommand(1);
    app.set_version_flag("--version", VERIKIOSK_VERSION);

    CLI::App* site = app.add_subcommand("site", "Site settings: backend, credentials, network, language");
    site->require_subcommand(1);
    std::string file;
    std::string folder;
    CLI::App* check =
        site->add_subcommand("check", "Say whether a site file is right, or everything that is not");
    check->add_option("FILE", file, "The site file (TOML), its credentials where it says")->required();
    CLI::App* install = site->add_subcommand("install", "Check a site file, then put it into a kiosk's data");
    install->add_option("FILE", file, "The site file (TOML), its credentials where it says")->required();
    install->add_option("FOLDER", folder, "Where the kiosk's data partition is mounted")->required();

    kioskctl::SelftestOptions options;
    options.version = VERIKIOSK_VERSION;
    options.built = built();
    std::vector<std::string> configs{"/etc/verikiosk/board.toml", "/data/site/site.toml"};
    int limit_s = 120;
    CLI::App* selftest = app.add_subcommand("selftest", "Check the kiosk: a line each, and what to do");
    selftest->add_option("CHECK", options.only, "Only these checks, such as camera; all without any");
    selftest->add_flag("--json", options.json, "Print one JSON object at the end");
    CLI::Option* screen =
        selftest->add_flag("--screen", options.screen, "Show it on the kiosk's display too, with a QR code");
    selftest->add_option("--limit", limit_s, "Seconds that the page on the display stays")
        ->capture_default_str()
        ->check(CLI::Range(1, 86400))
        ->needs(screen);
    selftest->add_option("--config", configs, "The kiosk's settings (TOML); a later file's key counts")
        ->capture_default_str();

    CLI::App* models = app.add_subcommand("models", "Optional models: what each adds, what is there");
    models->require_subcommand(1);
    std::string model_folder;
    kioskctl::ModelsOptions model_options;
    const auto add_models = [&](const char* name, const char* about) {
        CLI::App* command = models->add_subcommand(name, about);
        command->add_option("--folder", model_folder, "Their folder, instead of the settings' models.folder");
        command->add_option("--config", configs, "The kiosk's settings (TOML); a later file's key counts")
            ->capture_default_str();
        command->add_flag("--json", model_options.json, "Print one JSON object");
        return command;
    };
    CLI::App* list =
        add_models("list", "What each adds, licence, origin, size, whether it is there and right");
    CLI::App* models_check = add_models("check", "Whether those that are there are right");

    CameraLine camera(app, configs);
    CalibrateLine calibrate(app, configs);

    kioskctl::StatusOptions watched;
    CLI::App* status = app.add_subcommand("status", "What the kiosk's program does at this moment");
    status->add_flag("--json", watched.json, "Print one JSON object");
    status->add_flag("--watch", watched.watch, "Again every second, until Ctrl-C");
    status->add_option("--file", watched.file, "Where kioskd writes it")->capture_default_str();

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kioskctl::wrong_use;
    }
    if (check->parsed()) return kioskctl::run_site_check(file, std::cout, std::cerr);
    if (install->parsed()) return kioskctl::run_site_install(file, folder, std::cout, std::cerr);
    if (status->parsed()) {
        watched.clear = watched.watch && !watched.json && ::isatty(STDOUT_FILENO) != 0;
        watched.pause = [](Duration time) {
            std::this_thread::sleep_for(time);
            return true;
        };
        return kioskctl::run_status(watched, drivers::SystemClock(), std::cout, std::cerr);
    }
    if (camera.parsed()) return camera.run();
    if (calibrate.parsed()) return calibrate.run();
    options.configs.assign(configs.begin(), configs.end());
    if (list->count("--folder") + models_check->count("--folder") > 0) {
        model_options.folder = model_folder;
    } else if (models->parsed()) {
        model_options.folder = config::look_at_settings(options.configs).settings.models.folder;
    }
    if (list->parsed()) return kioskctl::run_models_list(model_options, std::cout, std::cerr);
    if (models_check->parsed()) return kioskctl::run_models_check(model_options, std::cout, std::cerr);
    options.limit = std::chrono::seconds(limit_s);
    return kioskctl::run_selftest(options, std::cout, std::cerr);
}
