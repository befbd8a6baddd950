// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <vector>

#include "tests/support/check.hpp"
#include "tests/unit/vision/meter/stage.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("meter");

namespace {

/// VERIKIOSK_SEEDS: the visitors from 1 to that; otherwise two who differ.
std::vector<int> seeds() {
    const char* wished = std::getenv("VERIKIOSK_SEEDS");
    if (wished == nullptr) return {3, 8};
    std::vector<int> all(static_cast<std::size_t>(std::clamp(std::atoi(wished), 1, 1000)));
    std::iota(all.begin(), all.end(), 1);
    return all;
}
constexpr Duration frame{33'333'333};

simulator::Colour lux_of(std::uint32_t colour) {
    const auto of = [](std::uint32_t code) {
        return 55.0F * std::pow(static_cast<float>(code & 255U) / 255.0F, 2.2F);
    };
    return {of(colour >> 16U), of(colour >> 8U), of(colour)};
}

const std::vector<std::uint32_t> colours{0x000000, 0x00FFFF, 0x000000, 0xFF00FF, 0x000000, 0xFFFF00, 0x000000,
                                         0x0000FF, 0x000000, 0x00FF00, 0x000000, 0xFFFFFF, 0x000000};

/// The whole sequence, each colour for ten frames; the light reaches the face `late` frames after it.
judge::Standing lit(Stage& stage, const judge::Context& context, int late) {
    constexpr int each = 10;
    const Challenge challenge{
        .kind = ChallengeKind::light, .hold = each * frame, .time_limit = 12s, .colours = colours};
    return stage.judged(context, challenge, 300, [&](int now, judge::ChallengeJudge& judge) {
        const auto step_of = [](int at) { return static_cast<std::size_t>(at / each); };
        if (now % each == 0 && step_of(now) < colours.size())
            judge.take({stage.now(), ShownKind::colour, colours[step_of(now)], {}});
        const bool on = now >= late && step_of(now - late) < colours.size();
        stage.camera().set_screen_light(on ? lux_of(colours[step_of(now - late)]) : simulator::Colour{});
    });
}

}  // namespace

STORY(a_living_face_answers_the_light_in_every_usual_room) {
    for (const float lux : {100.0F, 300.0F, 600.0F}) {
        for (const int seed : seeds()) {
            Stage stage(static_cast<std::uint64_t>(seed), lux);
            const judge::Context context = stage.settle();
            const auto standing = lit(stage, context, 0);
            std::printf("light %.0f lux, seed %d: outcome %d reason %d signal to ambient %d\n",
                        static_cast<double>(lux), seed, static_cast<int>(standing.judgement.outcome),
                        static_cast<int>(standing.judgement.reason), standing.judgement.score_milli);
            CHECK(standing.over);
            CHECK(standing.judgement.outcome != Outcome::fail);
            if (lux < 500) CHECK_EQUAL(standing.judgement.outcome, Outcome::pass);
        }
    }
}

STORY(a_camera_that_can_follows_its_exposure) {
    const std::vector<ExposureStep> steps{{0, 0},   {-1000, 0},  {-1000, 1000}, {0, 0},
                                          {0, 700}, {-700, 700}, {0, 0}};
    constexpr int each = 9;
    const Challenge challenge{
        .kind = ChallengeKind::exposure, .hold = each * frame, .time_limit = 12s, .exposures = steps};
    for (const int seed : seeds()) {
        Stage stage(static_cast<std::uint64_t>(seed), 300);
        const judge::Context context = stage.settle();
        const ObservationRow locked = stage.last();
        const auto standing =
            stage.judged(context, challenge, 300, [&](int now, judge::ChallengeJudge& judge) {
                const auto step = static_cast<std::size_t>(now / each);
                if (now % each != 0 || step >= steps.size()) return;
                judge.take({stage.now(), ShownKind::exposure, 0, steps[step]});
                const auto times = [](int milli) { return std::exp2(static_cast<float>(milli) / 1000.0F); };
                stage.camera().set_exposure(
                    std::chrono::nanoseconds(std::lround(static_cast<float>(locked.exposure_us) * 1000.0F *
                                                         times(steps[step].time_milli))),
                    static_cast<float>(locked.gain_milli) / 1000.0F * times(steps[step].gain_milli));
            });
        std::printf("exposure, seed %d: outcome %d reason %d slope %d\n", seed,
                    static_cast<int>(standing.judgement.outcome), static_cast<int>(standing.judgement.reason),
                    standing.judgement.score_milli);
        CHECK_EQUAL(standing.judgement.outcome, Outcome::pass);
    }
}

STORY(noise_is_what_the_sensor_has_whatever_is_in_the_picture) {
    // The simulated sensor's: 0.5 + 0.5 sqrt(gain), rounded to whole code values, which adds 1/12.
    for (const float lux : {100.0F, 300.0F, 1000.0F}) {
        for (const int seed : seeds()) {
            Stage stage(static_cast<std::uint64_t>(seed), lux);
            (void)stage.settle();
            const ObservationRow& row = stage.last();
            const double sigma = 0.5 + 0.5 * std::sqrt(row.gain_milli / 1000.0);
            const double expected = std::sqrt(sigma * sigma + 1.0 / 12);
            std::printf("noise %.0f lux, seed %d: %.2f, is %.2f\n", static_cast<double>(lux), seed,
                        row.liveness.noise_centi / 100.0, expected);
            CHECK(row.liveness.noise_centi / 100.0 > 0.8 * expected);
            CHECK(row.liveness.noise_centi / 100.0 < 1.25 * expected);
        }
    }
}

STORY(a_head_that_turns_is_told_from_a_print) {
    const Challenge challenge{
        .kind = ChallengeKind::turn, .hold = 60ms, .time_limit = 5s, .side = Side::left};
    const auto turn = [&](Stage& stage) {
        const judge::Context context = stage.settle();
        return stage.judged(context, challenge, 160, [&](int now, judge::ChallengeJudge&) {
            if (now == 8) stage.camera().cue(simulator::Cue::turn_left);
        });
    };
    for (const int seed : seeds()) {
        Stage stage(static_cast<std::uint64_t>(seed), 300);
        const auto standing = turn(stage);
        std::printf("turn, seed %d: outcome %d reason %d asymmetry %d\n", seed,
                    static_cast<int>(standing.judgement.outcome), static_cast<int>(standing.judgement.reason),
                    standing.judgement.score_milli);
        CHECK_EQUAL(standing.judgement.outcome, Outcome::pass);
    }
    Stage print(1, 300, simulator::ActKind::print);
    CHECK_EQUAL(turn(print).judgement.outcome, Outcome::fail);
}

STORY(a_head_that_comes_nearer_is_never_called_flat) {
    const Challenge challenge{
        .kind = ChallengeKind::approach, .hold = 300ms, .time_limit = 8s, .grow_milli = 1350};
    for (const int seed : seeds()) {
        Stage stage(static_cast<std::uint64_t>(seed), 300);
        const judge::Context context = stage.settle();
        const auto standing = stage.judged(context, challenge, 240, [&](int now, judge::ChallengeJudge&) {
            if (now == 8) stage.camera().cue(simulator::Cue::come_nearer);
        });
        std::printf("approach, seed %d: outcome %d reason %d parallax %d\n", seed,
                    static_cast<int>(standing.judgement.outcome), static_cast<int>(standing.judgement.reason),
                    standing.judgement.score_milli);
        CHECK(standing.judgement.outcome != Outcome::fail);
    }
}

STORY(light_that_comes_late_is_told) {
    for (const int seed : seeds()) {
        Stage stage(static_cast<std::uint64_t>(seed), 300);
        const judge::Context context = stage.settle();
        const auto standing = lit(stage, context, 5);
        CHECK_EQUAL(standing.judgement.reason, Reason::late_light_answer);
    }
}
