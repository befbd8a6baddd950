// SPDX-License-Identifier: Apache-2.0
#include "vision/face/oval.hpp"

#include "tests/support/check.hpp"
#include "tests/unit/vision/rows.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("oval");

namespace {

ObservationRow scaled(double factor) {
    ObservationRow row = calm_row(0);
    const Point centre = row.box().centre();
    row.box_width = static_cast<std::uint16_t>(row.box_width * factor);
    row.box_height = static_cast<std::uint16_t>(row.box_height * factor);
    row.iod_decipx = static_cast<std::uint16_t>(row.iod_decipx * factor);
    row.box_x = static_cast<std::int16_t>(centre.x - static_cast<float>(row.box_width) / 2);
    row.box_y = static_cast<std::int16_t>(centre.y - static_cast<float>(row.box_height) / 2);
    return row;
}

void check_wholly_visible(const Oval& oval) {
    CHECK(oval.centre_y - oval.half_height >= 0);
    CHECK(oval.centre_y + oval.half_height <= 1);
    CHECK_EQUAL(oval.centre_x, 0.0F);
}

}  // namespace

STORY(the_oval_comes_to_the_visitors_height) {
    const Oval child = vision::oval_for(moved(calm_row(0), 0, 130));
    const Oval tall = vision::oval_for(moved(calm_row(0), 0, -60));
    CHECK(child.centre_y > tall.centre_y + 0.2F);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 0, 130), child, 90), Reason::none);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 0, -60), tall, 90), Reason::none);
}

STORY(the_whole_oval_stays_in_the_picture_wherever_the_visitor_is) {
    for (int dy = -400; dy <= 600; dy += 50)
        check_wholly_visible(vision::oval_for(moved(calm_row(0), 0, dy)));
    for (const double factor : {0.1, 0.5, 1.0, 1.5, 3.0})
        check_wholly_visible(vision::oval_for(scaled(factor)));
    check_wholly_visible(vision::oval_for(empty_row(0)));
}

STORY(the_oval_means_the_same_on_every_frame_size) {
    ObservationRow half = calm_row(0);
    half.frame_width /= 2;
    half.frame_height /= 2;
    half.box_x = static_cast<std::int16_t>(half.box_x / 2);
    half.box_y = static_cast<std::int16_t>(half.box_y / 2);
    half.box_width /= 2;
    half.box_height /= 2;
    half.iod_decipx /= 2;
    const Oval oval = vision::oval_for(calm_row(0));
    CHECK(std::abs(vision::oval_for(half).centre_y - oval.centre_y) < 0.003F);
    CHECK_EQUAL(vision::oval_fit(half, oval, 50), Reason::none);
}

STORY(left_and_right_are_the_visitors_own) {
    // The camera faces the visitor and the picture is not mirrored: someone at the picture's left edge has to
    // go towards its right edge, which is to their own left.
    const Oval oval = vision::oval_for(calm_row(0));
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), -200, 0), oval, 90), Reason::move_left);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 200, 0), oval, 90), Reason::move_right);
}

STORY(someone_above_the_oval_is_asked_to_come_down) {
    const Oval oval = vision::oval_for(calm_row(0));
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 0, -120), oval, 90), Reason::move_down);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 0, 120), oval, 90), Reason::move_up);
}

STORY(the_larger_displacement_is_said_first) {
    const Oval oval = vision::oval_for(calm_row(0));
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), -250, 90), oval, 90), Reason::move_left);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), -60, 150), oval, 90), Reason::move_up);
}

STORY(a_little_off_the_middle_is_well_placed) {
    const Oval oval = vision::oval_for(calm_row(0));
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 30, -30), oval, 90), Reason::none);
}

STORY(a_face_too_small_is_asked_to_come_nearer) {
    CHECK_EQUAL(vision::oval_fit(scaled(0.6), vision::oval_for(calm_row(0)), 1), Reason::too_far);
    // Even where the oval has come to them as far as it does.
    CHECK_EQUAL(vision::oval_fit(scaled(0.4), vision::oval_for(scaled(0.4)), 1), Reason::too_far);
}

STORY(too_few_pixels_between_the_eyes_is_too_far_whatever_the_oval) {
    const Oval oval = vision::oval_for(calm_row(0));
    CHECK_EQUAL(vision::oval_fit(calm_row(0), oval, 110), Reason::none);
    CHECK_EQUAL(vision::oval_fit(calm_row(0), oval, 111), Reason::too_far);
}

STORY(a_face_too_large_is_asked_to_step_back) {
    CHECK_EQUAL(vision::oval_fit(scaled(1.6), vision::oval_for(calm_row(0)), 90), Reason::too_near);
    CHECK_EQUAL(vision::oval_fit(scaled(2.1), vision::oval_for(scaled(2.1)), 90), Reason::too_near);
}

STORY(nobody_and_several_come_before_everything_else) {
    const Oval oval = vision::oval_for(calm_row(0));
    CHECK_EQUAL(vision::oval_fit(empty_row(0), oval, 90), Reason::no_face);
    ObservationRow two = moved(scaled(0.5), 300, 0);
    two.faces = 2;
    CHECK_EQUAL(vision::oval_fit(two, oval, 90), Reason::several_faces);
}

STORY(a_head_cut_by_the_pictures_edge_is_cropped) {
    ObservationRow row = calm_row(0);
    Oval oval = vision::oval_for(row);
    row.box_y = -60;
    oval.centre_y = vision::face_in_frame(row).centre_y;
    CHECK_EQUAL(vision::oval_fit(row, oval, 90), Reason::cropped);
}
