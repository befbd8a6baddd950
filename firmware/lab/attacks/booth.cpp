// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/booth.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>

#include "drivers/simulator/simulated_camera.hpp"
#include "firmware/domain/session_code.hpp"
#include "firmware/lab/attacks/memory_outbox.hpp"
#include "firmware/lab/attacks/unpainted_screen.hpp"
#include "firmware/lab/visitor.hpp"
#include "firmware/runner/lockstep.hpp"
#include "net/backend/development_pki.hpp"
#include "vision/liveness/judge/judge.hpp"

namespace verikiosk::lab::attacks {
namespace {

// Longer than all time limits of a visit together.
constexpr Duration longest_visit = std::chrono::minutes(4);
// A day like any other: nothing is judged by it.
constexpr float lamp_lux = 2000;  // a desk lamp half a metre away
constexpr WallTime today{std::chrono::seconds(1'760'000'000)};

/// Spent by this process: others on the machine do not count.
double processor_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::string any_code() {
    constexpr std::string_view seven = "0123456";
    return std::string(seven) + code_check_character(seven).value_or('0');
}

Looks looks_of(const simulator::Visitor& visitor) {
    return {.skin = visitor.person.skin,
            .glasses = visitor.person.glasses,
            .beard = visitor.person.beard == simulator::Beard::full ||
                     visitor.person.beard == simulator::Beard::moustache,
            .ambient_lux = static_cast<double>(visitor.scene.ambient_lux),
            .distance_cm = static_cast<double>(visitor.start.distance)};
}

Judged judged_of(std::string_view what, const Judgement& judgement, Duration lasted) {
    return {std::string(what), std::string(name_of(judgement.outcome)),
            std::string(name_of(judgement.reason)), judgement.score_milli, seconds_of(lasted)};
}

/// One visit's parts, and the visit.
class Walk {
  public:
    Walk(Sides& sides, vision::Analyser& analyser, vision::Detector& detector, vision::Meter& meter,
         drivers::SimulatedCamera& camera, std::uint64_t seed, Without without, const Manner& manner)
        : camera_(camera),
          manner_(manner),
          backend_(sides, clock_, seed, without),
          courier_(backend_, outbox_),
          screen_(any_code(), manner),
          runner_({.camera = camera,
                   .analyser = analyser,
                   .detector = detector,
                   .clock = clock_,
                   .courier = courier_,
                   .screen = screen_,
                   .codes = nullptr,
                   .meter = &meter},
                  {.smile_at = {},
                   .on_shown = [this](const session::State& state, TimePoint at) { shown(state, at); }}),
          station_({.clock = clock_,
                    .keystore = *sides.keystore,
                    .outbox = outbox_,
                    .dispatch = runner_.queue(),
                    .log = {},
                    .identity = {std::string(backend::development_kiosk), "lab", VERIKIOSK_VERSION, 1},
                    .limits = {}}) {}

    Result<void> run() {
        const TimePoint began = clock_.now();
        while (!is_end(station_.state().stage)) {
            if (auto turned = runner_.turn(station_); !turned) return turned;
            // Left alone for too long a visit goes back to welcome, as if it had not been.
            if (prompted_ && station_.state().stage == session::Stage::welcome) break;
            if (clock_.now() - began > longest_visit) return fail(Errc::timeout, "a visit has no end");
        }
        return {};
    }

    Visit leave(Record record) {
        if (prompted_) record.seconds = seconds_of(clock_.now() - *prompted_);
        record.frames = static_cast<int>(runner_.analysed());
        if (const auto& ruling = backend_.ruling()) {
            record.decision = name_of(ruling->decision);
            record.detail = ruling->detail;
            record.tampered = ruling->tampered;
            for (const Reason reason : ruling->reasons)
                record.reasons.emplace_back(name_of(reason));
        }
        if (const auto& evidence = backend_.evidence()) {
            for (const ChallengeResult& result : evidence->challenges)
                record.judged.push_back(
                    judged_of(name_of(result.kind), result.judgement, result.ended - result.prompted));
            record.judged.push_back(judged_of("passive", judge::judge_passive(evidence->rows), {}));
            record.live = evidence->challenges.front().kind == ChallengeKind::centre &&
                          evidence->challenges.front().judgement.outcome == Outcome::pass &&
                          !(record.job.kind == simulator::ActKind::swap && takes_ > 1);
        }
        return {std::move(record), screen_.picture(), backend_.evidence()};
    }

  private:
    void shown(const session::State& state, TimePoint at) {
        if (!prompted_ && state.prompted) prompted_ = at;
        takes_ = std::max(takes_, state.takes);
        const bool asked_to_move = state.context.track != 0;
        camera_.cue(manner_.stands_still && asked_to_move ? simulator::Cue::look_here : cue_for(state));
        camera_.set_screen_light(light_of(state));
    }

    drivers::SimulatedCamera& camera_;
    Manner manner_;
    drivers::ManualClock clock_{TimePoint(std::chrono::seconds(1000)), today};
    BenchBackend backend_;
    MemoryOutbox outbox_;
    runner::Courier courier_;
    UnpaintedScreen screen_;
    runner::LockstepRunner runner_;
    runner::Station station_;
    std::optional<TimePoint> prompted_;
    int takes_ = 0;  ///< times that the challenges began
};

}  // namespace

simulator::Visitor visitor_of(const Job& job, std::uint64_t seed) {
    simulator::Visitor visitor = simulator::draw_visitor(seed);
    if (job.kind == simulator::ActKind::visitor) visitor.person.skin = 1 + job.index % simulator::monk_steps;
    return visitor;
}

Result<Booth> Booth::open(const std::filesystem::path& keys) {
    auto sides = open_sides(keys);
    if (!sides) return fail(sides.error());
    auto analyser = vision::make_analyser({});
    if (!analyser) return fail(analyser.error());
    auto detector = vision::make_detector({});
    if (!detector) return fail(detector.error());
    return Booth(std::move(*sides), std::move(*analyser), std::move(*detector));
}

Result<Visit> Booth::visit(const Job& job, std::uint64_t run_seed, const Manner& manner,
                           const ActMaker& make_act) {
    const double began = processor_seconds();
    Record record;
    record.job = job;
    record.seed = seed_of(job, run_seed);
    drivers::SimulatedCameraOptions options;
    options.visitor = visitor_of(job, record.seed);
    options.act = job.kind;
    options.behaviour.skill = job.skill;
    options.variant = job.variant;
    if (manner.lamp) options.visitor.scene.ambient_lux = lamp_lux;
    record.looks = looks_of(options.visitor);
    options.behaviour.variant = options.variant;
    const auto camera =
        make_act ? drivers::make_simulated_camera(options, make_act(options.visitor, options.behaviour))
                 : drivers::make_simulated_camera(options);
    if (!camera) return fail(camera.error());
    if (auto started = (*camera)->start(); !started) return fail(started.error());
    // A meter remembers the challenge it measured last, by a number that begins anew with each visit here.
    const auto meter = vision::make_meter({});
    if (!meter) return fail(meter.error());
    Walk walk(sides_, *analyser_, *detector_, **meter, **camera, record.seed, job.without, manner);
    if (auto done = walk.run(); !done) return fail(done.error(), id_of(job));
    Visit visit = walk.leave(std::move(record));
    visit.record.took_s = processor_seconds() - began;
    return visit;
}

}  // namespace verikiosk::lab::attacks
