// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>

#include "net/backend/policy.hpp"
#include "tests/unit/net/backend/world.hpp"
#include "tests/unit/vision/flash_count.hpp"
#include "vision/liveness/judge/flash.hpp"
#include "vision/liveness/judge/fusion.hpp"

/// What is drawn for a session, and of what.
namespace verikiosk::tests {
namespace {

GROUP("backend_plan");

using backend::Lots;
using backend::Seed;

backend::Policy full_policy() {
    backend::Policy policy = *backend::policy_called("standard");
    policy.full = true;
    return policy;
}

CameraInfo capable_camera() {
    CameraInfo camera = camera_of(CameraKind::device);
    camera.exposure_settable = true;
    camera.exposure_reported = true;
    camera.white_balance_lockable = true;
    camera.control_lag_frames = 2;
    return camera;
}

Result<void> anything(std::span<const std::uint32_t>, Duration, std::uint32_t) {
    return {};
}
Result<void> nothing(std::span<const std::uint32_t>, Duration, std::uint32_t) {
    return fail(Errc::invalid, "a flash");
}
Result<void> no_white(std::span<const std::uint32_t> colours, Duration, std::uint32_t) {
    if (std::ranges::count(colours, 0xFFFFFFU) > 0) return fail(Errc::invalid, "white");
    return {};
}

Seed seed_of(unsigned number) {
    Seed seed{};
    seed[0] = static_cast<std::uint8_t>(number & 0xFFU);
    seed[1] = static_cast<std::uint8_t>(number >> 8U & 0xFFU);
    return seed;
}

Plan drawn(unsigned seed, const CameraInfo& camera = capable_camera(), backend::SafeToShow safe = anything) {
    return must(backend::draw_plan(full_policy(), {}, {}, seed_of(seed), {"", camera, {}}, safe));
}

const Challenge* find(const std::vector<Challenge>& list, ChallengeKind kind) {
    const auto found = std::ranges::find(list, kind, &Challenge::kind);
    return found != list.end() ? &*found : nullptr;
}

constexpr unsigned many = 500;

/// How each kind of challenge would end for somebody: a visitor, or any attack that there could be.
using Fate = std::map<ChallengeKind, Outcome>;

/// Walks the plan as a session does, as far as the first failure, and says what all of it comes to.
Outcome walked(const Plan& plan, const Fate& fate) {
    std::vector<ChallengeResult> results;
    std::size_t own = 0;
    for (;;) {
        const auto alternate = judge::alternate_for(plan, results);
        if (!alternate && own == plan.challenges.size()) break;
        const std::size_t planned = alternate ? *alternate : own++;
        const ChallengeKind kind = judge::planned_challenge(plan, planned)->kind;
        results.push_back({kind, static_cast<std::uint8_t>(planned), {}, {}, {fate.at(kind), {}, 0}});
        if (fate.at(kind) == Outcome::fail) break;
    }
    return judge::fuse(plan, results, {Outcome::pass, Reason::none, 0}).outcome;
}

STORY(lots_are_even_and_nobody_can_tell_the_next) {
    Lots lots(seed_of(1), {});
    std::map<std::uint64_t, int> seen;
    for (int i = 0; i < 7000; ++i)
        ++seen[lots.below(7)];
    CHECK_EQUAL(seen.size(), std::size_t{7});
    // Six standard deviations of a binomial of 7,000 sevenths.
    for (const auto& [number, times] : seen)
        CHECK(std::abs(times - 1000) < 180);
    CHECK_EQUAL(lots.below(1), 0U);
    CHECK_EQUAL(lots.among(5, 5, 10), 5);
}

STORY(the_same_seed_draws_the_same_plan_and_another_nonce_another) {
    const backend::Policy policy = full_policy();
    const net::protocol::SessionRequest request{"", capable_camera(), {}};
    Nonce other{};
    other[31] = 1;
    const Plan one = must(backend::draw_plan(policy, {}, {}, seed_of(3), request, anything));
    CHECK(one == must(backend::draw_plan(policy, {}, {}, seed_of(3), request, anything)));
    const Plan two = must(backend::draw_plan(policy, {}, other, seed_of(3), request, anything));
    CHECK(find(one.challenges, ChallengeKind::light)->colours !=
          find(two.challenges, ChallengeKind::light)->colours);
}

STORY(a_full_plan_begins_with_the_centre_and_ends_with_the_smile) {
    std::set<std::vector<ChallengeKind>> orders;
    for (unsigned seed = 0; seed < many; ++seed) {
        const Plan plan = drawn(seed);
        CHECK_EQUAL(plan.challenges.size(), std::size_t{5});
        CHECK(plan.challenges.front().kind == ChallengeKind::centre);
        CHECK(plan.challenges.back().kind == ChallengeKind::smile);
        std::vector<ChallengeKind> order;
        for (const Challenge& challenge : plan.challenges)
            order.push_back(challenge.kind);
        orders.insert(order);
        const bool turns = find(plan.challenges, ChallengeKind::turn) != nullptr;
        CHECK(turns != (find(plan.challenges, ChallengeKind::approach) != nullptr));
        CHECK(find(plan.alternates, turns ? ChallengeKind::approach : ChallengeKind::turn) != nullptr);
    }
    CHECK_EQUAL(orders.size(), std::size_t{12});
}

STORY(every_class_has_a_challenge_and_an_alternate_that_stop_it) {
    const Plan plan = drawn(1);
    CHECK_EQUAL(plan.classes.size(), std::size_t{4});
    for (const ClassRule& rule : plan.classes) {
        const auto stops = [&](const Challenge& challenge) {
            return std::ranges::find(rule.stopped_by, challenge.kind) != rule.stopped_by.end();
        };
        CHECK(std::ranges::any_of(plan.challenges, stops));
        CHECK(std::ranges::any_of(plan.alternates, stops));
    }
    CHECK(must(net::protocol::decode_plan(must(net::protocol::encode_plan(plan)))) == plan);
}

STORY(movements_are_drawn_and_ask_nobody_too_near) {
    std::set<Side> sides;
    std::set<Duration> holds;
    for (unsigned seed = 0; seed < many; ++seed) {
        const Plan plan = drawn(seed);
        for (const auto* list : {&plan.challenges, &plan.alternates}) {
            if (const Challenge* turn = find(*list, ChallengeKind::turn)) {
                sides.insert(turn->side);
                holds.insert(turn->hold);
                CHECK(turn->hold >= 60ms && turn->hold <= 100ms);
            }
            if (const Challenge* approach = find(*list, ChallengeKind::approach))
                CHECK(approach->grow_milli >= 1380 && approach->grow_milli <= 1440);
        }
    }
    CHECK(sides == (std::set{Side::left, Side::right}));
    CHECK_EQUAL(holds.size(), std::size_t{5});
}

// Seeds from the machine's random source: a plan that is drawn once in a million is looked for too
// (VERIKIOSK_FLASH_PLANS).
STORY(no_drawn_lights_flash_more_than_three_times_a_second_nor_in_red) {
    std::random_device random;
    const long plans = flash_plans();
    for (long i = 0; i < plans; ++i) {
        Seed seed{};
        for (std::uint8_t& byte : seed)
            byte = static_cast<std::uint8_t>(random() & 0xFFU);
        const Plan plan = must(
            backend::draw_plan(full_policy(), {}, {}, seed, {"", capable_camera(), {}}, judge::safe_to_show));
        for (const auto* list : {&plan.challenges, &plan.alternates}) {
            const Challenge* light = find(*list, ChallengeKind::light);
            CHECK(light != nullptr);
            for (const std::uint32_t around : {0xF6F7F9U, 0xFFFFFFU, 0x000000U}) {
                const FlashCount count = count_flashes(light->colours, light->hold, around);
                CHECK(count.most_changes <= 6);
                CHECK(!count.red_flash);
            }
        }
    }
}

STORY(lights_are_drawn_with_black_between_them_and_no_red) {
    std::set<std::vector<std::uint32_t>> sequences;
    for (unsigned seed = 0; seed < many; ++seed) {
        const Plan plan = drawn(seed);
        const Challenge& light = *find(plan.challenges, ChallengeKind::light);
        sequences.insert(light.colours);
        CHECK_EQUAL(light.colours.size(), std::size_t{15});
        for (std::size_t i = 0; i < light.colours.size(); ++i) {
            CHECK((light.colours[i] == 0) == (i % 2 == 0));
            CHECK(light.colours[i] != 0xFF0000U);
            if (i >= 3 && i % 2 == 1) CHECK(light.colours[i] != light.colours[i - 2]);
        }
        CHECK(light.hold >= 400ms && light.hold <= 450ms);
        const Challenge& longer = *find(plan.alternates, ChallengeKind::light);
        CHECK_EQUAL(longer.colours.size(), std::size_t{15});
        CHECK(longer.hold == 500ms);
        CHECK(light.colours != longer.colours);
    }
    // Of more than 16,000 that there are.
    CHECK(sequences.size() > many - 40);
}

STORY(a_sequence_that_may_not_be_shown_is_drawn_again_and_not_for_ever) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const Plan plan = drawn(seed, capable_camera(), no_white);
        CHECK_EQUAL(std::ranges::count(find(plan.challenges, ChallengeKind::light)->colours, 0xFFFFFFU), 0);
    }
    const auto none =
        backend::draw_plan(full_policy(), {}, {}, seed_of(1), {"", capable_camera(), {}}, nothing);
    CHECK(!none);
    CHECK_EQUAL(none.error().code, Errc::internal);
}

/// Mean square of what gain does beside what the exposure does, stops: by that noise tells where it comes
/// from.
double own_gain(const std::vector<ExposureStep>& steps) {
    const auto n = static_cast<double>(steps.size());
    double g = 0;
    double t = 0;
    double gg = 0;
    double gt = 0;
    double tt = 0;
    for (const ExposureStep& step : steps) {
        const double gain = step.gain_milli / 1e3;
        const double total = gain + step.time_milli / 1e3;
        g += gain / n;
        t += total / n;
        gg += gain * gain / n;
        gt += gain * total / n;
        tt += total * total / n;
    }
    return gg - g * g - (gt - g * t) * (gt - g * t) / (tt - t * t);
}

STORY(exposures_tell_gain_from_brightness) {
    std::set<std::size_t> counts;
    for (unsigned seed = 0; seed < many; ++seed) {
        const Challenge exposure = *find(drawn(seed).challenges, ChallengeKind::exposure);
        counts.insert(exposure.exposures.size());
        CHECK(exposure.hold >= 300ms && exposure.hold <= 400ms);
        CHECK(exposure.exposures.front() != ExposureStep{});
        CHECK(own_gain(exposure.exposures) > 0.0625);
        int swaps = 0;
        for (const ExposureStep& step : exposure.exposures) {
            CHECK(step.time_milli >= -1000 && step.time_milli <= 0);
            CHECK(step.gain_milli >= 0 && step.gain_milli <= 700);
            const int sum = step.time_milli + step.gain_milli;
            if (sum == 0 && step.gain_milli > 0) ++swaps;
            CHECK(step.gain_milli == 0 || step.gain_milli >= 600);
            CHECK(step.time_milli == 0 || step.time_milli <= -500);
        }
        CHECK(swaps == 1 || swaps == 2);
    }
    CHECK(counts == (std::set<std::size_t>{4, 5, 6}));
}

STORY(a_camera_that_follows_late_gets_longer_steps_and_one_too_late_none) {
    CameraInfo camera = capable_camera();
    camera.control_lag_frames = 9;
    const Plan patient = drawn(1, camera);
    CHECK(find(patient.challenges, ChallengeKind::exposure)->hold == 500ms);
    camera.control_lag_frames = 60;
    CHECK(find(drawn(1, camera).challenges, ChallengeKind::exposure) == nullptr);
}

STORY(a_camera_is_asked_only_for_what_it_can_do_and_the_class_stays_open) {
    CameraInfo camera = capable_camera();
    camera.exposure_reported = false;
    const Plan silent = drawn(1, camera);
    CHECK(find(silent.challenges, ChallengeKind::exposure) == nullptr);
    CHECK(find(silent.challenges, ChallengeKind::light) != nullptr);

    camera.exposure_settable = false;
    const Plan stubborn = drawn(1, camera);
    CHECK(find(stubborn.challenges, ChallengeKind::light) == nullptr);
    CHECK(find(stubborn.alternates, ChallengeKind::light) == nullptr);
    CHECK_EQUAL(stubborn.challenges.size(), std::size_t{3});
    // Nothing of this plan can rule a replay or an injection out, and both have to be.
    CHECK(stubborn.classes == drawn(1).classes);
}

STORY(what_a_full_plan_shows_and_waits_for_leaves_time_for_people) {
    // Of the 20 seconds that a visit with all challenges may take, people need the half to read and react.
    for (unsigned seed = 0; seed < many; ++seed) {
        Duration fixed{};
        for (const Challenge& challenge : drawn(seed).challenges) {
            const auto steps =
                std::max<std::size_t>(challenge.colours.size() + challenge.exposures.size(), 1);
            fixed += challenge.hold * static_cast<std::int64_t>(steps);
            CHECK(challenge.time_limit > challenge.hold * static_cast<std::int64_t>(steps));
        }
        CHECK(fixed <= 12s);
    }
}

STORY(a_recording_is_asked_for_no_more_than_its_person_did) {
    const Plan plan = must(backend::draw_plan(*backend::policy_called("recording"), {}, {}, seed_of(1),
                                              {"", capable_camera(), {}}, anything));
    CHECK_EQUAL(plan.challenges.size(), std::size_t{2});
    CHECK(plan.alternates.empty());
    CHECK(plan.classes.empty());
}

STORY(a_lamp_standing_still_and_declining_never_verify_what_was_not) {
    using enum ChallengeKind;
    const std::array kinds{smile, approach, turn, light, exposure, open_mouth};
    // A lamp outshines the screen and whatever light an attack makes; who stands still does nothing they are
    // asked for, which runs out as a failure or is left out with "I can't do this"; declining is the
    // visitor's word.
    const std::vector<Fate> ways{{{light, Outcome::inconclusive}},
                                 {{light, Outcome::inconclusive}, {exposure, Outcome::inconclusive}},
                                 {{turn, Outcome::inconclusive}, {approach, Outcome::inconclusive}},
                                 {{smile, Outcome::inconclusive}, {open_mouth, Outcome::inconclusive}},
                                 {{turn, Outcome::fail}, {approach, Outcome::fail}, {smile, Outcome::fail}}};
    int verified = 0;
    for (unsigned seed = 0; seed < 24; ++seed) {
        CameraInfo camera = capable_camera();
        camera.exposure_reported = seed % 3 != 0;
        camera.exposure_settable = seed % 4 != 0;
        const Plan plan = drawn(seed, camera);
        // Every attack that there could be: three fates of six kinds.
        for (int code = 0; code < 729; ++code) {
            Fate fate{{centre, Outcome::pass}};
            int rest = code;
            for (const ChallengeKind kind : kinds) {
                fate[kind] = static_cast<Outcome>(rest % 3);
                rest /= 3;
            }
            const bool before = walked(plan, fate) == Outcome::pass;
            verified += before ? 1 : 0;
            if (before) continue;
            for (const Fate& way : ways) {
                Fate changed = fate;
                for (const auto& [kind, outcome] : way)
                    changed[kind] = outcome;
                // What it does not change about an attack that fails is left to that failure.
                CHECK(walked(plan, changed) != Outcome::pass);
            }
        }
    }
    CHECK(verified > 0);
}

}  // namespace
}  // namespace verikiosk::tests
