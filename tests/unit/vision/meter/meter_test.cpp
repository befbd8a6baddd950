// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstdio>

#include "tests/support/check.hpp"
#include "tests/unit/vision/meter/stage.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("meter");

namespace {

constexpr std::array seeds{1, 3, 5, 8};
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
        for (const int seed : seeds) {
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

STORY(light_that_comes_late_is_told) {
    for (const int seed : seeds) {
        Stage stage(static_cast<std::uint64_t>(seed), 300);
        const judge::Context context = stage.settle();
        const auto standing = lit(stage, context, 5);
        CHECK_EQUAL(standing.judgement.reason, Reason::late_light_answer);
    }
}
