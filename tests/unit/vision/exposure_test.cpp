// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>

#include "tests/support/check.hpp"
#include "tests/unit/vision/rows.hpp"
#include "tests/unit/vision/scene.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("exposure");

namespace {

constexpr Duration step = 300ms;
constexpr int lag = 2;
const std::vector<ExposureStep> drawn{{0, 0},   {-1000, 0}, {0, 1000},   {-1000, 1000},
                                      {500, 0}, {0, -500},  {-500, 500}, {0, 0}};

judge::Context exposure() {
    judge::Context context = context_of(ChallengeKind::exposure);
    context.challenge.hold = step;
    context.challenge.time_limit = 10s;
    context.challenge.exposures = drawn;
    context.control_lag_frames = lag;
    return context;
}

const TimePoint first = frame_time(6) + 10ms;

/// The step that governs a frame which is taken so many frames after the requests.
ExposureStep governing(int frame, int delay) {
    const auto passed = frame_time(frame - delay) - first;
    if (passed < Duration::zero()) return {};
    return drawn[std::min(static_cast<std::size_t>(passed / step), drawn.size() - 1)];
}

double stops(int milli) {
    return std::exp2(milli / 1000.0);
}

struct Camera {
    bool reports = true;
    int reported_delay = lag - 1;  ///< of the metadata, frames after the first one later than the request
    int picture_delay = lag - 1;   ///< of the picture
    bool follows = true;           ///< the picture
    bool obeys = true;             ///< metadata and picture
    double noise_per_gain = 0.35;  ///< per stop of gain
    double noise_per_light = 0;    ///< per stop of brightness
    std::uint32_t seed = 1;
    int each = 1;  ///< of its frames: every first, second ... is looked at
    LitScene scene{};
    std::function<void(ObservationRow&)> change = [](ObservationRow&) {};

    [[nodiscard]] ObservationRow row(int frame, Tremble& tremble) const {
        ObservationRow row = metered_row(frame);
        const ExposureStep told = obeys ? governing(frame, reported_delay) : ExposureStep{};
        const ExposureStep is = obeys && follows ? governing(frame, picture_delay) : ExposureStep{};
        if (reports) {
            row.exposure_us = static_cast<std::uint32_t>(10'000 * stops(told.time_milli));
            row.gain_milli = static_cast<std::uint32_t>(2'000 * stops(told.gain_milli));
        }
        light_up(row, scene, 0, stops(is.time_milli + is.gain_milli), tremble);
        const double noise = 130 * (1 + noise_per_gain * is.gain_milli / 1000.0 +
                                    noise_per_light * (is.gain_milli + is.time_milli) / 1000.0);
        row.liveness.noise_centi = static_cast<std::uint16_t>(std::max(noise + 4 * tremble.draw(), 1.0));
        change(row);
        return row;
    }

    [[nodiscard]] judge::Standing judged() const {
        const auto judge = judge::make_judge(exposure());
        Tremble tremble(seed);
        judge::Standing standing;
        std::size_t shown = 0;
        for (int frame = 0; frame < 400 && !standing.over; frame += each) {
            const ObservationRow now = row(frame, tremble);
            for (; shown < drawn.size() && first + step * static_cast<int>(shown) < now.time; ++shown)
                judge->take({first + step * static_cast<int>(shown), ShownKind::exposure, 0, drawn[shown]});
            standing = judge->add(now);
        }
        return standing;
    }
};

void check(const judge::Standing& standing, Outcome outcome, Reason reason) {
    CHECK(standing.over);
    CHECK_EQUAL(standing.judgement.reason, reason);
    CHECK_EQUAL(standing.judgement.outcome, outcome);
}

}  // namespace

STORY(a_camera_that_follows_in_all_it_shows_passes) {
    for (std::uint32_t seed = 1; seed < 30; ++seed) {
        Camera camera;
        camera.seed = seed;
        check(camera.judged(), Outcome::pass, Reason::none);
    }
    // A request that just missed a frame.
    Camera camera;
    camera.reported_delay = camera.picture_delay = lag;
    check(camera.judged(), Outcome::pass, Reason::none);
}

STORY(where_no_two_frames_in_a_row_are_looked_at_nobody_can_say) {
    Camera camera;
    camera.each = 2;
    check(camera.judged(), Outcome::inconclusive, Reason::weak_signal);
}

STORY(a_pass_that_ends_without_a_face_proves_nothing) {
    Camera camera;
    camera.change = [](ObservationRow& row) {
        if (row.time >= first + step * static_cast<int>(drawn.size())) row.track = 0;
    };
    check(camera.judged(), Outcome::inconclusive, Reason::no_face);
}

STORY(a_camera_that_does_what_it_likes_ignores_the_exposure) {
    Camera camera;
    camera.obeys = false;
    check(camera.judged(), Outcome::fail, Reason::exposure_ignored);
}

STORY(a_picture_that_stands_still_while_the_metadata_move_is_none_of_that_sensor) {
    Camera camera;
    camera.follows = false;
    check(camera.judged(), Outcome::fail, Reason::exposure_ignored);
}

STORY(a_picture_one_frame_behind_its_metadata_is_an_imitation) {
    for (const int behind : {1, 2, 3}) {
        Camera camera;
        camera.picture_delay = camera.reported_delay + behind;
        check(camera.judged(), Outcome::fail, Reason::exposure_ignored);
    }
}

STORY(a_camera_slower_than_it_declares_is_an_imitation) {
    Camera camera;
    camera.reported_delay = camera.picture_delay = lag + 2;
    check(camera.judged(), Outcome::fail, Reason::exposure_ignored);
}

STORY(a_camera_that_reports_nothing_is_inconclusive) {
    Camera camera;
    camera.reports = false;
    check(camera.judged(), Outcome::inconclusive, Reason::weak_signal);
}

STORY(brightness_made_by_arithmetic_is_not_a_sensors) {
    Camera camera;
    camera.noise_per_gain = 0;
    camera.noise_per_light = 0.35;
    check(camera.judged(), Outcome::inconclusive, Reason::weak_signal);
}

STORY(a_camera_at_the_end_of_its_range_is_inconclusive) {
    Camera camera;
    camera.change = [](ObservationRow& row) { row.gain_milli = std::min(row.gain_milli, 2'000U); };
    const auto standing = camera.judged();
    CHECK(standing.judgement.outcome != Outcome::pass || standing.judgement.score_milli > 300);
    camera.change = [](ObservationRow& row) {
        row.gain_milli = 2'000;
        row.exposure_us = std::max(row.exposure_us, 10'000U);
    };
    CHECK_EQUAL(camera.judged().judgement.outcome, Outcome::inconclusive);
}

STORY(a_picture_too_dark_to_move_is_inconclusive) {
    Camera camera;
    camera.scene.ambient = 0.001;
    camera.scene.noise = 0;
    const auto standing = camera.judged();
    CHECK_EQUAL(standing.judgement.outcome, Outcome::inconclusive);
}

STORY(requests_that_the_plan_did_not_draw_conclude_nothing) {
    const auto judge = judge::make_judge(exposure());
    judge->take({first, ShownKind::exposure, 0, {123, 0}});
    CHECK_EQUAL(judge->add(metered_row(30)).judgement.outcome, Outcome::inconclusive);
}

STORY(exposures_that_never_come_run_out_of_time) {
    check(run(exposure(), 500, metered_row), Outcome::inconclusive, Reason::time_out);
}
