// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "net/backend/policy.hpp"

namespace verikiosk::backend {
namespace {

// Turning and leaning in take people one to two seconds; who has not begun after ten has not understood.
constexpr Duration movement_limit = 10s;
// Three or four frames at the far end, so that one frame's slip does not make it. Who turns goes on turning
// for as long as it takes to see that it was enough, 2 degrees a frame, and a face from the side is easily
// lost.
constexpr Duration shortest_movement = 60ms;
constexpr Duration longest_movement = 100ms;
// What a nearer face shows of its depth is a few percent when it has grown by two fifths, from 60 cm to 43,
// and little above the landmarks' own tremble when by a fifth. Who stands too near for that is asked to turn.
constexpr std::int64_t least_growth_milli = 1380;
constexpr std::int64_t most_growth_milli = 1440;

// What a screen can show that differs most from each other, each at full strength: reflections are weak. Red
// alone and orange are not among them, since they are the saturated reds of WCAG 2.2.
constexpr std::array<std::uint32_t, 6> palette{0xFFFFFF, 0x00FF00, 0x0000FF, 0x00FFFF, 0xFFFF00, 0xFF00FF};
constexpr std::uint32_t black = 0x000000;
// What the screen shows before and after is not drawn here: no colour is farther from black.
constexpr std::uint32_t brightest_screen = 0xFFFFFF;
// 12 or 13 frames, of which the first few still carry the colour before, through exposure and the camera's
// own pipeline.
constexpr Duration shortest_light = 400ms;
constexpr Duration longest_light = 450ms;
// Another sequence of seven correlates with this one in hue by 0.7 and more once in 170 times, of six once in
// 80 (100,000 pairs drawn); more would take visitors' time.
constexpr std::size_t lights = 7;
// Where the signal was weak, more of it.
constexpr Duration light_once_more = 500ms;
constexpr int tries = 32;

// The simulated and the known sensors follow within 2 to 4 frames; six more are there to measure the mean and
// the noise on.
constexpr Duration shortest_exposure = 300ms;
constexpr Duration longest_exposure = 400ms;
constexpr int frames_to_measure = 6;
constexpr double usual_frame_rate = 30;
// A camera that answers later than this is asked nothing by which anybody could tell.
constexpr Duration longest_exposure_step = 1s;

// For prompts to be read, and for frames that were dropped: besides what the steps take.
constexpr Duration reading_time = 5s;

Challenge smile(const Policy& policy) {
    return {.kind = ChallengeKind::smile, .hold = policy.smile.hold, .time_limit = policy.smile.time_limit};
}

Challenge open_mouth(const Policy& policy) {
    Challenge challenge = smile(policy);
    challenge.kind = ChallengeKind::open_mouth;
    return challenge;
}

Challenge centre(const Policy& policy, Lots& lots) {
    const Duration longest = policy.centre.hold + policy.centre.hold_spread;
    return {.kind = ChallengeKind::centre,
            .hold = lots.among(policy.centre.hold, longest, 10ms),
            .time_limit = policy.centre.time_limit};
}

Challenge movement(ChallengeKind kind, Lots& lots) {
    Challenge challenge{.kind = kind,
                        .hold = lots.among(shortest_movement, longest_movement, 10ms),
                        .time_limit = movement_limit};
    if (kind == ChallengeKind::turn) {
        challenge.side = lots.below(2) == 0 ? Side::left : Side::right;
    } else {
        challenge.grow_milli =
            static_cast<std::uint16_t>(lots.among(least_growth_milli, most_growth_milli, 10));
    }
    return challenge;
}

/// Colours with black before, between and after them; never one twice running, none more than twice.
std::vector<std::uint32_t> draw_colours(Lots& lots) {
    std::vector<std::uint32_t> colours{black};
    while (colours.size() < 2 * lights + 1) {
        const std::uint32_t colour = lots.one_of(palette);
        const bool again = colours.size() > 1 && colours[colours.size() - 2] == colour;
        if (again || std::ranges::count(colours, colour) == 2) continue;
        colours.push_back(colour);
        colours.push_back(black);
    }
    return colours;
}

Result<Challenge> light(Duration step, Lots& lots, SafeToShow safe) {
    for (int i = 0; i < tries; ++i) {
        Challenge challenge{.kind = ChallengeKind::light, .hold = step};
        challenge.colours = draw_colours(lots);
        challenge.time_limit = step * static_cast<std::int64_t>(challenge.colours.size()) + reading_time;
        if (safe(challenge.colours, step, brightest_screen) && safe(challenge.colours, step, black))
            return challenge;
    }
    return fail(Errc::internal, "no sequence of colours that may be shown was drawn");
}

/// A step that a camera is asked for. Time only ever gets shorter and gain higher: in a dim office a camera's
/// exposure is as long as its frame rate lets it be, in a bright one its gain is 1 already. None is smaller
/// than half a stop.
enum class Step : std::uint8_t {
    locked,    ///< as before the challenge
    darker,    ///< by time alone
    brighter,  ///< by gain alone
    swapped,   ///< as bright, and noisier: what brightens a picture afterwards can't tell
    noisier,   ///< darker by time, though the gain is higher
};

ExposureStep draw_exposure(Step step, Lots& lots) {
    const auto gain = static_cast<std::int16_t>(lots.among(600, 700, 100));
    switch (step) {
        case Step::locked:
            return {0, 0};
        case Step::darker:
            return {static_cast<std::int16_t>(lots.among(-1000, -500, 100)), 0};
        case Step::brighter:
            return {0, gain};
        case Step::swapped:
            return {static_cast<std::int16_t>(-gain), gain};
        case Step::noisier:
            return {-1000, gain};
    }
    return {};
}

/// Four that let gain and brightness be told apart: each with a high and a low value of the other. Then what
/// leaves that as it is.
std::vector<Step> draw_steps(Lots& lots) {
    using enum Step;
    const std::array<std::vector<Step>, 6> more{
        {{}, {darker}, {swapped}, {locked}, {brighter, locked}, {locked, swapped}}};
    std::vector<Step> steps{locked, darker, swapped, noisier};
    for (const Step step : lots.one_of(more))
        steps.push_back(step);
    // What is asked for first must be seen to change something, and so must each after it.
    do {
        lots.shuffle(steps);
    } while (steps.front() == locked || std::ranges::adjacent_find(steps) != steps.end());
    return steps;
}

Challenge exposure(Duration hold, Lots& lots) {
    Challenge challenge{.kind = ChallengeKind::exposure, .hold = hold};
    for (const Step step : draw_steps(lots))
        challenge.exposures.push_back(draw_exposure(step, lots));
    challenge.time_limit = hold * static_cast<std::int64_t>(challenge.exposures.size()) + reading_time;
    return challenge;
}

/// How long a step must last with this camera; none where it takes controls too late, or does not say what
/// it did.
std::optional<Duration> exposure_step(const CameraInfo& camera, Lots& lots) {
    const Duration drawn = lots.among(shortest_exposure, longest_exposure, 10ms);
    if (!camera.exposure_settable || !camera.exposure_reported) return std::nullopt;
    const double rate = camera.frames_per_second > 0 ? camera.frames_per_second : usual_frame_rate;
    const std::chrono::duration<double> needed((camera.control_lag_frames + frames_to_measure) / rate);
    if (needed > longest_exposure_step) return std::nullopt;
    return std::max(drawn, std::chrono::duration_cast<Duration>(needed));
}

/// What concludes each class, whether or not this kiosk can ask it: where it can't, the class stays open and
/// a call decides.
std::vector<ClassRule> every_class() {
    return {{AttackClass::print, {ChallengeKind::turn, ChallengeKind::approach}},
            {AttackClass::replay, {ChallengeKind::light}},
            {AttackClass::mask, {ChallengeKind::smile, ChallengeKind::open_mouth}},
            {AttackClass::injection, {ChallengeKind::exposure, ChallengeKind::light}}};
}

/// Everything between centre and smile, and the alternates of all.
Result<void> draw_full(Plan& plan, const Policy& policy, const CameraInfo& camera, Lots& lots,
                       SafeToShow safe) {
    std::array movements{ChallengeKind::turn, ChallengeKind::approach};
    lots.shuffle(movements);
    std::vector<Challenge> between{movement(movements[0], lots)};
    plan.alternates.push_back(movement(movements[1], lots));
    // With an exposure that follows the light there is no light to be seen.
    if (camera.exposure_settable) {
        auto first = light(lots.among(shortest_light, longest_light, 10ms), lots, safe);
        auto second = light(light_once_more, lots, safe);
        if (!first) return fail(first.error());
        if (!second) return fail(second.error());
        between.push_back(std::move(*first));
        plan.alternates.push_back(std::move(*second));
    }
    if (const auto step = exposure_step(camera, lots)) between.push_back(exposure(*step, lots));
    lots.shuffle(between);
    std::ranges::move(between, std::back_inserter(plan.challenges));
    plan.alternates.push_back(open_mouth(policy));
    plan.classes = every_class();
    return {};
}

}  // namespace

Result<Plan> draw_plan(const Policy& policy, const SessionId& session, const Nonce& nonce, const Seed& seed,
                       const net::protocol::SessionRequest& request, SafeToShow safe) {
    Lots lots(seed, nonce);
    Plan plan;
    plan.session = session;
    plan.nonce = nonce;
    plan.policy = policy.name;
    plan.min_iod_px = policy.min_iod_px;
    plan.challenges.push_back(centre(policy, lots));
    if (policy.full) {
        if (auto drawn = draw_full(plan, policy, request.camera, lots, safe); !drawn)
            return fail(drawn.error());
    }
    // Last, since the selfie that is taken after it may smile.
    plan.challenges.push_back(smile(policy));
    if (request.camera.kind == CameraKind::recording) plan.challenges.back().not_before = request.smile_at;
    return plan;
}

}  // namespace verikiosk::backend
