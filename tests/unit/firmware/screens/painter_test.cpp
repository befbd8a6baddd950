// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <cstring>
#include <string>

#include "firmware/screens/painter.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/firmware/screens/drawn_frame.hpp"
#include "tests/unit/firmware/screens/stage_states.hpp"

GROUP("painter");

namespace {

using namespace verikiosk;
using screens::Painter;
using screens::ScreenModel;
using tests::DrawnFrame;
using tests::scene_time;

const screens::Texts& english() {
    static const screens::Texts texts = tests::must(screens::Texts::open("share/locale", "en"));
    return texts;
}

ScreenModel model_at(session::Stage stage, Reason guidance = Reason::none) {
    session::State state;
    state.stage = stage;
    state.guidance = guidance;
    return screens::model_of(state, scene_time, english());
}

std::uint32_t pixel(const drivers::Picture& picture, int x, int y) {
    std::uint32_t value = 0;
    std::memcpy(&value,
                picture.data + static_cast<std::size_t>(y) * picture.stride + static_cast<std::size_t>(x) * 4,
                4);
    return value & 0xffffffU;
}

std::string bytes_of(const drivers::Picture& picture) {
    return {reinterpret_cast<const char*>(picture.data),
            picture.stride * static_cast<std::size_t>(picture.height)};
}

/// Fills 2x2 blocks around a place with one colour.
void mark(DrawnFrame& frame, int x, int y, std::uint8_t luma, std::uint8_t u, std::uint8_t v) {
    for (int row = y - 6; row < y + 6; ++row) {
        for (int column = x - 6; column < x + 6; ++column)
            frame.set(column, row, luma, u, v);
    }
}

bool near_colour(std::uint32_t actual, std::uint32_t expected) {
    for (const unsigned shift : {0U, 8U, 16U}) {
        const auto a = static_cast<int>(actual >> shift & 255U);
        const auto b = static_cast<int>(expected >> shift & 255U);
        if (std::abs(a - b) > 3) return false;
    }
    return true;
}

}  // namespace

STORY(the_live_picture_is_a_mirror) {
    const auto painter = tests::must(Painter::create(1280, 720));
    const ScreenModel model = model_at(session::Stage::position);
    DrawnFrame frame(1280, 720, *model.oval);
    mark(frame, 700, 360, 81, 90, 240);  // BT.601's red, right of the camera's middle, inside the oval
    const screens::LiveFrame source = frame.live();
    const drivers::Picture picture = painter->paint(model, &source);
    CHECK(near_colour(pixel(picture, 1279 - 700, 360), 0xff0000));
    CHECK(!near_colour(pixel(picture, 700, 360), 0xff0000));
}

STORY(the_selfie_is_shown_as_it_is_sent) {
    const auto painter = tests::must(Painter::create(1280, 720));
    const ScreenModel model = model_at(session::Stage::review);
    DrawnFrame frame(1280, 720, *model.oval);
    mark(frame, 700, 360, 81, 90, 240);
    const screens::LiveFrame source = frame.live();
    const drivers::Picture picture = painter->paint(model, &source);
    const Box place = *painter->layout(model).picture;
    const float scale = place.height / 720;
    const int x = static_cast<int>(place.centre().x + 60 * scale);
    CHECK(near_colour(pixel(picture, x, static_cast<int>(place.centre().y)), 0xff0000));
}

STORY(the_viewfinder_is_a_mirror_that_shows_all_the_camera_sees) {
    session::State state;
    state.stage = session::Stage::code;
    const ScreenModel model = screens::model_of(state, scene_time, english(), tests::scene_limits);
    for (const auto& [width, height] : {std::pair{1280, 720}, {720, 1280}}) {
        const auto painter = tests::must(Painter::create(width, height));
        DrawnFrame frame(1280, 720, state.oval);
        mark(frame, 1220, 60, 81, 90, 240);  // BT.601's red, at the upper right of what the camera sees
        const screens::LiveFrame source = frame.live();
        const drivers::Picture picture = painter->paint(model, &source);
        const Box place = *painter->layout(model).picture;
        const float scale = place.width / 1280;
        CHECK(std::abs(place.height - 720 * scale) < 1);
        const int x = static_cast<int>(place.x + (1280 - 1220) * scale);
        CHECK(near_colour(pixel(picture, x, static_cast<int>(place.y + 60 * scale)), 0xff0000));
    }
}

STORY(a_viewfinder_takes_the_camera_pictures_shape) {
    session::State state;
    state.stage = session::Stage::code;
    const ScreenModel model = screens::model_of(state, scene_time, english(), tests::scene_limits);
    const auto painter = tests::must(Painter::create(1280, 720));
    const DrawnFrame square(480, 480, state.oval);
    const screens::LiveFrame source = square.live();
    (void)painter->paint(model, &source);
    const Box place = *painter->layout(model).picture;
    CHECK(std::abs(place.height - place.width) < 1);
}

STORY(frames_in_the_viewfinder_leave_the_kept_layer_alone) {
    session::State state;
    state.stage = session::Stage::code;
    const ScreenModel model = screens::model_of(state, scene_time, english(), tests::scene_limits);
    const auto painter = tests::must(Painter::create(1280, 720));
    const DrawnFrame frame(1280, 720, state.oval);
    const screens::LiveFrame source = frame.live();
    for (int i = 0; i < 5; ++i)
        (void)painter->paint(model, &source);
    CHECK_EQUAL(painter->layer_paints(), 1U);
}

STORY(outside_the_oval_the_picture_is_dimmed) {
    const auto painter = tests::must(Painter::create(1280, 720));
    const ScreenModel model = model_at(session::Stage::position);
    DrawnFrame frame(1280, 720, *model.oval);
    mark(frame, 640, 360, 235, 128, 128);
    mark(frame, 200, 100, 235, 128, 128);
    const screens::LiveFrame source = frame.live();
    const drivers::Picture picture = painter->paint(model, &source);
    CHECK(near_colour(pixel(picture, 639, 360), 0xffffff));
    CHECK((pixel(picture, 1079, 100) & 255U) < 140);
}

STORY(both_formats_and_odd_scales_give_the_same_colours) {
    constexpr int width = 320;
    constexpr int height = 180;
    struct Case {
        std::uint8_t y, u, v;
        std::uint32_t rgb;
    };
    for (const Case& c :
         {Case{235, 128, 128, 0xffffff}, Case{16, 128, 128, 0x000000}, Case{145, 54, 34, 0x00ff00},
          Case{41, 240, 110, 0x0000ff}, Case{126, 128, 128, 0x808080}, Case{255, 255, 255, 0xff7dff}}) {
        const std::string y(width * height, static_cast<char>(c.y));
        const std::string u(width * height / 4, static_cast<char>(c.u));
        const std::string v(width * height / 4, static_cast<char>(c.v));
        std::string uv;
        for (std::size_t i = 0; i < u.size(); ++i)
            uv += std::string{u[i], v[i]};
        const auto plane = [](const std::string& bytes, std::size_t stride) {
            return drivers::Plane{reinterpret_cast<const std::uint8_t*>(bytes.data()), stride};
        };
        const screens::LiveFrame nv12{
            {plane(y, width), plane(uv, width), {}}, width, height, drivers::PixelFormat::nv12};
        const screens::LiveFrame i420{{plane(y, width), plane(u, width / 2), plane(v, width / 2)},
                                      width,
                                      height,
                                      drivers::PixelFormat::i420};
        for (const screens::LiveFrame& source : {nv12, i420}) {
            screens::LivePicture converter;
            std::vector<std::uint32_t> out(500 * 300);
            const auto crop = screens::crop_to_fill(width, height, 500, 300, std::nullopt);
            converter.convert(source, crop, true,
                              {reinterpret_cast<std::uint8_t*>(out.data()), 2000, 500, 300});
            for (const std::size_t at : {std::size_t{0}, std::size_t{75'250}, out.size() - 1}) {
                if (!near_colour(out[at], c.rgb)) CHECK_EQUAL(out[at] & 0xffffffU, c.rgb);
            }
        }
    }
}

STORY(a_portrait_screen_follows_an_oval_at_the_side) {
    const Oval oval{0.5F, 0.5F, 0.18F, 0.25F};
    const auto crop = screens::crop_to_fill(1280, 720, 720, 1280, oval);
    const Box place = screens::place_of(oval, 1280, 720, crop, true);
    CHECK(place.x >= 0 && place.x + place.width <= 720);
    CHECK(crop.x >= 0 && crop.x + crop.width <= 1280.5F);
}

STORY(frames_and_progress_leave_the_kept_layer_alone) {
    const auto painter = tests::must(Painter::create(1280, 720));
    ScreenModel model = model_at(session::Stage::hold);
    const DrawnFrame frame(1280, 720, *model.oval);
    const screens::LiveFrame source = frame.live();
    for (int i = 0; i < 30; ++i) {
        model.progress = static_cast<float>(i) / 30;
        model.focus = i % 2 - 1;
        (void)painter->paint(model, &source);
    }
    CHECK_EQUAL(painter->layer_paints(), 1U);
    const ScreenModel other = model_at(session::Stage::position, Reason::too_dark);
    (void)painter->paint(other, &source);
    CHECK_EQUAL(painter->layer_paints(), 2U);
}

STORY(asking_for_the_layout_paints_nothing_and_spoils_nothing) {
    const auto painter = tests::must(Painter::create(1280, 720));
    const ScreenModel welcome = model_at(session::Stage::welcome);
    const std::string first = bytes_of(painter->paint(welcome, nullptr));
    (void)painter->layout(model_at(session::Stage::consent));
    (void)painter->fits(model_at(session::Stage::code));
    CHECK_EQUAL(painter->layer_paints(), 1U);
    CHECK(bytes_of(painter->paint(welcome, nullptr)) == first);
}

STORY(the_same_model_gives_the_same_pixels) {
    const auto one = tests::must(Painter::create(1280, 720));
    const auto two = tests::must(Painter::create(1280, 720));
    for (const auto& [name, state] : tests::states_of_every_stage()) {
        const ScreenModel model = screens::model_of(state, scene_time, english(), tests::scene_limits);
        const DrawnFrame frame(320, 180, state.oval);
        const screens::LiveFrame source = frame.live();
        const std::string first = bytes_of(one->paint(model, &source));
        CHECK(bytes_of(one->paint(model, &source)) == first);
        CHECK(bytes_of(two->paint(model, &source)) == first);
    }
}

STORY(the_countdown_and_the_ring_are_seen_to_move) {
    const auto painter = tests::must(Painter::create(1280, 720));
    ScreenModel model = model_at(session::Stage::opening);
    const std::string before = bytes_of(painter->paint(model, nullptr));
    model.turning = (model.turning + 5) % 24;
    CHECK(bytes_of(painter->paint(model, nullptr)) != before);
    ScreenModel result = model_at(session::Stage::video_call);
    result.countdown = "Closes in 0:20";
    const std::string twenty = bytes_of(painter->paint(result, nullptr));
    result.countdown = "Closes in 0:19";
    CHECK(bytes_of(painter->paint(result, nullptr)) != twenty);
    CHECK_EQUAL(painter->layer_paints(), 2U);
}

STORY(without_a_camera_picture_its_place_is_dark_and_the_words_are_there) {
    const auto painter = tests::must(Painter::create(1280, 720));
    const ScreenModel model = model_at(session::Stage::position);
    const drivers::Picture picture = painter->paint(model, nullptr);
    CHECK_EQUAL(pixel(picture, 640, 360), 0x303030U);
}

STORY(a_screen_of_an_impossible_size_is_refused) {
    for (const auto& [width, height] : {std::pair{0, 0}, {320, 240}, {-1, 720}, {100'000, 720}}) {
        const auto painter = Painter::create(width, height);
        CHECK(!painter);
        CHECK_EQUAL(painter.error().code, Errc::invalid);
    }
}

STORY(a_missing_font_is_named_with_its_package) {
    screens::Fonts fonts;
    fonts.arabic = "No Such Font";
    const auto painter = Painter::create(1280, 720, fonts);
    CHECK(!painter);
    CHECK_EQUAL(painter.error().code, Errc::not_found);
    CHECK_CONTAINS(painter.error().what, "No Such Font");
    CHECK_CONTAINS(painter.error().what, "fonts-noto-core");
}
