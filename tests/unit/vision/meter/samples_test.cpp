// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <random>

#include "tests/support/check.hpp"
#include "tests/unit/vision/faces.hpp"
#include "vision/liveness/measure/meter.hpp"
#include "vision/liveness/measure/parallax.hpp"
#include "vision/liveness/measure/plane.hpp"
#include "vision/liveness/measure/recapture.hpp"
#include "vision/liveness/measure/regions.hpp"
#include "vision/liveness/measure/samples.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;

GROUP("samples");

namespace {

constexpr std::array grid{Point{-1, -1},  Point{0, -1},    Point{1, -0.9F}, Point{-1, 0}, Point{0.1F, 0},
                          Point{1, 0.2F}, Point{-0.9F, 1}, Point{0, 1.1F},  Point{1, 1}};

/// As seen after the plane was turned.
Point on_turned_plane(Point p) {
    const float w = 1 + 0.2F * p.x - 0.1F * p.y;
    return {(0.8F * p.x + 0.1F * p.y + 0.3F) / w, (1.1F * p.y - 0.2F) / w};
}

/// What comes out after a challenge began with a frontal face and went on with another one.
std::uint16_t parallax_to(const Points& points) {
    vision::Parallax parallax;
    parallax.begin();
    for (int i = 0; i < 5; ++i)
        CHECK_EQUAL(parallax.add(frontal_face(), vision::axes_of(frontal_face())), 0);
    std::uint16_t last = 0;
    for (int i = 0; i < 5; ++i)
        last = parallax.add(points, vision::axes_of(points));
    return last;
}

/// A printed face: the frontal points on a plane turned about the upright axis through the picture's middle.
Points turned_print(float degrees) {
    Points points = frontal_face();
    const float angle = degrees / 180 * 3.14159265F;
    for (Point& p : points.at) {
        const float depth = 1 + std::sin(angle) * (p.x - 640) / 1150;
        p = {640 + std::cos(angle) * (p.x - 640) / depth, 360 + (p.y - 360) / depth};
    }
    return points;
}

/// A gray picture with normally distributed noise, whole code values.
Picture noisy(double deviation) {
    Picture picture(1280, 720, 120);
    std::mt19937 random(3);
    std::normal_distribution<double> noise(120, deviation);
    for (std::uint8_t& pixel : picture.pixels)
        pixel = static_cast<std::uint8_t>(std::lround(noise(random)));
    return picture;
}

const vision::FaceAxes axes = vision::axes_of(frontal_face());

std::uint16_t raster_of(const Picture& picture) {
    const auto recapture = vision::make_opencv_recapture();
    std::uint16_t score = 0;
    for (int frame = 0; frame < 24; ++frame)
        score = recapture->look(picture.view(), axes);
    return score;
}

}  // namespace

STORY(points_of_a_plane_stay_on_it) {
    std::array<Point, grid.size()> turned;
    for (std::size_t i = 0; i < grid.size(); ++i)
        turned[i] = on_turned_plane(grid[i]);
    CHECK(vision::off_plane(grid, turned) < 0.001F);
    turned[4].x += 0.3F;
    CHECK(vision::off_plane(grid, turned) > 0.05F);
}

STORY(points_that_determine_no_plane_say_nothing) {
    CHECK_EQUAL(vision::off_plane(std::span(grid).first(3), std::span(grid).first(3)), 0.0F);
    const std::array<Point, 9> one{};
    CHECK_EQUAL(vision::off_plane(one, one), 0.0F);
}

STORY(a_turned_head_has_parallax_and_a_turned_print_has_none) {
    CHECK(parallax_to(frontal_face()) <= 1);
    for (const float yaw : {20.0F, -20.0F}) {
        CHECK(parallax_to(turned_face(yaw, 0)) > 20);
        CHECK(parallax_to(turned_print(yaw)) <= 2);
    }
    CHECK(parallax_to(turned_print(40)) <= 2);
}

STORY(a_head_that_was_lost_while_it_turned_is_compared_with_what_it_was_before) {
    const auto meter = must(vision::make_meter({}));
    const Picture gray(1280, 720, 120);
    const Picture chroma(640, 360, 128);
    const vision::ColourView picture{gray.view(), chroma.pixels.data(), chroma.pixels.data(), 640, 1};
    const auto parallax_of = [&](const Points& points, std::uint32_t track) {
        Observation observation;
        observation.row.track = track;
        observation.points = points;
        return meter->measure(picture, observation, 1).parallax_milli;
    };
    for (int i = 0; i < 5; ++i)
        CHECK_EQUAL(parallax_of(frontal_face(), 1), 0);
    CHECK_EQUAL(parallax_of({}, 0), 0);
    for (int i = 0; i < 2; ++i)
        (void)parallax_of(turned_face(20, 0), 1);
    CHECK(parallax_of(turned_face(20, 0), 1) > 20);
    // Somebody else begins anew.
    CHECK_EQUAL(parallax_of({}, 0), 0);
    CHECK_EQUAL(parallax_of(frontal_face(), 2), 0);
}

STORY(regions_are_where_they_are_said_to_be) {
    Picture luma(1280, 720, 100);
    const auto paint = [&luma](const vision::Patch& patch, std::uint8_t value) {
        const vision::PixelBox box = vision::box_of(patch, axes, luma.view());
        for (int y = box.top; y < box.bottom; ++y)
            for (int x = box.left; x < box.right; ++x)
                luma.at(x, y) = value;
    };
    paint(vision::forehead_patch, 200);
    paint(vision::cheek_right_patch, 150);
    paint(vision::background_left_patch, 50);
    // Planes of their own, and two in one.
    const std::vector<std::uint8_t> blue(640 * 360, 90);
    const std::vector<std::uint8_t> red(640 * 360, 160);
    std::vector<std::uint8_t> both(640 * 360 * 2, 90);
    for (std::size_t i = 1; i < both.size(); i += 2)
        both[i] = 160;
    for (const vision::ColourView& view :
         {vision::ColourView{luma.view(), blue.data(), red.data(), 640, 1},
          vision::ColourView{luma.view(), both.data(), both.data() + 1, 1280, 2}}) {
        const auto colours = vision::region_colours(view, axes);
        const RegionColour painted{200 * 16, 90 * 16, 160 * 16};
        CHECK(colours[0] == painted);
        CHECK_EQUAL(colours[1].luma, 150 * 16);
        CHECK_EQUAL(colours[2].luma, 100 * 16);
        CHECK_EQUAL(colours[3].luma, 75 * 16);  // both sides
    }
    // The subject's right cheek is at the picture's left.
    CHECK(vision::box_of(vision::cheek_right_patch, axes, luma.view()).right < 640);
}

STORY(what_is_outside_of_the_picture_is_not_measured) {
    const Picture luma(1280, 720, 100);
    const std::vector<std::uint8_t> gray(640 * 360, 128);
    vision::FaceAxes aside = axes;
    aside.origin = {1270, 2};
    const auto colours = vision::region_colours({luma.view(), gray.data(), gray.data(), 640, 1}, aside);
    CHECK(colours[0] == RegionColour{});
    CHECK_EQUAL(colours[1].luma, 100 * 16);
    CHECK(colours[2] == RegionColour{});
    aside.origin = {-3000, -3000};
    CHECK_EQUAL(vision::noise_centi(luma.view(), aside), 0);
}

STORY(noise_is_measured_beside_texture_and_slopes) {
    for (const double deviation : {1.0, 2.0, 4.0}) {
        Picture picture = noisy(deviation);
        const auto close = [&] {
            const double measured = vision::noise_centi(picture.view(), axes) / 100.0;
            return measured > 0.85 * deviation && measured < 1.15 * deviation;
        };
        CHECK(close());
        // A slope, and a shelf of books over half of the background.
        for (int y = 0; y < 720; ++y) {
            for (int x = 0; x < 1280; ++x) {
                const int books = x > 800 && x / 5 % 2 == 0 ? 60 : 0;
                picture.at(x, y) = static_cast<std::uint8_t>(picture.at(x, y) + x / 20 + books - 30);
            }
        }
        CHECK(close());
    }
}

STORY(a_raster_is_told_from_noise_and_edges) {
    CHECK(raster_of(noisy(2)) < 150);
    Picture raster = noisy(2);
    Picture edges = noisy(2);
    for (int y = 0; y < 720; ++y) {
        for (int x = 0; x < 1280; ++x) {
            const double wave = 4 * std::sin(1.1 * x + 0.6 * y) * std::cos(0.9 * y - 0.2 * x);
            raster.at(x, y) = static_cast<std::uint8_t>(raster.at(x, y) + std::lround(wave));
            if (x + y > 1000) edges.at(x, y) = static_cast<std::uint8_t>(edges.at(x, y) - 60);
        }
    }
    CHECK(raster_of(raster) > 500);
    CHECK(raster_of(edges) < 300);
}
