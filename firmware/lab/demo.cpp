// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/demo.hpp"

#include <cstdio>
#include <fstream>
#include <thread>

#include "drivers/display/sdl_window.hpp"
#include "firmware/kioskctl/qr_code.hpp"
#include "firmware/lab/backend_process.hpp"
#include "firmware/lab/evidence_json.hpp"
#include "firmware/lab/film.hpp"
#include "firmware/lab/report.hpp"
#include "firmware/lab/subject.hpp"
#include "firmware/lab/visitor.hpp"
#include "firmware/runner/lockstep.hpp"
#include "vision/code/content.hpp"

namespace verikiosk::lab {
namespace {

constexpr int screen_width = 1280;
constexpr int screen_height = 720;
// Longer than every time limit of a visit together: a session that has not ended by then never will.
constexpr Duration longest_visit = std::chrono::minutes(4);
constexpr Duration telephone_out = std::chrono::milliseconds(1500);
constexpr Duration result_shown = std::chrono::seconds(3);

/// The screen's light on a face 60 cm away, from the mean colour of the picture: a 15.6 inch panel of 300
/// nits gives about 55 lux there when it is white.
simulator::Colour light_of(const drivers::Picture& picture) {
    constexpr int step = 16;
    constexpr float white_lux = 55.0F;
    simulator::Colour sum{};
    int count = 0;
    for (int y = 0; y < picture.height; y += step) {
        for (int x = 0; x < picture.width; x += step, ++count) {
            const std::uint8_t* pixel = picture.data + static_cast<std::size_t>(y) * picture.stride + 4 * x;
            const auto rgb = static_cast<std::uint32_t>(pixel[2] << 16 | pixel[1] << 8 | pixel[0]);
            sum = sum + simulator::from_srgb(rgb);
        }
    }
    return count == 0 ? sum : sum * (white_lux / static_cast<float>(count));
}

Result<void> write_file(const std::filesystem::path& path, const void* data, std::size_t size) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
    out.close();
    if (!out) return fail(Errc::full, path.string() + " can't be written");
    return {};
}

/// One visit, with everything it is made of.
class Visit {
  public:
    explicit Visit(const DemoOptions& options)
        : options_(options),
          clock_(TimePoint(std::chrono::seconds(1000)), drivers::SystemClock().wall()),
          report_(options.json) {}

    Result<Outcome> run() {
        if (const auto ready = prepare(); !ready) return fail(ready.error());
        const TimePoint began = clock_.now();
        std::optional<TimePoint> ended;
        while (!ended || clock_.now() - *ended < result_shown) {
            if (const auto turned = runner_->turn(*station_); !turned) return fail(turned.error());
            if (console_->quit()) return fail(Errc::ended, "the window was closed");
            if (!ended && is_end(station_->state().stage)) ended = clock_.now();
            if (clock_.now() - began > longest_visit) {
                return fail(Errc::timeout, "the visit has no end; it is at '" +
                                               std::string(name_of(station_->state().stage)) + "'");
            }
            keep_pace();
        }
        return conclude(*ended - began);
    }

  private:
    Result<void> prepare() {
        auto subject = make_subject(options_);
        if (!subject) return fail(subject.error());
        subject_ = std::move(*subject);
        report_.step(0, "visitor", subject_.words);

        // An account of its own each time; certificates are made once.
        auto backend = BackendProcess::start(options_.programs / "verification-backend",
                                             options_.out / "backend", options_.models, options_.seed);
        if (!backend) return fail(backend.error());
        backend_.emplace(std::move(*backend));
        report_.step(0, "backend", "listening on " + backend_->listening() + ", for development");
        const auto account = backend_->create_account("Dana Example", options_.photo);
        if (!account) return fail(account.error());
        before_ = *account;
        report_.step(0, "account",
                     before_.id + ": verification " + before_.verification + ", hold " + before_.hold +
                         " (no " + before_.forbidden + ")");
        const auto code = backend_->issue_code(before_.id);
        if (!code) return fail(code.error());
        const auto drawn = kioskctl::make_qr_code(std::string(vision::code_scheme) + *code);
        if (!drawn) return fail(drawn.error());
        telephone_ = {drawn->side, drawn->dark};
        hands_.emplace(input_, options_.shows_code ? std::string() : *code);
        log_.open(options_.out / "kiosk.log", std::ios::trunc);
        return connect();
    }

    Result<void> connect() {
        if (options_.window) {
            auto window = drivers::open_sdl_window(
                {.title = "Verikiosk", .width = screen_width, .height = screen_height, .fullscreen = false});
            if (!window) return fail(window.error());
            window_ = std::move(*window);
        }
        auto film =
            Film::open(options_.out, screen_width, screen_height, window_ ? &window_->display() : nullptr);
        if (!film) return fail(film.error());
        film_ = std::move(*film);
        auto texts = screens::Texts::open(options_.programs / "../share/locale", options_.language);
        if (!texts) return fail(texts.error());
        texts_ = std::make_unique<screens::Texts>(std::move(*texts));
        auto painter = screens::Painter::create(screen_width, screen_height);
        if (!painter) return fail(painter.error());
        painter_ = std::move(*painter);
        vision::ModelFiles models;
        models.models = options_.models;
        auto analyser = vision::make_analyser(models);
        if (!analyser) return fail(analyser.error());
        analyser_ = std::move(*analyser);
        auto detector = vision::make_detector(models);
        if (!detector) return fail(detector.error());
        detector_ = std::move(*detector);
        auto meter = vision::make_meter(models);
        if (!meter) return fail(meter.error());
        meter_ = std::move(*meter);
        auto codes = vision::make_code_reader();
        if (!codes) return fail(codes.error());
        codes_ = std::move(*codes);
        limits_.codes_by_camera = subject_.codes_by_camera;
        return connect_backend();
    }

    Result<void> connect_backend() {
        auto keystore = drivers::open_file_keystore(backend_->pki() / "kiosk-evidence.key",
                                                    backend_->pki() / "kiosk-evidence.crt");
        if (!keystore) return fail(keystore.error());
        keystore_ = std::move(*keystore);
        auto client = net::make_backend_client(backend_->address());
        if (!client) return fail(client.error());
        client_ = std::move(*client);
        auto outbox = net::open_outbox(options_.out / "outbox.db");
        if (!outbox) return fail(outbox.error());
        outbox_ = std::move(*outbox);
        courier_ = std::make_unique<runner::Courier>(*client_, *outbox_);
        console_ = std::make_unique<runner::Console>(*film_, input_, *painter_, *texts_, limits_);
        runner_ = std::make_unique<runner::LockstepRunner>(
            runner::LockstepParts{*subject_.camera, *analyser_, *detector_, clock_, *courier_, *console_,
                                  codes_.get(), meter_.get()},
            runner::LockstepOptions{
                .worker_latency_frames = subject_.worker_latency_frames,
                .smile_at = subject_.smile_at,
                .on_shown = [this](const session::State& state, TimePoint) { shown(state); }});
        station_ = std::make_unique<runner::Station>(
            runner::StationParts{.clock = clock_,
                                 .keystore = *keystore_,
                                 .outbox = *outbox_,
                                 .dispatch = runner_->queue(),
                                 .log = [this](std::string_view line) { log_ << line << '\n'
                                                                             << std::flush; },
                                 .identity = {"kiosk-development-1", "lab", VERIKIOSK_VERSION, 1},
                                 .limits = limits_,
                                 .on_commit = [this](const Evidence& evidence,
                                                     const Bytes& selfie) { committed(evidence, selfie); }});
        return {};
    }

    /// After each picture: what the visitor does, what is kept and said of it.
    void shown(const session::State& state) {
        hands_->look(state, clock_.now(), *console_);
        if (subject_.simulated != nullptr) {
            subject_.simulated->cue(cue_for(state));
            if (options_.shows_code) hold_up_telephone(state);
            subject_.simulated->set_screen_light(light_of(film_->last()));
        }
        const screens::ScreenModel model = screens::model_of(state, clock_.now(), *texts_, limits_);
        const std::string said = std::string(name_of(state.stage)) + model.guidance;
        if (said == said_) return;
        said_ = said;
        report_.step(seconds_of(clock_.now() - start_), std::string(name_of(state.stage)),
                     sentence_of(model));
        note(film_->keep(std::string(name_of(state.stage))));
    }

    /// A moment after the screen has asked for the code, until the next one.
    void hold_up_telephone(const session::State& state) {
        const bool holds =
            state.stage == session::Stage::code && clock_.now() - state.entered > telephone_out;
        if (holds && holds_telephone_ && !std::exchange(kept_telephone_, true)) note(film_->keep("code"));
        if (std::exchange(holds_telephone_, holds) == holds) return;
        subject_.simulated->hold_up(holds ? std::optional(telephone_) : std::nullopt);
    }

    static std::string sentence_of(const screens::ScreenModel& model) {
        return model.guidance.empty() ? model.title : model.title + ": " + model.guidance;
    }

    void committed(const Evidence& evidence, const Bytes& selfie) {
        const std::string json = evidence_json(evidence);
        note(write_file(options_.out / "evidence.json", json.data(), json.size()));
        if (!selfie.empty()) note(write_file(options_.out / "selfie.jpg", selfie.data(), selfie.size()));
    }

    void note(const Result<void>& result) {
        if (!result && !trouble_) trouble_ = result.error();
    }

    void keep_pace() {
        if (!window_) return;
        if (!real_start_) real_start_ = std::chrono::steady_clock::now() - (clock_.now() - start_);
        std::this_thread::sleep_until(*real_start_ + (clock_.now() - start_));
        // The window's own events: someone may want to close it.
        while (const auto event = window_->input().poll()) {
            if (event->kind == drivers::InputEvent::Kind::quit) input_.quit();
        }
    }

    Result<Outcome> conclude(Duration took) {
        if (trouble_) return fail(*trouble_);
        if (const auto finished = film_->finish(); !finished) return fail(finished.error());
        const session::State& state = station_->state();
        const auto after = backend_->account(before_.id);
        if (!after) return fail(after.error());
        Outcome outcome;
        outcome.before = before_;
        outcome.after = *after;
        outcome.seconds = seconds_of(took);
        outcome.stage = name_of(state.stage);
        outcome.sentence = sentence_of(screens::model_of(state, clock_.now(), *texts_, limits_));
        outcome.receipt = state.receipt;
        outcome.folder = std::filesystem::absolute(options_.out).lexically_normal().string();
        if (state.receipt) {
            const std::string json = receipt_json(*state.receipt) + "\n";
            note(write_file(options_.out / "receipt.json", json.data(), json.size()));
            const auto detail = backend_->session_detail(state.receipt->session);
            outcome.backend_reason = detail ? *detail : detail.error().what;
        }
        report_.conclude(outcome);
        return outcome;
    }

    const DemoOptions& options_;
    drivers::ManualClock clock_;
    const TimePoint start_ = clock_.now();
    Report report_;
    Subject subject_;
    std::optional<BackendProcess> backend_;
    AccountView before_;
    drivers::ScriptedInput input_;
    std::optional<VisitorHands> hands_;
    std::unique_ptr<drivers::SdlWindow> window_;
    std::unique_ptr<Film> film_;
    std::unique_ptr<screens::Texts> texts_;
    std::unique_ptr<screens::Painter> painter_;
    std::unique_ptr<vision::Analyser> analyser_;
    std::unique_ptr<vision::Detector> detector_;
    std::unique_ptr<vision::Meter> meter_;
    std::unique_ptr<vision::CodeReader> codes_;
    session::Limits limits_;
    simulator::CodeModules telephone_;  ///< what it shows
    bool holds_telephone_ = false;
    bool kept_telephone_ = false;  ///< as a picture
    std::unique_ptr<drivers::Keystore> keystore_;
    std::unique_ptr<net::BackendClient> client_;
    std::unique_ptr<net::Outbox> outbox_;
    std::unique_ptr<runner::Courier> courier_;
    std::unique_ptr<runner::Console> console_;
    std::unique_ptr<runner::LockstepRunner> runner_;
    std::unique_ptr<runner::Station> station_;
    std::ofstream log_;
    std::string said_;
    std::optional<Error> trouble_;
    std::optional<std::chrono::steady_clock::time_point> real_start_;
};

}  // namespace

int run_demo(const DemoOptions& options) {
    // What an earlier demo left belongs to another visit.
    std::error_code ignored;
    for (const char* name : {"selfie.jpg", "evidence.json", "receipt.json", "visit.mp4"}) {
        std::filesystem::remove(options.out / name, ignored);
    }
    Visit visit(options);
    const auto outcome = visit.run();
    if (!outcome) {
        std::fprintf(stderr, "kiosk-lab: %s\n", outcome.error().what.c_str());
        return outcome.error().code == Errc::invalid ? 2 : 3;
    }
    return outcome->stage == "verified" ? 0 : 1;
}

}  // namespace verikiosk::lab
