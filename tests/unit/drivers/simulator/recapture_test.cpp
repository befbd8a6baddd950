// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/recapture.hpp"

#include <array>

#include "tests/unit/drivers/simulator/attack_shots.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using namespace verikiosk::simulator;

GROUP("recapture");

namespace {

// Dark on the left, light on the right.
Picture halves(std::uint8_t left, std::uint8_t right) {
    Picture picture(200, 200);
    for (std::size_t row = 0; row < 200; ++row) {
        std::fill_n(picture.memory().luma + row * 200, 100, left);
        std::fill_n(picture.memory().luma + row * 200 + 100, 100, right);
    }
    return picture;
}

constexpr Area left{0.38, 0.4, 0.46, 0.6};
constexpr Area right{0.54, 0.4, 0.62, 0.6};

}  // namespace

STORY(pictures_come_from_planes_and_from_rgb) {
    const std::vector<std::uint8_t> white(4 * 4 * 3, 255);
    const Picture from_rgb = Picture::of_rgb(white.data(), 12, 4, 4);
    CHECK_EQUAL(int{from_rgb.luma(1)[1]}, 235);
    CHECK_EQUAL(int{from_rgb.chroma(0)[0]}, 128);
    const std::array<std::uint8_t, 6> red_pixels{255, 0, 0, 255, 0, 0};
    CHECK(Picture::of_rgb(red_pixels.data(), 0, 2, 2).chroma(0)[1] > 230);
    const std::vector<std::uint8_t> plane(6 * 4, 90);
    const Picture grey = Picture::of_planes(plane.data(), 6, nullptr, 0, 5, 4);
    CHECK_EQUAL(grey.width(), 4);  // odd sizes lose a pixel
    CHECK_EQUAL(int{grey.luma(3)[3]}, 90);
    CHECK_EQUAL(int{grey.chroma(1)[0]}, 128);
}

STORY(parts_and_halves_of_pictures) {
    const Picture picture = halves(20, 220);
    CHECK_EQUAL(picture.part({100, 0, 200, 50}).width(), 100);
    CHECK_EQUAL(int{picture.part({100, 0, 200, 50}).luma(9)[0]}, 220);
    CHECK_EQUAL(picture.part({900, 900, 1000, 1000}).width(), 2);  // nothing there: the last corner
    CHECK_EQUAL(picture.halved().width(), 100);
    CHECK_EQUAL(int{picture.halved().luma(5)[49]}, 20);
    CHECK_EQUAL(int{picture.halved().luma(5)[50]}, 220);
}

STORY(a_face_at_the_edge_is_brought_to_the_middle_of_any_shape) {
    Picture picture(400, 300);
    for (std::size_t row = 6; row < 14; ++row)  // somebody's nose, near the corner
        std::fill_n(picture.memory().luma + row * 400 + 386, 8, std::uint8_t{235});
    for (const Medium medium : {Medium::print, Medium::phone, Medium::monitor}) {
        const Picture framed = framed_for(medium, picture, {350, -30, 430, 50});
        CHECK_EQUAL(framed.height(), 160);
        CHECK_EQUAL(int{framed.luma(80)[framed.width() / 2]}, 235);
        CHECK_EQUAL(int{framed.luma(0)[framed.width() - 1]}, 16);
    }
    CHECK(framed_for(Medium::monitor, picture, {350, -30, 430, 50}).width() >
          3 * framed_for(Medium::phone, picture, {350, -30, 430, 50}).width());
}

STORY(a_picture_is_seen_on_every_medium_and_changes_when_another_is_shown) {
    for (const Medium medium :
         {Medium::print, Medium::print_bent, Medium::phone, Medium::tablet, Medium::monitor}) {
        auto act = make_recapture(medium, halves(30, 220), careful, 4);
        Recapture* shown = act.get();
        const auto camera =
            must(drivers::make_simulated_camera(Stage::options(ActKind::nobody, careful), std::move(act)));
        must(camera->start());
        const auto difference = [&] {
            Shot shot{320, 180, {}, {}, {}};
            for (int i = 0; i < 10; ++i) {
                const drivers::Frame frame = must(camera->next(Duration::zero()));
                shot.luma.assign(frame.plane(0).data, frame.plane(0).data + 320 * 180);
                shot.chroma.assign(frame.plane(1).data, frame.plane(1).data + 320 * 90);
            }
            return look_at(shot, right).luma - look_at(shot, left).luma;
        };
        CHECK(difference() > 40.0);
        shown->show(halves(220, 30));
        CHECK(difference() < -40.0);
    }
}
