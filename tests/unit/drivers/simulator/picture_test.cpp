// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>
#include <vector>

#include "drivers/simulator/act.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk::simulator;

GROUP("simulated_picture");

namespace {

struct Taken {
    int width;
    int height;
    std::size_t stride;
    std::vector<std::uint8_t> luma;
    std::vector<std::uint8_t> chroma;

    Taken(int w, int h, std::size_t padding = 0)
        : width(w),
          height(h),
          stride(static_cast<std::size_t>(w) + padding),
          luma(stride * static_cast<std::size_t>(h), 77),
          chroma(stride * static_cast<std::size_t>(h) / 2, 77) {}
    FrameMemory memory() { return {luma.data(), stride, chroma.data(), stride}; }
};

struct Set {
    Renderer renderer;
    std::vector<std::unique_ptr<Figure>> people;
    Stance stance;

    Set(const Visitor& visitor, int width, int height)
        : renderer(visitor.scene, width, height, visitor.seed) {
        people.push_back(std::make_unique<Figure>(visitor.person));
        stance.place = visitor.start;
    }
    Exposure take(Taken& picture, double seconds = 0.0) {
        return renderer.render(seconds, people, {&stance, 1}, nullptr, picture.memory());
    }
};

// Mean of cb and cr over a patch in the middle of the face, between eyes and mouth.
struct Tint {
    float luma;
    float cb;
    float cr;
};
Tint face_tint(Set& set, const Taken& picture) {
    const PicturePoint nose = set.people[0]->landmark(Landmark::nose_tip, set.renderer.lens());
    const auto cx = static_cast<int>(nose.x);
    const auto cy = static_cast<int>(nose.y);
    Tint sum{};
    float count = 0.0F;
    for (int row = cy - 20; row < cy + 20; row += 2)
        for (int x = cx - 30; x < cx + 30; x += 2) {
            const std::uint8_t* uv =
                picture.chroma.data() + static_cast<std::size_t>(row / 2) * picture.stride;
            sum.luma +=
                picture.luma[static_cast<std::size_t>(row) * picture.stride + static_cast<std::size_t>(x)];
            sum.cb += uv[x & ~1];
            sum.cr += uv[x | 1];
            count += 1.0F;
        }
    return {sum.luma / count, sum.cb / count, sum.cr / count};
}

}  // namespace

STORY(the_same_seed_gives_the_same_bytes_and_another_seed_others) {
    const auto shoot = [](std::uint64_t seed) {
        Set set(draw_visitor(seed), 640, 360);
        Taken picture(640, 360);
        for (int i = 0; i < 3; ++i)
            set.take(picture, i / 30.0);
        return picture;
    };
    const Taken a = shoot(5);
    const Taken b = shoot(5);
    const Taken c = shoot(6);
    CHECK(a.luma == b.luma && a.chroma == b.chroma);
    CHECK(a.luma != c.luma);
}

STORY(two_frames_of_a_still_scene_differ_by_noise_alone) {
    Set set(draw_visitor(5), 640, 360);
    set.renderer.exposure().lock();
    Taken a(640, 360);
    Taken b(640, 360);
    set.take(a);
    set.take(b);
    CHECK(a.luma != b.luma);
    double difference = 0.0;
    for (std::size_t i = 0; i < a.luma.size(); ++i)
        difference += std::abs(int{a.luma[i]} - int{b.luma[i]});
    difference /= static_cast<double>(a.luma.size());
    CHECK(difference > 0.3 && difference < 6.0);
}

STORY(bytes_between_the_rows_are_left_alone) {
    Set set(draw_visitor(2), 320, 180);
    Taken picture(320, 180, 64);
    set.take(picture);
    for (std::size_t row = 0; row < 180; ++row)
        for (std::size_t i = 320; i < picture.stride; ++i)
            CHECK_EQUAL(int{picture.luma[row * picture.stride + i]}, 77);
}

STORY(the_screens_colour_shows_on_the_face_by_a_few_steps) {
    Visitor visitor = draw_visitor(13);
    visitor.person.skin = 4;
    visitor.scene.ambient_lux = 300.0F;
    visitor.start = Placement{};
    Set set(visitor, 1280, 720);
    Taken picture(1280, 720);
    for (int i = 0; i < 20; ++i)
        set.take(picture);
    set.renderer.exposure().lock();
    set.take(picture);
    const Tint dark = face_tint(set, picture);
    // A red screen of 300 nits: some 55 lux at 60 cm, a third of it in red's share.
    set.renderer.set_screen_light({55.0F, 0.0F, 0.0F});
    set.take(picture);
    const Tint red = face_tint(set, picture);
    CHECK(red.cr - dark.cr > 1.5F && red.cr - dark.cr < 14.0F);
    // Twice as far away a quarter of it is left.
    set.renderer.set_screen_light({});
    set.stance.place.distance = 110.0F;
    set.take(picture);
    const Tint far_dark = face_tint(set, picture);
    set.renderer.set_screen_light({55.0F, 0.0F, 0.0F});
    set.take(picture);
    const Tint far_red = face_tint(set, picture);
    CHECK(far_red.cr - far_dark.cr < 0.5F * (red.cr - dark.cr));
}

STORY(light_and_dark_skin_are_exposed_alike_within_bounds) {
    for (int step = 1; step <= monk_steps; ++step)
        for (const float lux : {30.0F, 1000.0F}) {
            Visitor visitor = draw_visitor(21);
            visitor.person.skin = step;
            visitor.person.beard = Beard::none;
            visitor.scene.ambient_lux = lux;
            visitor.start = Placement{};
            Set set(visitor, 640, 360);
            Taken picture(640, 360);
            for (int i = 0; i < 40; ++i)
                set.take(picture, i / 30.0);
            const float luma = face_tint(set, picture).luma;
            CHECK(luma > 35.0F && luma < 215.0F);
        }
}

STORY(exposure_follows_the_light_and_reports_what_it_did) {
    Visitor dim = draw_visitor(3);
    dim.scene.ambient_lux = 30.0F;
    Visitor bright = dim;
    bright.scene.ambient_lux = 1000.0F;
    Set a(dim, 640, 360);
    Set b(bright, 640, 360);
    Taken picture(640, 360);
    Exposure in_dim;
    Exposure in_bright;
    for (int i = 0; i < 30; ++i) {
        in_dim = a.take(picture, i / 30.0);
        in_bright = b.take(picture, i / 30.0);
    }
    CHECK(in_dim.seconds * in_dim.gain > 5.0F * in_bright.seconds * in_bright.gain);
    CHECK(in_dim.seconds <= longest_exposure && in_dim.gain <= highest_gain);
    b.renderer.exposure().hold({10.0F, 100.0F});
    const Exposure held = b.take(picture);
    CHECK_EQUAL(held.seconds, longest_exposure);
    CHECK_EQUAL(held.gain, highest_gain);
}

STORY(a_face_twice_as_far_away_is_half_as_large) {
    Visitor visitor = draw_visitor(9);
    visitor.start = Placement{};
    Set set(visitor, 1280, 720);
    Taken picture(1280, 720);
    const auto eyes = [&](float distance) {
        set.stance.place.distance = distance;
        set.take(picture);
        const Lens& lens = set.renderer.lens();
        return set.people[0]->landmark(Landmark::eye_left_outer, lens).x -
               set.people[0]->landmark(Landmark::eye_right_outer, lens).x;
    };
    const float near = eyes(48.0F);
    const float far = eyes(88.0F);  // the eyes are some 8 cm before the ears, where distance ends
    CHECK(std::abs(near / far - 2.0F) < 0.1F);
}

STORY(extreme_placements_and_tiny_pictures_are_drawn_without_harm) {
    Visitor visitor = draw_visitor(17);
    visitor.person.glasses = true;
    visitor.person.hair = HairStyle::long_hair;
    for (const int width : {16, 64, 322}) {
        const int height = width == 16 ? 16 : (width * 9 / 16) & ~1;
        Set set(visitor, width, height);
        Taken picture(width, height);
        for (const float distance : {4.0F, 12.0F, 30.0F, 120.0F, 5000.0F})
            for (const float x : {-500.0F, -25.0F, 0.0F, 25.0F})
                for (const float yaw : {-170.0F, 0.0F, 90.0F}) {
                    set.stance.place = {x, 0.5F * x, distance, yaw, 40.0F, -40.0F};
                    set.stance.face = {1.0F, 1.0F, 1.0F, 0.5F, 1.0F, 1.0F, -1.0F};
                    set.take(picture);
                }
    }
}

STORY(names_of_acts_are_read_back) {
    for (const ActKind kind :
         {ActKind::visitor, ActKind::nobody, ActKind::two_people, ActKind::print, ActKind::frozen})
        CHECK(act_kind(name_of(kind)) == kind);
    CHECK(!act_kind("hologram").has_value());
}
