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
    const Oval child = vision::oval_for(moved(calm_row(0), 0, 130), 90);
    const Oval tall = vision::oval_for(moved(calm_row(0), 0, -60), 90);
    CHECK(child.centre_y > tall.centre_y + 0.2F);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 0, 130), child, 90), Reason::none);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 0, -60), tall, 90), Reason::none);
}

STORY(the_whole_oval_stays_in_the_picture_wherever_the_visitor_is) {
    for (int dy = -400; dy <= 600; dy += 50)
        check_wholly_visible(vision::oval_for(moved(calm_row(0), 0, dy), 90));
    for (const double factor : {0.1, 0.5, 1.0, 1.5, 3.0})
        check_wholly_visible(vision::oval_for(scaled(factor), 90));
    check_wholly_visible(vision::oval_for(empty_row(0), 90));
}

STORY(the_oval_fits_visitors_from_forty_to_eighty_centimetres_through_every_lens) {
    // As much as an adult's face takes at these distances, 185 mm of what the picture shows.
    for (const float vertical : {30.0F, 43.0F, 60.0F, 90.0F}) {
        const FieldOfView view{vertical};
        for (const float mm : {400.0F, 500.0F, 630.0F, 800.0F}) {
            const double factor = double{view.focal()} * 185 / double{mm} / (320.0 / 720);
            const ObservationRow row = moved(scaled(factor), 0, 30);
            // A face at 40 cm before a lens of 30 degrees fills nine tenths of the picture.
            if (row.box_height > 600) continue;
            const Oval oval = vision::oval_for(row, 1, view);
            CHECK(std::abs(2 * oval.half_height * 720 / row.box_height - 1) < 0.02F);
            CHECK_EQUAL(vision::oval_fit(row, oval, 1), Reason::none);
        }
        check_wholly_visible(vision::oval_for(scaled(10), 1, view));
    }
}

STORY(a_wide_lens_does_not_draw_visitors_nearer_than_forty_centimetres) {
    const FieldOfView wide{90};
    ObservationRow row = scaled(1);
    row.iod_decipx = static_cast<std::uint16_t>(10 * vision::most_iod_px(720, wide));
    CHECK(std::abs(vision::distance_mm(row, wide) - vision::nearest_mm) < 5);
    // Ninety pixels need a face larger than that: the oval stays with what is asked of people.
    CHECK(vision::most_iod_px(720, wide) < 90);
    const float at_nearest = wide.focal() * 185 / 2 / vision::nearest_mm;
    CHECK(vision::oval_for(scaled(3), 90, wide).half_height <= at_nearest + 0.001F);
}

STORY(more_rows_let_visitors_stand_farther_away) {
    ObservationRow row = empty_row(0);
    const float coarse = vision::oval_for(row, 90).half_height;
    row.frame_height = 1080;
    CHECK(vision::oval_for(row, 90).half_height < coarse);
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
    const Oval oval = vision::oval_for(calm_row(0), 90);
    CHECK(std::abs(vision::oval_for(half, 45).centre_y - oval.centre_y) < 0.003F);
    CHECK_EQUAL(vision::oval_fit(half, oval, 50), Reason::none);
}

STORY(left_and_right_are_the_visitors_own) {
    // The camera faces the visitor and the picture is not mirrored: someone at the picture's left edge has to
    // go towards its right edge, which is to their own left.
    const Oval oval = vision::oval_for(calm_row(0), 90);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), -200, 0), oval, 90), Reason::move_left);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 200, 0), oval, 90), Reason::move_right);
}

STORY(someone_above_the_oval_is_asked_to_come_down) {
    const Oval oval = vision::oval_for(calm_row(0), 90);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 0, -120), oval, 90), Reason::move_down);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 0, 120), oval, 90), Reason::move_up);
}

STORY(the_larger_displacement_is_said_first) {
    const Oval oval = vision::oval_for(calm_row(0), 90);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), -250, 90), oval, 90), Reason::move_left);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), -60, 150), oval, 90), Reason::move_up);
}

STORY(a_little_off_the_middle_is_well_placed) {
    const Oval oval = vision::oval_for(calm_row(0), 90);
    CHECK_EQUAL(vision::oval_fit(moved(calm_row(0), 30, -30), oval, 90), Reason::none);
}

STORY(a_face_too_small_is_asked_to_come_nearer) {
    CHECK_EQUAL(vision::oval_fit(scaled(0.6), vision::oval_for(calm_row(0), 90), 1), Reason::too_far);
    // Even where the oval has come to them as far as it does.
    CHECK_EQUAL(vision::oval_fit(scaled(0.4), vision::oval_for(scaled(0.4), 90), 1), Reason::too_far);
}

STORY(too_few_pixels_between_the_eyes_is_too_far_whatever_the_oval) {
    const Oval oval = vision::oval_for(calm_row(0), 90);
    CHECK_EQUAL(vision::oval_fit(calm_row(0), oval, 110), Reason::none);
    CHECK_EQUAL(vision::oval_fit(calm_row(0), oval, 111), Reason::too_far);
}

STORY(a_face_too_large_is_asked_to_step_back) {
    CHECK_EQUAL(vision::oval_fit(scaled(1.6), vision::oval_for(calm_row(0), 90), 90), Reason::too_near);
    CHECK_EQUAL(vision::oval_fit(scaled(2.1), vision::oval_for(scaled(2.1), 90), 90), Reason::too_near);
}

STORY(nobody_and_several_come_before_everything_else) {
    const Oval oval = vision::oval_for(calm_row(0), 90);
    CHECK_EQUAL(vision::oval_fit(empty_row(0), oval, 90), Reason::no_face);
    ObservationRow two = moved(scaled(0.5), 300, 0);
    two.faces = 2;
    CHECK_EQUAL(vision::oval_fit(two, oval, 90), Reason::several_faces);
}

STORY(a_head_cut_by_the_pictures_edge_is_cropped) {
    ObservationRow row = calm_row(0);
    Oval oval = vision::oval_for(row, 90);
    row.box_y = -60;
    oval.centre_y = vision::face_in_frame(row).centre_y;
    CHECK_EQUAL(vision::oval_fit(row, oval, 90), Reason::cropped);
}
