// SPDX-License-Identifier: Apache-2.0
#include "vision/face/crop.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "tests/support/check.hpp"
#include "tests/unit/vision/faces.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("crop");

namespace {

int at(const vision::CropPixels& crop, float x, float y) {
    return crop[static_cast<std::size_t>(std::lround(y) * vision::crop_side + std::lround(x))];
}

void blot(Picture& picture, Point where, std::uint8_t value) {
    for (int dy = -6; dy <= 6; ++dy) {
        for (int dx = -6; dx <= 6; ++dx) {
            picture.at(static_cast<int>(where.x) + dx, static_cast<int>(where.y) + dy) = value;
        }
    }
}

}  // namespace

STORY(the_eyes_are_where_they_belong_however_the_head_is_tilted) {
    for (const float degrees : {-30.0F, 0.0F, 20.0F}) {
        const Points face = tilted(frontal_face(), degrees);
        Picture picture(1280, 720, 100);
        blot(picture, vision::eye_right(face), 250);
        blot(picture, vision::eye_left(face), 10);
        vision::CropPixels crop{};
        vision::cut_crop(picture.view(), vision::axes_of(face), crop);
        CHECK(at(crop, vision::crop_eyes.x - vision::crop_iod / 2, vision::crop_eyes.y) > 240);
        CHECK(at(crop, vision::crop_eyes.x + vision::crop_iod / 2, vision::crop_eyes.y) < 20);
        CHECK_EQUAL(at(crop, vision::crop_eyes.x, vision::crop_eyes.y), 100);
    }
}

STORY(a_face_at_the_edge_repeats_the_edge) {
    Picture picture(200, 150, 77);
    vision::FaceAxes axes;
    axes.along = {1, 0};
    axes.down = {0, 1};
    axes.iod = 60;
    for (const Point origin :
         {Point{0, 0}, Point{199, 149}, Point{-300, 20}, Point{100, 5000}, Point{2e6F, -3e7F}}) {
        axes.origin = origin;
        vision::CropPixels crop{};
        vision::cut_crop(picture.view(), axes, crop);
        CHECK(std::all_of(crop.begin(), crop.end(), [](std::uint8_t v) { return v == 77; }));
    }
}

STORY(rows_may_be_further_apart_than_they_are_long) {
    Picture wide(300, 150, 77);
    for (int y = 0; y < 150; ++y) {
        for (int x = 200; x < 300; ++x)
            wide.at(x, y) = 255;
    }
    const vision::GrayView view{wide.pixels.data(), 300, 200, 150};
    vision::FaceAxes axes;
    axes.along = {1, 0};
    axes.down = {0, 1};
    axes.iod = 60;
    axes.origin = {190, 140};
    vision::CropPixels crop{};
    vision::cut_crop(view, axes, crop);
    CHECK(std::all_of(crop.begin(), crop.end(), [](std::uint8_t v) { return v == 77; }));
}

STORY(a_gradient_is_interpolated_not_stepped) {
    Picture picture(400, 400, 0);
    for (int y = 0; y < 400; ++y) {
        for (int x = 0; x < 400; ++x)
            picture.at(x, y) = static_cast<std::uint8_t>(x / 2);
    }
    vision::FaceAxes axes;
    axes.along = {1, 0};
    axes.down = {0, 1};
    axes.iod = vision::crop_iod / 2;  // two pixels of the crop for one of the picture
    axes.origin = {200, 200};
    vision::CropPixels crop{};
    vision::cut_crop(picture.view(), axes, crop);
    for (int x = 0; x < vision::crop_side; ++x) {
        const float expected = (200 + (static_cast<float>(x) - vision::crop_eyes.x) / 2) / 2;
        CHECK(std::abs(static_cast<float>(at(crop, static_cast<float>(x), 80)) - expected) <= 1);
    }
}

STORY(thumbnails_know_the_same_picture_in_other_light_and_another_picture) {
    vision::CropPixels crop{};
    vision::CropPixels dimmed{};
    vision::CropPixels other{};
    for (std::size_t i = 0; i < crop.size(); ++i) {
        const auto x = static_cast<int>(i) % vision::crop_side;
        const auto y = static_cast<int>(i) / vision::crop_side;
        crop[i] = static_cast<std::uint8_t>(120 + 80 * std::sin(x * 0.1) * std::cos(y * 0.07));
        dimmed[i] = static_cast<std::uint8_t>(20 + crop[i] / 2);
        other[i] = static_cast<std::uint8_t>(120 + 80 * std::sin(y * 0.2) * std::cos(x * 0.13));
    }
    const vision::Thumbnail look(crop);
    CHECK(look.likeness(look) > 0.999F);
    CHECK(look.likeness(vision::Thumbnail(dimmed)) > 0.99F);
    CHECK(look.likeness(vision::Thumbnail(other)) < 0.5F);
    vision::CropPixels flat{};
    CHECK_EQUAL(look.likeness(vision::Thumbnail(flat)), 0.0F);
}
