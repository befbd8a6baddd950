// SPDX-License-Identifier: Apache-2.0
// What the kiosk does to the scene: colours of the screen and exposures of the camera, and when they stop.
#include "tests/unit/firmware/session/walk.hpp"

using namespace verikiosk;
using namespace verikiosk::session;
using tests::Walk;

GROUP("sequence");

namespace {

const std::vector<std::uint32_t> colours{0x000000, 0x00FFFF, 0x000000, 0xFFFF00, 0x000000};

Plan lit_plan() {
    Plan plan = tests::centre_and_smile();
    plan.challenges.insert(
        plan.challenges.begin() + 1,
        {.kind = ChallengeKind::light, .hold = 400ms, .time_limit = 12s, .colours = colours});
    plan.classes = {{AttackClass::replay, {ChallengeKind::light}}};
    return plan;
}

Plan exposed_plan() {
    Plan plan = tests::centre_and_smile();
    plan.challenges.insert(plan.challenges.begin() + 1, {.kind = ChallengeKind::exposure,
                                                         .hold = 300ms,
                                                         .time_limit = 10s,
                                                         .exposures = {{0, 0}, {-1000, 0}, {0, 500}}});
    plan.classes = {{AttackClass::injection, {ChallengeKind::exposure}}};
    return plan;
}

}  // namespace

STORY(colours_are_announced_and_then_shown_one_after_the_other) {
    Walk walk;
    walk.into(lit_plan());
    walk.frames(40, tests::neutral_row);
    CHECK_EQUAL(name_of(walk.state.stage), "light");
    CHECK(!colour_of(walk.state));  // first a moment to read what comes
    while (walk.state.stage == Stage::light && walk.state.step < colours.size() && walk.sequence < 400) {
        walk.frame(tests::neutral_row);
    }
    CHECK_EQUAL(walk.state.shown.size(), colours.size());
    for (std::size_t i = 0; i < colours.size(); ++i) {
        CHECK_EQUAL(walk.state.shown[i].colour, colours[i]);
        if (i > 0) CHECK(walk.state.shown[i].at - walk.state.shown[i - 1].at >= 400ms);
    }
}

STORY(the_light_is_off_within_two_frames_of_the_face_leaving) {
    Walk walk;
    walk.into(lit_plan());
    walk.frames(40, tests::neutral_row);
    walk.frames(60, tests::neutral_row);
    CHECK(colour_of(walk.state).has_value());
    walk.frame(tests::empty_row);
    CHECK(colour_of(walk.state).has_value());  // landmarks slip
    walk.frame(tests::empty_row);
    CHECK(!colour_of(walk.state));
    CHECK_EQUAL(name_of(walk.state.results.back().judgement.outcome), "inconclusive");
}

STORY(who_comes_after_the_lights_have_shown_does_not_begin_again) {
    Walk walk;
    walk.into(lit_plan());
    walk.frames(100, tests::neutral_row);
    CHECK(colour_of(walk.state).has_value());
    walk.frame([](std::uint64_t sequence, TimePoint time) {
        ObservationRow row = tests::neutral_row(sequence, time);
        row.track = 2;
        return row;
    });
    CHECK_EQUAL(name_of(walk.state.stage), "sending");
    CHECK_EQUAL(name_of(walk.last<CommitEvidence>().results.back().judgement.reason), "face_changed");
}

STORY(who_declines_the_lights_never_sees_one) {
    Walk walk;
    walk.into(lit_plan(), Action::agree_without_lights);
    walk.frames(40, tests::neutral_row);
    // Nothing else concludes that class: a call does.
    CHECK_EQUAL(name_of(walk.state.stage), "sending");
    CHECK_EQUAL(name_of(walk.last<CommitEvidence>().results.back().judgement.reason), "declined");
    CHECK(walk.last<CommitEvidence>().shown.empty());
}

STORY(the_lights_can_be_stopped_while_they_change) {
    Walk walk;
    walk.into(lit_plan());
    walk.frames(100, tests::neutral_row);
    CHECK(colour_of(walk.state).has_value());
    walk.press(Action::stop_lights);
    CHECK(!colour_of(walk.state));
    CHECK_EQUAL(name_of(walk.state.stage), "sending");
}

STORY(the_camera_is_locked_from_a_passed_centre_and_let_go_at_the_end) {
    Walk walk;
    walk.into(exposed_plan());
    CHECK(!exposure_of(walk.state).locked);
    walk.frames(40, tests::neutral_row);
    CHECK(exposure_of(walk.state).locked);
    walk.press(Action::cancel);
    CHECK(!exposure_of(walk.state).locked);
}

STORY(exposures_are_asked_for_one_after_the_other) {
    Walk walk;
    walk.into(exposed_plan());
    walk.frames(40, tests::neutral_row);
    CHECK_EQUAL(name_of(walk.state.stage), "exposure");
    std::vector<ExposureStep> seen;
    while (walk.state.stage == Stage::exposure && walk.sequence < 200) {
        const ExposureWish wish = exposure_of(walk.state);
        CHECK(wish.locked);
        if (seen.empty() || !(seen.back() == wish.step)) seen.push_back(wish.step);
        walk.frame(tests::neutral_row);
    }
    const std::vector<ExposureStep> wanted{{0, 0}, {-1000, 0}, {0, 500}};
    CHECK(seen.size() >= wanted.size());
    CHECK(std::equal(wanted.begin(), wanted.end(), seen.begin()));
}
