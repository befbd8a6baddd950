// SPDX-License-Identifier: Apache-2.0
// The threads of a device, with parts that the test controls. Runs under the thread sanitizer.
#include "firmware/runner/threaded.hpp"
#include "drivers/input/scripted_input.hpp"
#include "firmware/domain/session_code.hpp"
#include "tests/support/check.hpp"
#include "tests/support/drawn_code.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/firmware/runner/told_parts.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("threaded");

namespace {

struct Rig {
    Rig()
        : outbox(must(net::open_outbox(folder / "outbox.db"))),
          sending_outbox(must(net::open_outbox(folder / "outbox.db"))),
          texts(must(screens::Texts::open(folder.path(), "en"))),
          painter(must(screens::Painter::create(640, 640))) {}

    /// Runs until `done` says so; a minute at most.
    void run(const std::function<bool(const session::State&)>& done) { must(try_to_run(done)); }

    Result<void> try_to_run(const std::function<bool(const session::State&)>& done) {
        runner::Courier courier(backend, *sending_outbox,
                                {.folder = folder.path(), .free_bytes = [this](const std::filesystem::path&) {
                                     return free_bytes.load();
                                 }});
        const session::Limits limits{.codes_by_camera = codes != nullptr};
        runner::Console console(display, input, *painter, texts, limits);
        runner::ThreadedRunner threads({camera, analyser, detector, clock, courier, console, codes}, options);
        runner::Station station({.clock = clock,
                                 .keystore = keystore,
                                 .outbox = *outbox,
                                 .dispatch = threads.queue(),
                                 .log = {},
                                 .identity = {"kiosk", "test", "0", 1},
                                 .limits = limits});
        const TimePoint limit = clock.now() + 60s;
        auto result = threads.run(station, [&] {
            if (visited) play(station.state(), console);
            if (clock.now() > limit) check_failed("a minute is over", std::source_location::current());
            return done(station.state());
        });
        counted = threads.counters();
        seen = threads.camera();
        observed = threads.times().latency.count();
        slowest = threads.times().latency.at(1);
        detections = threads.times().detection.count();
        return result;
    }

    void play(const session::State& state, runner::Console& console) {
        using session::Stage;
        analyser.smiling =
            state.stage == Stage::smile && state.prompted && clock.now() - state.entered > 100ms;
        if (state.stage == played_ && state.stage != Stage::code) return;
        played_ = state.stage;
        if (state.stage == Stage::code && state.typed.empty() && types) input.type(code());
        for (const auto& [stage, action] : {std::pair{Stage::welcome, session::Action::begin},
                                            {Stage::name, session::Action::confirm_name},
                                            {Stage::consent, session::Action::agree},
                                            {Stage::review, session::Action::send}}) {
            if (stage == state.stage) press(action, state, console);
        }
    }

    [[nodiscard]] static std::string code() {
        return std::string("7K3M9QX") + *code_check_character("7K3M9QX");
    }

    void press(session::Action action, const session::State& state, runner::Console& console) {
        for (const screens::Hit& hit : console.layout(state, clock.now()).hits) {
            const auto* button = std::get_if<session::Pressed>(&hit.event);
            if (button != nullptr && button->action == action) {
                input.touch(hit.box.centre().x, hit.box.centre().y);
            }
        }
    }

    TemporaryFolder folder;
    drivers::SystemClock clock;
    PacedCamera camera;
    ToldAnalyser analyser;
    SlowDetector detector;
    NoKeystore keystore;
    KindBackend backend;
    std::unique_ptr<net::Outbox> outbox;
    std::unique_ptr<net::Outbox> sending_outbox;
    screens::Texts texts;
    std::unique_ptr<screens::Painter> painter;
    drivers::ScriptedInput input;
    LooseDisplay display;
    bool visited = true;  ///< false: nobody comes
    bool types = true;    ///< false: holds the code up, or stands there
    vision::CodeReader* codes = nullptr;
    std::atomic<std::uintmax_t> free_bytes{1'000'000'000};
    runner::ThreadedOptions options;
    runner::RunnerCounters counted;
    runner::CameraView seen;
    std::uint64_t observed = 0;
    std::uint64_t detections = 0;
    Duration slowest{};

  private:
    session::Stage played_ = session::Stage::out_of_service;
};

}  // namespace

STORY(a_visitor_is_verified_with_every_part_on_its_own_thread) {
    Rig rig;
    rig.run([](const session::State& state) { return state.stage == session::Stage::verified; });
    CHECK_EQUAL(rig.backend.received.load(), 1);
    CHECK(rig.counted.captured >= rig.counted.analysed);
    CHECK(rig.counted.analysed > 0);
    CHECK(rig.analyser.landed > 0);
    CHECK_EQUAL(must(rig.outbox->waiting()), 0U);
}

STORY(the_picture_goes_to_a_visitors_height_and_back_when_they_have_left) {
    Rig rig;
    rig.camera.give_room(0.1F);
    rig.analyser.below = 100;
    bool served = false;
    rig.run([&](const session::State& state) {
        served = served || state.stage == session::Stage::verified;
        if (served) rig.visited = false;
        if (state.stage == session::Stage::verified) rig.input.touch(320, 620);
        return served && state.pan == 0;
    });
    CHECK(rig.camera.lowest > 0.09F && rig.camera.lowest <= 0.1F);
    CHECK_EQUAL(rig.backend.received.load(), 1);
}

STORY(a_code_held_up_is_read_beside_everything_else_and_the_visit_goes_on) {
    Rig rig;
    const auto reader = must(vision::make_code_reader());
    rig.codes = reader.get();
    rig.types = false;
    vision::PackedGray picture = empty_room(640, 360);
    hold(picture, "VERIKIOSK:" + Rig::code(), {.module = 8, .x = 320, .y = 180});
    rig.camera.show(picture.view());
    rig.run([](const session::State& state) { return state.stage == session::Stage::verified; });
    CHECK_EQUAL(rig.backend.received.load(), 1);
    CHECK(rig.counted.code_looks > 0);
}

STORY(codes_are_looked_for_four_times_a_second_where_the_screen_asks_for_them_and_nowhere_else) {
    Rig rig;
    BlindReader reader;
    rig.codes = &reader;
    rig.types = false;
    std::optional<TimePoint> asked;
    std::optional<TimePoint> typed;
    int looks = 0;
    rig.run([&](const session::State& state) {
        const TimePoint now = rig.clock.now();
        if (state.stage == session::Stage::welcome) CHECK_EQUAL(reader.looks.load(), 0);
        if (state.stage == session::Stage::code && !asked) asked = now;
        if (asked && !typed && now - *asked > 1500ms) {
            typed = now;
            rig.input.type(Rig::code());
        }
        // What had been handed on when the screen changed is still read.
        if (state.stage == session::Stage::name) looks = reader.looks + 1;
        if (state.stage == session::Stage::verified) CHECK(reader.looks <= looks);
        return state.stage == session::Stage::verified;
    });
    CHECK(reader.looks >= 2);
    CHECK(reader.looks <= 1 + seconds_of(*typed - *asked + 250ms) * 4);
    CHECK_EQUAL(rig.counted.code_looks, static_cast<std::uint64_t>(reader.looks));
    CHECK(rig.analyser.landed > 0);
}

STORY(no_face_is_looked_for_while_a_code_is) {
    Rig rig;
    BlindReader reader;
    rig.codes = &reader;
    rig.types = false;
    rig.run([&](const session::State&) { return reader.looks >= 3; });
    CHECK_EQUAL(rig.counted.analysed, 0U);
}

STORY(what_runs_says_how_long_things_take_and_what_the_camera_does) {
    Rig rig;
    TimePoint held{};
    rig.run([&](const session::State& state) {
        if (state.stage == session::Stage::position && held == TimePoint{}) held = rig.clock.now();
        return held != TimePoint{} && rig.clock.now() - held > 1500ms;
    });
    CHECK(rig.observed > 0);
    CHECK(rig.observed <= rig.counted.analysed);
    CHECK(rig.slowest > Duration{} && rig.slowest < 60s);
    CHECK(rig.detections > 0);
    CHECK(rig.seen.measured_fps > 1 && rig.seen.measured_fps <= 101);
    CHECK(rig.seen.counters.delivered >= rig.counted.captured);
    CHECK_EQUAL(rig.seen.info.model, "plain test camera");
}

STORY(a_camera_pulled_out_is_noticed_and_its_return_too) {
    Rig rig;
    bool was_out = false;
    rig.run([&](const session::State& state) {
        if (state.stage == session::Stage::hold) rig.camera.unplugged = true;
        if (state.stage == session::Stage::out_of_service && !was_out) {
            was_out = true;
            CHECK(!state.session.has_value());
            rig.camera.generation_ = 1;
            rig.camera.unplugged = false;
        }
        return was_out && state.stage == session::Stage::welcome;
    });
    CHECK_EQUAL(rig.backend.received.load(), 0);
}

STORY(stopping_in_mid_session_ends_every_thread) {
    Rig rig;
    rig.run([](const session::State& state) { return state.stage == session::Stage::position; });
    CHECK_EQUAL(rig.backend.received.load(), 0);
}

STORY(a_full_disk_is_noticed_and_the_room_too) {
    Rig rig;
    bool was_full = false;
    rig.visited = false;
    rig.free_bytes = 1'000'000;
    rig.run([&](const session::State& state) {
        if (state.stage == session::Stage::out_of_service && !was_full) {
            was_full = true;
            CHECK_EQUAL(session::name_of(state.notice), "storage_full");
            rig.free_bytes = 1'000'000'000;
        }
        return was_full && state.stage == session::Stage::welcome;
    });
    CHECK(was_full);
}

STORY(every_round_says_that_all_threads_come_round) {
    Rig rig;
    int rounds = 0;
    rig.options.on_round = [&](TimePoint, std::string_view stuck) {
        ++rounds;
        CHECK_EQUAL(stuck, "");
    };
    rig.run([](const session::State& state) { return state.stage == session::Stage::verified; });
    CHECK(rounds > 10);
}

STORY(a_thread_that_hangs_is_named_until_it_goes_on) {
    Rig rig;
    rig.options.worker_patience = 3s;  // each thread comes round within a second
    rig.detector.stuck = true;
    std::string stuck;
    bool named = false;
    rig.options.on_round = [&](TimePoint, std::string_view worker) {
        stuck = worker;
        if (stuck == "detection") {
            named = true;
            rig.detector.stuck = false;
        }
    };
    rig.run([&](const session::State&) { return named && stuck.empty(); });
}

STORY(a_display_that_goes_away_ends_the_run_with_its_error) {
    Rig rig;
    Result<void> told;
    rig.options.on_end = [&](const Result<void>& result) { told = result; };
    const auto result = rig.try_to_run([&](const session::State& state) {
        rig.display.gone = state.stage == session::Stage::consent;
        return false;
    });
    CHECK(!result);
    CHECK_EQUAL(result.error().code, Errc::unavailable);
    CHECK_CONTAINS(result.error().what, "the screen is gone");
    CHECK(!told);
    CHECK(told.error() == result.error());
}
