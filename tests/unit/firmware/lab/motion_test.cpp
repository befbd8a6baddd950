// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/motion.hpp"

#include <algorithm>

#include "tests/support/check.hpp"
#include "tests/unit/vision/rows.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("motion");

namespace {

// Still for two thirds of a second.
constexpr int still = 20;

template <class Make>
lab::MotionVerdict judged(ChallengeKind kind, int frames, Make make) {
    lab::MotionJudge motion(kind);
    for (int frame = 0; frame < frames; ++frame)
        motion.add(make(frame));
    return motion.verdict();
}

ObservationRow turning(int frame, int asymmetry_milli) {
    return turned_row(frame, std::clamp(frame - still - 10, 0, 15) * asymmetry_milli / 15);
}

/// Larger by 40 % within two seconds, as a head or as a picture.
ObservationRow coming(int frame, bool head) {
    ObservationRow row = metered_row(frame);
    const int grown = 1000 + std::clamp(frame - still - 10, 0, 60) * 400 / 60;
    row.iod_decipx = static_cast<std::uint16_t>(row.iod_decipx * grown / 1000);
    row.box_width = static_cast<std::uint16_t>(row.box_width * grown / 1000);
    row.box_height = static_cast<std::uint16_t>(row.box_height * grown / 1000);
    row.liveness.parallax_milli = static_cast<std::uint16_t>(head ? 3 + (grown - 1000) / 16 : 2);
    return row;
}

}  // namespace

STORY(a_turn_is_found_to_whichever_side_it_goes) {
    const auto left = judged(ChallengeKind::turn, 90, [](int f) { return turning(f, 500); });
    CHECK_EQUAL(left.judgement.outcome, Outcome::pass);
    CHECK(left.side == Side::left);
    // As far as it had come when it was decided.
    CHECK_EQUAL(left.asymmetry_left, left.judgement.score_milli);
    CHECK(left.asymmetry_left >= 240 && left.asymmetry_left <= 500);
    CHECK_EQUAL(left.asymmetry_right, 0);
    CHECK(left.seconds && *left.seconds > 1.0 && *left.seconds < 1.7);
    const auto right = judged(ChallengeKind::turn, 90, [](int f) { return turning(f, -500); });
    CHECK_EQUAL(right.judgement.outcome, Outcome::pass);
    CHECK(right.side == Side::right);
}

STORY(who_never_turned_was_not_asked_to_either) {
    const auto verdict = judged(ChallengeKind::turn, 600, metered_row);
    CHECK_EQUAL(verdict.judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(verdict.judgement.reason, Reason::not_turned);
    CHECK(!verdict.seconds);
}

STORY(a_picture_that_is_turned_fails_and_nothing_outvotes_it) {
    const auto verdict = judged(ChallengeKind::turn, 300, [](int f) {
        // Flat first; a head turns afterwards.
        if (f > 150) return turning(f, 500);
        ObservationRow row = turning(f, 500);
        row.liveness.parallax_milli = 5;
        return row;
    });
    CHECK_EQUAL(verdict.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(verdict.judgement.reason, Reason::flat_face);
}

STORY(a_head_that_comes_nearer_is_told_from_a_picture) {
    const auto head = judged(ChallengeKind::approach, 200, [](int f) { return coming(f, true); });
    CHECK_EQUAL(head.judgement.outcome, Outcome::pass);
    CHECK(head.side == Side::none);
    CHECK(head.grown >= 1280);
    const auto picture = judged(ChallengeKind::approach, 200, [](int f) { return coming(f, false); });
    CHECK_EQUAL(picture.judgement.outcome, Outcome::fail);
    CHECK_EQUAL(picture.judgement.reason, Reason::flat_face);
}

STORY(with_a_new_face_it_begins_anew) {
    const auto verdict = judged(ChallengeKind::turn, 200, [](int f) {
        ObservationRow row = f < 50 ? metered_row(f) : turning(f - 50, 500);
        row.time = frame_time(f);
        row.track = f < 50 ? 7 : 8;
        return row;
    });
    CHECK_EQUAL(verdict.judgement.outcome, Outcome::pass);
    // The first face alone does not come to that.
    lab::MotionJudge motion(ChallengeKind::turn);
    CHECK(!motion.waiting());
    for (int f = 0; f < 51; ++f) {
        ObservationRow row = metered_row(f);
        row.track = f < 50 ? 7 : 8;
        motion.add(row);
        if (f == 49) CHECK(motion.waiting() && motion.challenge() == 1);
    }
    CHECK(!motion.waiting());
}

STORY(without_anybody_standing_still_nothing_is_judged) {
    const auto nobody = judged(ChallengeKind::approach, 60, empty_row);
    CHECK_EQUAL(nobody.judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(nobody.judgement.reason, Reason::no_face);
    const auto walking =
        judged(ChallengeKind::approach, 60, [](int f) { return moved(metered_row(f), 14 * (f - 30), 0); });
    CHECK_EQUAL(walking.judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(walking.grown, 0);
}

STORY(a_verdict_is_a_line) {
    const auto verdict = judged(ChallengeKind::turn, 90, [](int f) { return turning(f, 500); });
    const std::string json = lab::verdict_json("a \"clip\".mp4", verdict);
    CHECK_CONTAINS(json, R"({"file":"a \"clip\".mp4","judge":"turn","outcome":"pass","reason":"none",)");
    CHECK_CONTAINS(json, R"("side":"left","t":1.)");
    CHECK_CONTAINS(json, R"("measured":{"asymmetry_left":0.433,"asymmetry_right":0.000,"parallax":0.054,)");
    CHECK_CONTAINS(lab::verdict_line("folder/clip.mp4", verdict), "clip.mp4");
    const std::string nothing = lab::verdict_json("clip.mp4", {});
    CHECK_CONTAINS(nothing,
                   R"("outcome":"inconclusive","reason":"no_face","score":0.000,"side":null,"t":null)");
    CHECK_CONTAINS(lab::verdict_line("clip.mp4", {}), "turn inconclusive (no_face): score");
}
