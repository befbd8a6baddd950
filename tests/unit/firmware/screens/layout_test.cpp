// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "firmware/screens/painter.hpp"
#include "tests/support/check.hpp"
#include "tests/unit/firmware/screens/stage_states.hpp"

GROUP("layout");

namespace {

using namespace verikiosk;
using screens::Colour;
using screens::Layout;
using screens::Painter;
using screens::ScreenModel;
using screens::ScreenSize;
using tests::scene_time;

constexpr std::array sizes = {ScreenSize{1280, 720}, ScreenSize{720, 1280}, ScreenSize{1920, 1080}};

/// Every screen in both languages at three sizes; `look` gets a word for messages.
void on_every_screen(
    const std::function<void(const std::string&, Painter&, const ScreenModel&, ScreenSize)>& look) {
    for (const char* language : {"en", "ar"}) {
        const auto texts = tests::must(screens::Texts::open("share/locale", language));
        for (const ScreenSize size : sizes) {
            const auto painter = tests::must(Painter::create(size.width, size.height));
            for (const auto& [name, state] : tests::states_of_every_stage()) {
                const std::string where = name + " in " + language + " at " + std::to_string(size.width);
                look(where, *painter, screens::model_of(state, scene_time, texts, tests::scene_limits), size);
                look(where + ", typed", *painter, screens::model_of(state, scene_time, texts), size);
            }
            look(std::string("starting in ") + language, *painter,
                 screens::starting(scene_time, scene_time, texts), size);
            for (const auto& [name, fault] : tests::faults_of_every_kind()) {
                const ScreenModel model = screens::model_of(fault, scene_time, texts);
                look(name + " in " + language + " at " + std::to_string(size.width), *painter, model, size);
            }
        }
    }
}

void require(bool condition, const std::string& what) {
    if (!condition) tests::check_failed(what, std::source_location::current());
}

bool within(const Box& box, ScreenSize size) {
    return box.x >= -0.5F && box.y >= -0.5F && box.x + box.width <= static_cast<float>(size.width) + 0.5F &&
           box.y + box.height <= static_cast<float>(size.height) + 0.5F;
}

bool touches(const Box& a, const Box& b) {
    return a.x < b.x + b.width - 0.5F && b.x < a.x + a.width - 0.5F && a.y < b.y + b.height - 0.5F &&
           b.y < a.y + a.height - 0.5F;
}

/// WCAG 2.2: relative luminance of sRGB.
double luminance(Colour colour) {
    const auto rgb = screens::rgb_of(colour);
    const auto linear = [](std::uint8_t value) {
        const double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(rgb.red) + 0.7152 * linear(rgb.green) + 0.0722 * linear(rgb.blue);
}

double contrast(Colour a, Colour b) {
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace

STORY(everything_to_touch_is_on_the_screen_and_large_enough) {
    on_every_screen(
        [](const std::string& where, Painter& painter, const ScreenModel& model, ScreenSize size) {
            const Layout& layout = painter.layout(model);
            require(layout.hits.size() >= model.buttons.size(), where + ": a button can't be touched");
            for (const auto& hit : layout.hits) {
                require(within(hit.box, size), where + ": a touch target leaves the screen");
                require(hit.box.width >= 64 && hit.box.height >= 64, where + ": a touch target is too small");
            }
        });
}

STORY(no_two_things_to_touch_overlap) {
    on_every_screen([](const std::string& where, Painter& painter, const ScreenModel& model, ScreenSize) {
        const auto& hits = painter.layout(model).hits;
        for (std::size_t i = 0; i < hits.size(); ++i) {
            for (std::size_t j = i + 1; j < hits.size(); ++j) {
                require(!touches(hits[i].box, hits[j].box), where + ": two touch targets overlap");
            }
        }
    });
}

STORY(no_text_overflows_its_box_or_the_screen) {
    on_every_screen(
        [](const std::string& where, Painter& painter, const ScreenModel& model, ScreenSize size) {
            for (const auto& fit : painter.fits(model)) {
                const std::string what = where + ": '" + fit.place.text + "' ";
                require(within(fit.place.box, size), what + "leaves the screen");
                require(!fit.shortened, what + "is shortened");
                require(fit.extent.height <= fit.place.box.height + 1, what + "is too high");
                require(fit.extent.width <= fit.place.box.width + 1, what + "is too wide");
            }
        });
}

STORY(texts_never_cover_each_other) {
    on_every_screen([](const std::string& where, Painter& painter, const ScreenModel& model, ScreenSize) {
        const auto& texts = painter.layout(model).texts;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            for (std::size_t j = i + 1; j < texts.size(); ++j) {
                require(!touches(texts[i].box, texts[j].box),
                        where + ": '" + texts[i].text + "' and '" + texts[j].text + "'");
            }
        }
    });
}

STORY(sentences_stay_large_enough_to_read_standing) {
    on_every_screen(
        [](const std::string& where, Painter& painter, const ScreenModel& model, ScreenSize size) {
            const float unit = static_cast<float>(std::min(size.width, size.height)) / 720;
            for (const auto& place : painter.layout(model).texts) {
                require(place.type.size >= 18 * unit - 0.1F, where + ": '" + place.text + "' is too small");
                if (place.text == model.guidance) {
                    require(place.type.size >= 24 * unit, where + ": the sentence is too small");
                }
            }
        });
}

STORY(the_viewfinder_is_on_the_screen_large_enough_to_aim_with_and_covers_nothing) {
    on_every_screen(
        [](const std::string& where, Painter& painter, const ScreenModel& model, ScreenSize size) {
            if (model.backdrop != screens::Backdrop::viewfinder) return;
            const Layout& layout = painter.layout(model);
            const float unit = static_cast<float>(std::min(size.width, size.height)) / 720;
            require(layout.picture.has_value(), where + ": there is no picture to aim with");
            require(within(*layout.picture, size), where + ": the picture leaves the screen");
            require(layout.picture->height >= 140 * unit, where + ": the picture is too small to aim with");
            for (const auto& place : layout.texts)
                require(!overlap(place.box, *layout.picture), where + ": the picture covers " + place.text);
            for (const auto& hit : layout.hits)
                require(!overlap(hit.box, *layout.picture), where + ": the picture covers a key");
        });
}

STORY(a_very_long_name_is_shortened_rather_than_overflowing) {
    const auto texts = tests::must(screens::Texts::open("share/locale", "en"));
    const auto painter = tests::must(Painter::create(1280, 720));
    session::State state;
    state.stage = session::Stage::name;
    state.session = tests::open_session(std::string(4000, 'W'), "standard");
    const ScreenModel model = screens::model_of(state, scene_time, texts);
    for (const auto& fit : painter->fits(model))
        CHECK(within(fit.place.box, {1280, 720}));
    for (const auto& hit : painter->layout(model).hits)
        CHECK(within(hit.box, {1280, 720}));
}

STORY(arabic_mirrors_the_layout) {
    const auto texts = tests::must(screens::Texts::open("share/locale", "en"));
    const auto painter = tests::must(Painter::create(1280, 720));
    for (const auto& [name, state] : tests::states_of_every_stage()) {
        ScreenModel model = screens::model_of(state, scene_time, texts, tests::scene_limits);
        const Layout left = painter->layout(model);
        model.right_to_left = true;
        const Layout right = painter->layout(model);
        CHECK_EQUAL(left.hits.size(), right.hits.size());
        const std::size_t keys = model.code && model.code->enabled ? 32 : 0;
        for (std::size_t i = keys; i < left.hits.size(); ++i) {
            const Box& box = left.hits[i].box;
            require(std::abs(1280 - box.x - box.width - right.hits[i].box.x) < 0.1F,
                    name + ": a button is not mirrored");
        }
    }
}

STORY(codes_run_from_left_to_right_in_every_language) {
    const auto texts = tests::must(screens::Texts::open("share/locale", "ar"));
    const auto painter = tests::must(Painter::create(1280, 720));
    session::State state;
    state.stage = session::Stage::code;
    state.typed = "7K";
    const Layout& layout = painter->layout(screens::model_of(state, scene_time, texts, tests::scene_limits));
    CHECK(layout.hits.at(0).box.x < layout.hits.at(1).box.x);
    float seven = -1;
    float k = -1;
    for (const auto& place : layout.texts) {  // the cells come before the keys
        if (place.text == "7" && seven < 0) seven = place.box.x;
        if (place.text == "K" && k < 0) k = place.box.x;
    }
    CHECK(seven >= 0 && seven < k);
}

STORY(the_oval_stays_where_the_face_is_in_every_language) {
    const auto painter = tests::must(Painter::create(1280, 720));
    session::State state;
    state.stage = session::Stage::position;
    state.oval = {0.2F, 0.5F, 0.2F, 0.28F};  // right of the camera's middle: left in the mirror
    for (const char* language : {"en", "ar"}) {
        const auto texts = tests::must(screens::Texts::open("share/locale", language));
        const Layout& layout = painter->layout(screens::model_of(state, scene_time, texts));
        CHECK(layout.oval.has_value());
        CHECK(std::abs(layout.oval->centre().x - (640 - 0.2F * 720)) < 0.5F);
        CHECK(std::abs(layout.oval->centre().y - 360) < 0.5F);
    }
}

STORY(the_sentence_makes_room_for_the_face) {
    const auto texts = tests::must(screens::Texts::open("share/locale", "en"));
    const auto painter = tests::must(Painter::create(1280, 720));
    session::State state;
    state.stage = session::Stage::position;
    for (const float y : {0.3F, 0.4F, 0.5F, 0.6F, 0.7F}) {
        for (const float x : {-0.4F, 0.0F, 0.4F}) {
            state.oval = {x, y, 0.2F, 0.28F};
            const Layout& layout = painter->layout(screens::model_of(state, scene_time, texts));
            for (const auto& place : layout.texts) {
                if (place.text == "Bring your face into the oval") CHECK(!touches(place.box, *layout.oval));
            }
        }
    }
}

STORY(words_keep_the_contrast_that_wcag_asks_for) {
    for (const Colour ground : {Colour::page, Colour::surface, Colour::tint}) {
        for (const Colour ink : {Colour::ink, Colour::quiet, Colour::accent})
            CHECK(contrast(ground, ink) >= 4.5);
    }
    CHECK(contrast(Colour::accent, Colour::on_accent) >= 4.5);
    CHECK(contrast(Colour::warning, Colour::ink) >= 4.5);
    CHECK(contrast(Colour::disabled, Colour::disabled_ink) >= 4.5);
}
