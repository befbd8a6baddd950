// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/booth.hpp"

#include <cstdlib>

#include "firmware/runner/attempts_file.hpp"
#include "net/protocol/protocol.hpp"
#include "tests/support/scene_light.hpp"

namespace verikiosk::tests {
namespace {

// Any day: the certificates are made with the machine's clock, so the booth's day is today.
WallTime today() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

Booth::Booth(bool development) : clock(TimePoint(1000s), today()) {
    const std::filesystem::path data = folder / "backend";
    std::filesystem::create_directories(data);
    backend = std::make_unique<DirectBackend>(data, clock, development);
    store_ = std::make_unique<backend::Store>(must(backend::Store::open(data)));
    texts_ = std::make_unique<screens::Texts>(must(screens::Texts::open(folder.path(), "en")));
    painter_ = must(screens::Painter::create(640, 640));
    const auto files = backend::pki_files(data);
    keystore_ = must(drivers::open_file_keystore(files.kiosk_evidence_key, files.kiosk_evidence));
    codes_ = must(vision::make_code_reader());
    analyser.sees = [this](std::uint64_t sequence, TimePoint time) { return obedient(sequence, time); };
    power_up();
}

Booth::~Booth() = default;

void Booth::power_up() {
    outbox_ = must(net::open_outbox(folder / "outbox.db"));
    courier_ = std::make_unique<runner::Courier>(
        *backend, *outbox_,
        runner::StorageNeeds{.folder = folder.path(),
                             .free_bytes = [this](const std::filesystem::path&) { return free_bytes; }});
    const session::Limits limits{.codes_by_camera = true};
    console_ = std::make_unique<runner::Console>(display_, input, *painter_, *texts_, limits);
    runner_ = std::make_unique<runner::LockstepRunner>(
        runner::LockstepParts{camera, analyser, detector_, clock, *courier_, *console_, codes_.get()},
        runner::LockstepOptions{});
    runner::StationParts parts{
        .clock = clock,
        .keystore = *keystore_,
        .outbox = *outbox_,
        .dispatch = runner_->queue(),
        .log = {},
        .identity = {std::string(backend::development_kiosk), "host", "0.1.0", 1},
        .limits = limits,
        .on_commit = [this](const Evidence& evidence, const Bytes&) { committed = evidence; },
        .failed_attempts = must(runner::read_attempts(folder / "attempts")),
        .note_attempts = [this](int count) { must(runner::write_attempts(folder / "attempts", count)); }};
    station_ = std::make_unique<runner::Station>(std::move(parts));
}

void Booth::power_cut() {
    station_.reset();
    runner_.reset();
    console_.reset();
    courier_.reset();
    outbox_.reset();
    power_up();
}

std::string Booth::account(bool eligible) {
    backend::NewAccount wanted;
    wanted.name = "Dana Example";
    wanted.selfie_eligible = eligible;
    wanted.hold = Hold::until_verified;
    wanted.proposals = 3;
    return must(store_->create_account(wanted)).id;
}

std::string Booth::code_for(const std::string& account) {
    return must(store_->issue_code(account, clock.wall()));
}

void Booth::turns(int count) {
    for (int i = 0; i < count; ++i)
        must(runner_->turn(*station_));
}

void Booth::until(session::Stage stage) {
    for (int i = 0; i < 3600; ++i) {
        if (state().stage == stage) return;
        turns(1);
    }
    check_failed("waited for '" + std::string(session::name_of(stage)) + "' but it is '" +
                     std::string(session::name_of(state().stage)) + "'",
                 std::source_location::current());
}

void Booth::press(session::Action action) {
    for (const screens::Hit& hit : console_->layout(state(), clock.now()).hits) {
        const auto* pressed = std::get_if<session::Pressed>(&hit.event);
        if (pressed == nullptr || pressed->action != action) continue;
        const Point middle = hit.box.centre();
        input.touch(middle.x, middle.y);
        turns(1);
        return;
    }
    check_failed("no such button on '" + std::string(session::name_of(state().stage)) + "'",
                 std::source_location::current());
}

void Booth::walk_in(const std::string& code) {
    until(session::Stage::welcome);
    press(session::Action::begin);
    while (clock.now() < session::closed_until(state()))
        turns(1);
    type(code);
    until(session::Stage::name);
    press(session::Action::confirm_name);
    press(session::Action::agree);
}

void Booth::do_as_asked() {
    analyser.sees = [this](std::uint64_t sequence, TimePoint time) { return obedient(sequence, time); };
    until(session::Stage::review);
}

ObservationRow Booth::obedient(std::uint64_t sequence, TimePoint time) {
    // People take a third of a second to begin.
    constexpr int frames_to_hear = 10;
    const session::State& now = state();
    if (now.asked != answered_ || !session::prompt_of(now)) heard_ = 0;
    answered_ = now.asked;
    pose_.ease_towards(heard_++ < frames_to_hear ? Pose{} : answer_to(now.context.challenge));
    ObservationRow row = neutral_row(sequence, time);
    strike(row, pose_);
    light_row(row, now.shown, camera.info().control_lag_frames);
    return row;
}

Bytes log_of(const Booth& booth) {
    Evidence evidence = *booth.committed;
    evidence.clock.wall = {};
    return must(net::protocol::encode_evidence(evidence));
}

}  // namespace verikiosk::tests
