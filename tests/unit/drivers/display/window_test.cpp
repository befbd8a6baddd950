// SPDX-License-Identifier: Apache-2.0
#include "drivers/display/sdl_window.hpp"

#include <SDL.h>

#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

#include "drivers/clock/clock.hpp"
#include "drivers/display/letterbox.hpp"
#include "drivers/display/utf8.hpp"
#include "tests/unit/drivers/clips.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using drivers::InputEvent;
using drivers::Key;
using drivers::open_sdl_window;
using drivers::SdlWindow;

GROUP("window");

namespace {

/// A window without a screen: SDL's dummy driver.
std::unique_ptr<SdlWindow> window(int width = 64, int height = 48) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    auto opened = must(open_sdl_window({.title = "test", .width = width, .height = height}));
    while (opened->input().poll()) {
    }
    return opened;
}

/// SDL ends each round of polling with a marker of its own, which may stand before an event of ours.
std::optional<InputEvent> polled(SdlWindow& screen) {
    for (int round = 0; round < 3; ++round) {
        if (auto event = screen.input().poll()) return event;
    }
    return std::nullopt;
}

SDL_Window* its_window() {
    SDL_Window* found = nullptr;
    for (Uint32 id = 1; found == nullptr && id < 1000; ++id)
        found = SDL_GetWindowFromID(id);
    return found;
}

std::uint32_t pixel_on_screen(int x, int y) {
    std::uint32_t pixel = 0;
    const SDL_Rect place{x, y, 1, 1};
    CHECK(SDL_RenderReadPixels(SDL_GetRenderer(its_window()), &place, SDL_PIXELFORMAT_ARGB8888, &pixel, 4) ==
          0);
    return pixel & 0xffffffU;
}

void click(int x, int y, Uint8 button = SDL_BUTTON_LEFT, Uint32 which = 0) {
    SDL_Event event{};
    event.type = SDL_MOUSEBUTTONDOWN;
    event.button = {};
    event.button.type = SDL_MOUSEBUTTONDOWN;
    event.button.button = button;
    event.button.which = which;
    event.button.x = x;
    event.button.y = y;
    CHECK(SDL_PushEvent(&event) == 1);
}

void finger(float x, float y) {
    SDL_Event event{};
    event.type = SDL_FINGERDOWN;
    event.tfinger.x = x;
    event.tfinger.y = y;
    CHECK(SDL_PushEvent(&event) == 1);
}

void key(SDL_Keycode code, Uint16 modifiers = 0) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = code;
    event.key.keysym.mod = modifiers;
    CHECK(SDL_PushEvent(&event) == 1);
}

void text(const char* typed) {
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    std::strncpy(event.text.text, typed, sizeof event.text.text - 1);
    CHECK(SDL_PushEvent(&event) == 1);
}

}  // namespace

STORY(a_picture_is_shown_and_the_answer_is_the_boot_clock) {
    const auto screen = window();
    CHECK_EQUAL(screen->display().width(), 64);
    CHECK_EQUAL(screen->display().height(), 48);
    const TimePoint before = drivers::SystemClock().now();
    const TimePoint shown = must(screen->display().show(Pattern(200).picture(), TimePoint{}));
    CHECK(shown >= before);
    CHECK(shown <= drivers::SystemClock().now());
    CHECK_EQUAL(pixel_on_screen(3, 3), 0xc8c8c8U);
    CHECK_EQUAL(pixel_on_screen(60, 3), 0U);
    (void)must(screen->display().show(Pattern(100).picture(), TimePoint{}));
    CHECK_EQUAL(pixel_on_screen(3, 3), 0x646464U);
}

STORY(a_picture_of_another_size_is_refused) {
    const auto screen = window();
    CHECK(screen->display().show(Pattern(1, 32, 32).picture(), TimePoint{}).error().code == Errc::invalid);
    CHECK(open_sdl_window({.width = 0, .height = 48}).error().code == Errc::invalid);
}

STORY(nothing_done_is_nothing_polled) {
    const auto screen = window();
    CHECK(!polled(*screen));
}

STORY(mouse_and_touch_give_the_pixel_of_the_picture) {
    const auto screen = window();
    click(10, 20);
    const auto mouse = polled(*screen);
    CHECK(mouse && mouse->kind == InputEvent::Kind::touch);
    CHECK_EQUAL(static_cast<int>(mouse->x), 10);
    CHECK_EQUAL(static_cast<int>(mouse->y), 20);
    finger(0.5F, 0.25F);
    const auto touch = polled(*screen);
    CHECK(touch && touch->kind == InputEvent::Kind::touch);
    CHECK_EQUAL(touch->x, 32.0F);
    CHECK_EQUAL(touch->y, 12.0F);
}

STORY(a_touch_played_back_as_a_mouse_and_other_buttons_are_left_out) {
    const auto screen = window();
    click(10, 20, SDL_BUTTON_LEFT, SDL_TOUCH_MOUSEID);
    click(10, 20, SDL_BUTTON_RIGHT);
    CHECK(!polled(*screen));
}

STORY(in_a_window_of_another_shape_touches_still_hit_and_the_bars_do_not_count) {
    const auto screen = window();
    SDL_SetWindowSize(its_window(), 128, 48);  // the picture stands from 32 to 96
    (void)must(screen->display().show(Pattern(200).picture(), TimePoint{}));
    CHECK_EQUAL(pixel_on_screen(10, 10), 0U);
    CHECK_EQUAL(pixel_on_screen(40, 10), 0xc8c8c8U);
    click(10, 10);
    click(40, 10);
    finger(0.9F, 0.5F);
    const auto hit = polled(*screen);
    CHECK(hit.has_value());
    CHECK_EQUAL(static_cast<int>(hit->x), 8);
    CHECK_EQUAL(static_cast<int>(hit->y), 10);
    CHECK(!polled(*screen));
}

STORY(keys_of_the_keyboard_have_their_names) {
    const auto screen = window();
    const std::pair<SDL_Keycode, Key> pairs[] = {{SDLK_RETURN, Key::enter},  {SDLK_KP_ENTER, Key::enter},
                                                 {SDLK_ESCAPE, Key::escape}, {SDLK_BACKSPACE, Key::backspace},
                                                 {SDLK_TAB, Key::tab},       {SDLK_LEFT, Key::left},
                                                 {SDLK_RIGHT, Key::right},   {SDLK_UP, Key::up},
                                                 {SDLK_DOWN, Key::down},     {SDLK_F12, Key::service}};
    for (const auto& [code, expected] : pairs) {
        key(code);
        const auto event = polled(*screen);
        CHECK(event && event->kind == InputEvent::Kind::key);
        CHECK_EQUAL(event->key, expected);
    }
    key(SDLK_TAB, KMOD_LSHIFT);
    CHECK_EQUAL(polled(*screen)->key, Key::back_tab);
    key(SDLK_a);  // comes as text
    key(SDLK_F5);
    CHECK(!polled(*screen));
}

STORY(typed_text_comes_a_character_at_a_time) {
    const auto screen = window();
    text("7Aé");
    for (const char32_t expected : {U'7', U'A', U'é'}) {
        const auto event = polled(*screen);
        CHECK(event && event->kind == InputEvent::Kind::key && event->key == Key::character);
        CHECK(event->character == expected);
    }
    CHECK(!polled(*screen));
}

STORY(closing_the_window_is_a_wish_to_quit) {
    const auto screen = window();
    SDL_Event event{};
    event.type = SDL_QUIT;
    CHECK(SDL_PushEvent(&event) == 1);
    CHECK(polled(*screen)->kind == InputEvent::Kind::quit);
}

STORY(without_a_screen_the_error_says_what_to_do) {
    setenv("SDL_VIDEODRIVER", "no-such-driver", 1);
    const auto error = open_sdl_window({}).error();
    CHECK(error.code == Errc::unavailable);
    CHECK_CONTAINS(error.what, "no screen");
    CHECK_CONTAINS(error.what, "groups video, render and input");
}

STORY(a_letterbox_keeps_proportions_and_stands_in_the_middle) {
    const auto tall = drivers::letterbox(1080, 1920, 1280, 720);
    CHECK_EQUAL(tall.width, 1080);
    CHECK_EQUAL(tall.height, 608);
    CHECK_EQUAL(tall.x, 0);
    CHECK_EQUAL(tall.y, 656);
    CHECK(!tall.picture_at(500, 655));
    CHECK(tall.picture_at(500, 657).has_value());
    CHECK(!tall.picture_at(500, 656 + 608));
    CHECK(!tall.picture_at(-1, 700));
    const auto same = drivers::letterbox(640, 480, 640, 480).picture_at(639.5F, 479.5F);
    CHECK(same.has_value());
    CHECK_EQUAL(same->x, 639.5F);
}

STORY(text_that_is_not_utf_8_is_left_out) {
    using drivers::characters_of;
    CHECK(characters_of("aé€😀") == U"aé€😀");
    CHECK(characters_of("a\xffz") == U"az");
    CHECK(characters_of("a\xc3") == U"a");             // cut
    CHECK(characters_of("\xc0\xaf").empty());          // overlong
    CHECK(characters_of("\xed\xa0\x80").empty());      // a surrogate
    CHECK(characters_of("\xf4\x90\x80\x80").empty());  // beyond U+10FFFF
}
