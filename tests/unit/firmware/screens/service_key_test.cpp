// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/service_key.hpp"

#include "tests/support/check.hpp"

GROUP("service_key");

namespace {

using namespace verikiosk;
using drivers::InputEvent;
using drivers::Key;
using screens::ScreenSize;
using screens::ServiceKey;

constexpr TimePoint start = TimePoint(std::chrono::seconds(50));

InputEvent touch(float x, float y) {
    return {InputEvent::Kind::touch, x, y, Key::character, 0};
}

InputEvent key(Key key, char32_t character = 0) {
    return {InputEvent::Kind::key, 0, 0, key, character};
}

/// How many touches of the corner it takes, `apart` from each other; 0: more than twenty.
int touches_taken(ServiceKey& service, const InputEvent& at, ScreenSize screen, Duration apart) {
    for (int touched = 1; touched <= 20; ++touched) {
        if (service.on(at, screen, start + touched * apart)) return touched;
    }
    return 0;
}

}  // namespace

STORY(f12_asks_for_the_service_page_at_once_and_no_other_key_does) {
    ServiceKey service;
    CHECK(service.on(key(Key::service), {1280, 720}, start));
    for (const Key other : {Key::enter, Key::escape, Key::backspace, Key::tab, Key::left})
        CHECK(!service.on(key(other), {1280, 720}, start));
    CHECK(!service.on(key(Key::character, U'F'), {1280, 720}, start));
    CHECK(!service.on({InputEvent::Kind::quit, 0, 0, Key::service, 0}, {1280, 720}, start));
}

STORY(five_touches_in_the_corner_within_four_seconds_ask_for_it) {
    ServiceKey quick;
    CHECK_EQUAL(touches_taken(quick, touch(10, 10), {1280, 720}, 200ms), 5);
    ServiceKey just;
    CHECK_EQUAL(touches_taken(just, touch(119, 119), {1280, 720}, 1s), 5);
    ServiceKey slow;
    CHECK_EQUAL(touches_taken(slow, touch(10, 10), {1280, 720}, 1001ms), 0);
}

STORY(the_last_five_count_however_slowly_it_began) {
    ServiceKey service;
    CHECK(!service.on(touch(10, 10), {1280, 720}, start - 3s));
    CHECK_EQUAL(touches_taken(service, touch(10, 10), {1280, 720}, 900ms), 5);
}

STORY(the_corner_grows_with_the_screen) {
    for (const auto& [screen, side] : {std::pair{ScreenSize{1280, 720}, 120.0F},
                                       {{720, 1280}, 120.0F},
                                       {{1920, 1080}, 180.0F},
                                       {{3840, 2160}, 360.0F}}) {
        for (const auto& [at, taken] :
             {std::pair{touch(side - 1, side - 1), 5}, {touch(side, 1), 0}, {touch(1, side), 0}}) {
            ServiceKey service;
            CHECK_EQUAL(touches_taken(service, at, screen, 100ms), taken);
        }
    }
}

STORY(a_touch_elsewhere_starts_the_count_afresh) {
    ServiceKey service;
    for (int i = 0; i < 4; ++i)
        CHECK(!service.on(touch(10, 10), {1280, 720}, start));
    CHECK(!service.on(touch(640, 600), {1280, 720}, start));
    CHECK_EQUAL(touches_taken(service, touch(10, 10), {1280, 720}, 100ms), 5);
    service.reset();
    CHECK_EQUAL(touches_taken(service, touch(10, 10), {1280, 720}, 100ms), 5);
}
