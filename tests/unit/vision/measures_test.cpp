// SPDX-License-Identifier: Apache-2.0
#include "vision/face/measures.hpp"

#include <cmath>
#include <limits>

#include "tests/support/check.hpp"
#include "tests/unit/vision/faces.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using enum PointName;

GROUP("measures");

namespace {

ObservationRow measured(const Points& points, FieldOfView view = {}) {
    ObservationRow row;
    row.frame_width = 1280;
    row.frame_height = 720;
    vision::measure(points, vision::axes_of(points), row, view);
    return row;
}

bool near(int value, int expected, int tolerance) {
    return std::abs(value - expected) <= tolerance;
}

}  // namespace

STORY(a_frontal_face_measures_as_drawn) {
    const ObservationRow row = measured(frontal_face());
    CHECK(near(row.iod_decipx, 1000, 20));
    CHECK(near(row.yaw_decideg, 0, 20));
    CHECK(near(row.pitch_decideg, 0, 40));
    CHECK(near(row.roll_decideg, 0, 1));
    CHECK(near(row.asymmetry_milli, 0, 5));
    CHECK(near(row.mouth_width_milli, 48 * 1000 / 63, 20));
    CHECK(row.mouth_open_milli < 40);
    CHECK(near(row.eye_left_milli, row.eye_right_milli, 5));
    CHECK(row.eye_left_milli > 250);
}

STORY(turning_to_ones_own_left_is_positive_yaw_and_asymmetry) {
    for (const float yaw : {-20.0F, -10.0F, 10.0F, 20.0F}) {
        const ObservationRow row = measured(turned_face(yaw, 0));
        CHECK(near(row.yaw_decideg, static_cast<int>(yaw * 10), 40));
        CHECK((row.asymmetry_milli > 100) == (yaw > 0));
        CHECK((row.asymmetry_milli < -100) == (yaw < 0));
    }
}

STORY(a_head_turns_as_far_through_every_lens_that_is_known) {
    for (const float vertical : {25.0F, 43.0F, 75.0F}) {
        const FieldOfView view{vertical};
        CHECK(near(measured(turned_face(20, 0, view), view).yaw_decideg, 200, 40));
        CHECK(near(measured(turned_face(0, 0, view), view).pitch_decideg, 0, 40));
    }
}

STORY(looking_up_is_positive_pitch) {
    const int down = measured(turned_face(0, -15)).pitch_decideg;
    const int level = measured(turned_face(0, 0)).pitch_decideg;
    const int up = measured(turned_face(0, 15)).pitch_decideg;
    CHECK(near(up - level, 150, 40));
    CHECK(near(level - down, 150, 40));
}

STORY(tilting_to_ones_own_left_shoulder_is_positive_roll) {
    CHECK(near(measured(tilted(frontal_face(), 12)).roll_decideg, 120, 2));
    CHECK(near(measured(tilted(frontal_face(), -12)).roll_decideg, -120, 2));
}

STORY(a_tilted_head_measures_the_same_mouth_and_eyes) {
    const ObservationRow upright = measured(frontal_face());
    const ObservationRow row = measured(tilted(frontal_face(), 25));
    CHECK(near(row.mouth_width_milli, upright.mouth_width_milli, 1));
    CHECK(near(row.corner_rise_milli, upright.corner_rise_milli, 1));
    CHECK(near(row.eye_left_milli, upright.eye_left_milli, 1));
    CHECK(near(row.asymmetry_milli, upright.asymmetry_milli, 1));
}

STORY(raised_mouth_corners_rise) {
    Points smile = frontal_face();
    smile[mouth_left].y -= 8;
    smile[mouth_right].y -= 8;
    CHECK(near(measured(smile).corner_rise_milli - measured(frontal_face()).corner_rise_milli, 80, 3));
}

STORY(a_dropped_jaw_opens_the_mouth_and_does_not_lower_what_was_measured_of_its_width) {
    Points open = frontal_face();
    open[lip_bottom_inner].y += 30;
    open[lip_bottom_outer].y += 30;
    open[chin].y += 20;
    CHECK(measured(open).mouth_open_milli > 350);
    CHECK_EQUAL(measured(open).mouth_width_milli, measured(frontal_face()).mouth_width_milli);
}

STORY(shut_eyes_have_a_small_aspect_ratio) {
    Points shut = frontal_face();
    for (const auto& [upper, lower] : {std::pair{eye_left_top_inner, eye_left_bottom_inner},
                                       std::pair{eye_left_top_outer, eye_left_bottom_outer}}) {
        shut[upper].y = shut[lower].y - 2;
    }
    CHECK(measured(shut).eye_left_milli < 80);
    CHECK_EQUAL(measured(shut).eye_right_milli, measured(frontal_face()).eye_right_milli);
}

STORY(the_face_box_reaches_from_the_hairline_to_the_chin) {
    const Points face = frontal_face();
    const ObservationRow row = measured(face);
    CHECK(near(row.box_y + row.box_height, static_cast<int>(face[chin].y), 1));
    CHECK(row.box_y < static_cast<int>(face[brow_left_inner].y) - 50);
    CHECK(near(row.box_x, static_cast<int>(face[jaw_right].x), 1));
}

STORY(points_that_are_not_numbers_measure_nothing_and_do_not_stumble) {
    Points broken = frontal_face();
    for (Point& p : broken.at)
        p.x = std::numeric_limits<float>::quiet_NaN();
    CHECK(!vision::plausible(broken));
    CHECK_EQUAL(measured(broken).mouth_width_milli, std::uint16_t{0});
}

STORY(a_face_is_plausible_whichever_way_it_is_turned_but_not_upside_down) {
    CHECK(vision::plausible(frontal_face()));
    CHECK(vision::plausible(turned_face(30, 0)));
    CHECK(vision::plausible(turned_face(-30, 20)));
    CHECK(vision::plausible(tilted(frontal_face(), 40)));
    CHECK(!vision::plausible(tilted(frontal_face(), 180)));
    Points tiny = frontal_face();
    for (Point& p : tiny.at)
        p = {p.x / 20, p.y / 20};
    CHECK(!vision::plausible(tiny));
}

STORY(axes_lead_into_the_face_and_back) {
    const vision::FaceAxes axes = vision::axes_of(tilted(frontal_face(), 17));
    const Point there = axes.in_picture({0.4F, 1.2F});
    CHECK(distance(axes.of(there), {0.4F, 1.2F}) < 0.001F);
    CHECK(axes.down.y > 0.9F);
}
