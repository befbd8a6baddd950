// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <algorithm>
#include <array>
#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "drivers/watchdog/watchdog.hpp"
#include "firmware/kioskd/kiosk.hpp"
#include "firmware/kioskd/log.hpp"
#include "firmware/kioskd/teller.hpp"
#include "firmware/runner/attempts_file.hpp"
#include "firmware/runner/fault_screen.hpp"
#include "firmware/runner/threaded.hpp"

/// kioskd, the device program: construct, connect, run, stop. What can't be connected is said on the screen
/// and tried again; only without a screen does it end by itself.
namespace verikiosk::kioskd {
namespace {

constexpr int done = 0;
constexpr int wrong_use = 2;
constexpr int could_not = 3;
constexpr int service_wanted = 10;  ///< the service unit answers it with the service page

/// So long an exchange that is under way may keep the program from ending.
constexpr unsigned stop_limit_s = 2;

// Signal handlers reach nothing else.
// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
volatile std::sig_atomic_t stop_asked = 0;
volatile std::sig_atomic_t exit_code = done;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

void ask_to_stop(int) {
    stop_asked = 1;
    ::alarm(stop_limit_s);
}

/// Everything that must last is on the disk, as for a power cut; a backend that keeps silent is not waited
/// for.
void leave_at_once(int) {
    constexpr std::string_view words = "an exchange with the backend was given up: the outbox repeats it\n";
    (void)!::write(STDERR_FILENO, words.data(), words.size());
    ::_exit(exit_code);
}

int report(const Error& error) {
    log::error(error.what);
    return could_not;
}

struct Read {
    config::Settings settings;
    std::optional<Error> error;  ///< what is wrong with them
};

using Files = std::vector<std::filesystem::path>;

Read read_settings(const Files& files) {
    auto found = config::look_at_settings(files);
    return {std::move(found.settings),
            found.errors.empty() ? std::nullopt : std::optional(std::move(found.errors.front()))};
}

session::Limits limits_of(const config::Settings& settings) {
    session::Limits limits;
    limits.idle = settings.session.idle;
    limits.result = settings.session.result;
    limits.view = config::view_of(settings.camera);
    limits.codes_by_camera = true;
    // The backend may take its whole time limit before it counts as silent.
    const Duration answered = settings.backend.time_limit + std::chrono::seconds(5);
    limits.opening = std::max(limits.opening, answered);
    limits.receipt = std::max(limits.receipt, answered);
    return limits;
}

class Device {
  public:
    Device(Files files, std::filesystem::path status)
        : files_(std::move(files)), teller_(std::move(status), kiosk_.clock) {}

    /// Until somebody ends it; the exit code.
    int run() {
        for (;;) {
            const std::optional<Error> fault = prepare();
            if (!screen_.window) return report(fault.value_or(Error{Errc::unavailable, "no screen"}));
            const std::optional<int> ended = fault ? wait_out(*fault) : serve();
            if (ended) return *ended;
        }
    }

  private:
    /// Why it can't serve, if so.
    std::optional<Error> prepare() {
        Read read = read_settings(files_);
        if (auto opened = open(read); !opened) return opened.error();
        if (read.error) return read.error;
        settings_ = std::move(read.settings);
        const auto connected = connect(kiosk_, settings_, [this] { wait_a_moment(); });
        return connected ? std::nullopt : std::optional(connected.error());
    }

    /// While it connects; a fault that is shown stays until it is known to be mended.
    void wait_a_moment() {
        const TimePoint now = kiosk_.clock.now();
        if (!said_) {
            const screens::ScreenModel model = screens::starting(started_, now, *screen_.texts);
            // A display that fails here fails again on the next screen, which says so.
            if (screen_.window->display().show(screen_.painter->paint(model, nullptr), now)) {
                watchdog_->ready();
            }
        }
        watchdog_->feed(now);
        if (!said_) teller_.starting(now);
    }

    Result<void> open(const Read& read) {
        if (read.error && screen_.window) return {};  // what is there is as good as any
        const auto& display = read.settings.display;
        auto opened = open_screen(screen_, display, read.settings.kiosk.language);
        if (opened || opened.error().code == Errc::unavailable || screen_.window) return opened;
        // What was asked for can't be shown, so something that can must say so.
        for (const auto& instead : {display, config::Settings::Display{}}) {
            if (open_screen(screen_, instead, "en")) break;
        }
        return opened;
    }

    std::optional<int> wait_out(const Error& fault) {
        if (fault != said_) {
            log::error("out of service: " + fault.what);
            watchdog_->status("out of service: " + fault.what);
            said_ = fault;
        }
        const auto ended = runner::show_fault({screen_.window->display(), screen_.window->input(),
                                               *screen_.painter, *screen_.texts, kiosk_.clock},
                                              {fault, kiosk_.clock.now() + pause_.after(fault)},
                                              {.stop = [] { return stop_asked != 0; },
                                               .on_shown = [this](TimePoint) { watchdog_->ready(); },
                                               .on_round =
                                                   [&](TimePoint now) {
                                                       watchdog_->feed(now);
                                                       teller_.out_of_service(fault.what, now);
                                                   }});
        if (!ended) return report(ended.error());
        if (*ended == runner::FaultEnd::retry) return std::nullopt;
        watchdog_->stopping();
        return *ended == runner::FaultEnd::service ? service_wanted : done;
    }

    std::optional<int> serve() {
        const session::Limits limits = limits_of(settings_);
        runner::Courier courier(*kiosk_.backend, *kiosk_.sending_outbox,
                                {.folder = settings_.kiosk.data,
                                 .min_free = std::uintmax_t{1024} * 1024 *
                                             static_cast<std::uintmax_t>(settings_.kiosk.min_free_mb)});
        runner::Console console(screen_.window->display(), screen_.window->input(), *screen_.painter,
                                *screen_.texts, limits);
        const auto code = [&](const Result<void>& ran) {
            if (!ran) return could_not;
            return console.service() ? service_wanted : done;
        };
        runner::ThreadedRunner runner(
            {*kiosk_.camera, *kiosk_.analyser, *kiosk_.detector, kiosk_.clock, courier, console,
             kiosk_.codes.get(), kiosk_.meter.get()},
            {.on_shown = [this](const session::State&, TimePoint) { watchdog_->ready(); },
             .on_round = [this](TimePoint now, std::string_view stuck) { round(now, stuck); },
             .on_end = [&](const Result<void>& ran) { ending(code(ran)); }});
        runner::Station station({.clock = kiosk_.clock,
                                 .keystore = *kiosk_.keystore,
                                 .outbox = *kiosk_.outbox,
                                 .dispatch = runner.queue(),
                                 .log = log::information,
                                 .identity = {settings_.kiosk.ueid, settings_.kiosk.hw_model,
                                              VERIKIOSK_VERSION, kiosk_.boot_count},
                                 .limits = limits,
                                 .failed_attempts = kiosk_.failed_attempts,
                                 .note_attempts = [this](int count) { note_attempts(count); }});
        log::information("serving, boot " + std::to_string(kiosk_.boot_count));
        watchdog_->status("serving");
        const auto ran = runner.run(station, [&] {
            teller_.serving(
                {station.state(), runner, *kiosk_.outbox, settings_.kiosk.data, kiosk_.boot_count},
                kiosk_.clock.now());
            return stop_asked != 0 || console.quit() || console.service();
        });
        tell(runner.counters());
        kiosk_.camera->stop();
        if (!ran) return report(ran.error());
        return code(ran);
    }

    /// A main loop that turns feeds the watchdog, unless a thread of its own hangs.
    void round(TimePoint now, std::string_view stuck) {
        if (stuck.empty()) {
            watchdog_->feed(now);
        } else if (stuck != stuck_) {
            log::error("the thread '" + std::string(stuck) + "' hangs: the watchdog gets no more food");
        }
        stuck_ = stuck;
    }

    /// A visit goes on without it; the next start then knows less.
    void note_attempts(int count) const {
        if (const auto kept = runner::write_attempts(kiosk_.attempts, count); !kept) {
            log::error(kept.error().what);
        }
    }

    /// The threads are about to be waited for, which must not take long.
    void ending(int code) {
        watchdog_->stopping();
        exit_code = code;
        if (stop_asked == 0) ::alarm(stop_limit_s);  // else it runs already
    }

    static void tell(const runner::RunnerCounters& counted) {
        log::information("frames: " + std::to_string(counted.captured) + " captured, " +
                         std::to_string(counted.analysed) + " analysed, " +
                         std::to_string(counted.code_looks) +
                         " looked at for a code; dropped: " + std::to_string(counted.dropped_analysis_busy) +
                         " for analysis, " + std::to_string(counted.dropped_main_busy) + " for the screen, " +
                         std::to_string(counted.dropped_events) + " events");
    }

    Files files_;
    std::unique_ptr<drivers::Watchdog> watchdog_ = drivers::make_systemd_watchdog();
    config::Settings settings_;
    Screen screen_;
    Kiosk kiosk_;
    TimePoint started_ = kiosk_.clock.now();
    Teller teller_;
    runner::RetryPause pause_;
    std::optional<Error> said_;
    std::string stuck_;
};

}  // namespace
}  // namespace verikiosk::kioskd

int main(int argc, char** argv) {
    using namespace verikiosk;
    using namespace verikiosk::kioskd;
    CLI::App app{
        "The kiosk's device program.\nExit codes: 0 done, 2 wrong use, 3 could not, 10 a technician asked "
        "for "
        "the service page.",
        "kioskd"};
    Files files;
    bool check = false;
    app.add_option("--config", files,
                   "The kiosk's settings (TOML); of several files, the last one that has a key decides")
        ->required();
    std::filesystem::path status = usual_status_file();
    app.add_option("--status", status,
                   "The file in which 'kioskctl status' finds what the kiosk does; without it, "
                   "status.toml in RUNTIME_DIRECTORY");
    app.add_flag("--check", check, "Read the settings, say whether they are right, and end");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? done : wrong_use;
    }
    kioskd::log::set_up();
    if (check) {
        if (const Read read = read_settings(files); read.error) return report(*read.error);
        for (const auto& file : files)
            kioskd::log::information(file.string() + " is right");
        return done;
    }
    std::signal(SIGTERM, ask_to_stop);
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGALRM, leave_at_once);
    return Device(std::move(files), std::move(status)).run();
}
