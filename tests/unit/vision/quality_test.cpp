// SPDX-License-Identifier: Apache-2.0
#include "vision/face/quality.hpp"

#include <algorithm>
#include <random>

#include "tests/support/check.hpp"

using namespace verikiosk;

GROUP("quality");

namespace {

/// A crop with the contrast of a face: skin, two eyes, a mouth, fine texture. `skin` is its luma.
vision::CropPixels face_crop(int skin, int texture = 12) {
    vision::CropPixels crop{};
    std::mt19937 random(7);  // the same numbers on every machine
    for (int y = 0; y < vision::crop_side; ++y) {
        for (int x = 0; x < vision::crop_side; ++x) {
            const bool eye = (std::abs(x - 54) < 10 || std::abs(x - 106) < 10) && std::abs(y - 56) < 5;
            const bool mouth = std::abs(x - 80) < 20 && std::abs(y - 118) < 4;
            const int base = eye || mouth ? skin / 3 : skin;
            const int noise = static_cast<int>(random() % static_cast<unsigned>(texture + 1)) - texture / 2;
            crop[static_cast<std::size_t>(y * vision::crop_side + x)] =
                static_cast<std::uint8_t>(std::clamp(base + noise, 0, 255));
        }
    }
    return crop;
}

ObservationRow good_row() {
    ObservationRow row;
    row.frame_width = 1280;
    row.frame_height = 720;
    row.track = 1;
    row.faces = 1;
    row.box_x = 500;
    row.box_y = 200;
    row.box_width = 240;
    row.box_height = 320;
    row.iod_decipx = 1100;
    row.eye_left_milli = row.eye_right_milli = 300;
    return row;
}

Reasons assessed(const vision::CropPixels& crop, ObservationRow row = good_row()) {
    vision::assess(crop, row);
    return row.quality;
}

vision::CropPixels blurred(const vision::CropPixels& crop, int radius) {
    vision::CropPixels out{};
    for (int y = 0; y < vision::crop_side; ++y) {
        for (int x = 0; x < vision::crop_side; ++x) {
            int sum = 0;
            for (int dy = -radius; dy <= radius; ++dy) {
                for (int dx = -radius; dx <= radius; ++dx) {
                    const int v = std::clamp(y + dy, 0, vision::crop_side - 1);
                    const int u = std::clamp(x + dx, 0, vision::crop_side - 1);
                    sum += crop[static_cast<std::size_t>(v * vision::crop_side + u)];
                }
            }
            out[static_cast<std::size_t>(y * vision::crop_side + x)] =
                static_cast<std::uint8_t>(sum / ((2 * radius + 1) * (2 * radius + 1)));
        }
    }
    return out;
}

}  // namespace

STORY(a_well_lit_sharp_frontal_face_is_good_on_every_skin) {
    for (const int skin : {70, 100, 130, 160, 190, 210})
        CHECK(assessed(face_crop(skin)).empty());
}

STORY(darkness_and_glare_are_told_apart) {
    CHECK(assessed(face_crop(25)).has(Reason::too_dark));
    CHECK(!assessed(face_crop(25)).has(Reason::too_bright));
    CHECK(assessed(face_crop(245)).has(Reason::too_bright));
    CHECK(!assessed(face_crop(245)).has(Reason::too_dark));
}

STORY(a_face_lit_from_one_side_only_is_uneven) {
    auto crop = face_crop(150);
    for (int y = 0; y < vision::crop_side; ++y) {
        for (int x = 0; x < 80; ++x) {
            auto& pixel = crop[static_cast<std::size_t>(y * vision::crop_side + x)];
            pixel = static_cast<std::uint8_t>(pixel / 4);
        }
    }
    CHECK(assessed(crop).has(Reason::uneven_light));
}

STORY(haze_has_no_contrast) {
    vision::CropPixels haze{};
    const auto crop = face_crop(150);
    std::transform(crop.begin(), crop.end(), haze.begin(),
                   [](std::uint8_t v) { return static_cast<std::uint8_t>(120 + v / 20); });
    CHECK(assessed(haze).has(Reason::low_contrast));
}

STORY(a_blurred_face_is_blurred_whatever_its_brightness) {
    for (const int skin : {80, 130, 200}) {
        CHECK(!assessed(face_crop(skin)).has(Reason::blurred));
        // Twice a box is nearly a Gaussian, of 4.5 px: what an unsharp lens makes of eyes and mouth.
        CHECK(assessed(blurred(blurred(face_crop(skin), 5), 5)).has(Reason::blurred));
    }
}

STORY(a_flat_picture_is_blurred_and_without_contrast_and_divides_by_nothing) {
    vision::CropPixels flat{};
    flat.fill(128);
    CHECK(assessed(flat).has(Reason::blurred));
    CHECK(assessed(flat).has(Reason::low_contrast));
}

STORY(what_the_points_say_is_a_reason_too) {
    const auto with = [](auto change) {
        ObservationRow row = good_row();
        change(row);
        return assessed(face_crop(130), row);
    };
    CHECK(with([](auto& row) { row.asymmetry_milli = -400; }).has(Reason::head_turned));
    CHECK(with([](auto& row) { row.pitch_decideg = 450; }).has(Reason::head_turned));
    CHECK(with([](auto& row) { row.roll_decideg = -200; }).has(Reason::head_tilted));
    CHECK(with([](auto& row) { row.mouth_open_milli = 200; }).has(Reason::mouth_open));
    CHECK(with([](auto& row) { row.iod_decipx = 899; }).has(Reason::low_resolution));
    CHECK(with([](auto& row) { row.box_y = -40; }).has(Reason::cropped));
    CHECK(with([](auto& row) { row.box_x = 1100; }).has(Reason::cropped));
    CHECK(with([](auto& row) { row.box_y = 450; }).has(Reason::cropped));
}

STORY(a_wink_is_not_closed_eyes) {
    ObservationRow row = good_row();
    row.eye_left_milli = 80;
    CHECK(!assessed(face_crop(130), row).has(Reason::eyes_closed));
    row.eye_right_milli = 80;
    CHECK(assessed(face_crop(130), row).has(Reason::eyes_closed));
}
