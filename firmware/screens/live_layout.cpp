// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "firmware/screens/layout_builder.hpp"
#include "firmware/screens/live_picture.hpp"

namespace verikiosk::screens {

/// How tall a panel of this width must be for the longest form of the sentence it holds now.
Extent LayoutBuilder::sentence_extent(float box_width, bool beside) const {
    const float title = measure_(model_.title, {u(20), false}, box_width - u(48)).height;
    const float icon = u(84);
    if (beside) {
        const float words = measure_(model_.guidance, {u(40), true}, box_width - u(48)).height;
        return {box_width, title + icon + words + u(24 + 24 + 16 + 24)};
    }
    const float words = measure_(model_.guidance, {u(38), true}, box_width - icon - u(28 + 24 + 28)).height;
    return {box_width, std::max(icon + u(28), title + words + u(36))};
}

void LayoutBuilder::sentence(Box box, bool beside) {
    out_.panels.push_back({box, Colour::surface, Colour::none, u(22), 0.95F});
    const float icon = u(84);
    const Type small{u(20), false};
    if (beside) {
        const Box inside{box.x + u(24), box.y + u(24), box.width - u(48), box.height - u(48)};
        const float title = measure_(model_.title, small, inside.width).height;
        text({inside.x, inside.y, inside.width, title}, model_.title, small, Colour::quiet, Align::centre);
        out_.pictograms.push_back(
            {{inside.x + (inside.width - icon) / 2, inside.y + title + u(16), icon, icon},
             model_.pictogram,
             Colour::accent});
        const float y = inside.y + title + icon + u(32);
        const Box words{inside.x, y, inside.width, inside.y + inside.height - y};
        text(words, model_.guidance, fitting(model_.guidance, {u(40), true}, words.width, words.height),
             Colour::ink, Align::centre);
        return;
    }
    out_.pictograms.push_back(
        {{box.x + u(28), box.y + (box.height - icon) / 2, icon, icon}, model_.pictogram, Colour::accent});
    const float x = box.x + u(28) + icon + u(24);
    const float wide = box.x + box.width - u(28) - x;
    const float title = measure_(model_.title, small, wide).height;
    text({x, box.y + u(14), wide, title}, model_.title, small, Colour::quiet, Align::leading);
    const Box words{x, box.y + u(14) + title, wide, box.height - title - u(28)};
    text(words, model_.guidance, fitting(model_.guidance, {u(38), true}, words.width, words.height),
         Colour::ink, Align::leading);
}

void LayoutBuilder::on_live_picture() {
    const Box area = header();
    if (model_.backdrop == Backdrop::live) out_.picture = Box{0, 0, width(), height()};
    Box face{};
    if (model_.oval) {
        const Crop crop = crop_to_fill(frame_.width, frame_.height, width(), height(), model_.oval);
        face = place_of(*model_.oval, frame_.width, frame_.height, crop, true);
        if (model_.right_to_left) face.x = width() - face.x - face.width;  // finish() turns it back
        out_.oval = face;
        const float arc = u(22);
        face = {face.x - arc, face.y - arc, face.width + 2 * arc, face.height + 2 * arc};
    }

    const float edge = u(28);
    const float bottom = height() - edge;
    float leading = edge;
    for (const Button& each : model_.buttons) {
        const float wide = button_width(each);
        button(each, {leading, bottom - u(76), wide, u(76)});
        leading += wide + u(20);
    }
    const float pill = u(240);
    if (!model_.countdown.empty()) {
        out_.countdown = {width() - edge - pill, bottom - u(56), pill, u(56)};
        out_.countdown_fill = Colour::surface;
    }

    // Near the camera, which sits above the screen, is the best place to read; where the face is, the worst.
    const float wide = std::min(width() - 2 * edge, u(940));
    const float tall = sentence_extent(wide, false).height;
    const float side = std::min(width() * 0.29F, u(372));
    const float side_tall = std::min(sentence_extent(side, true).height, area.height - u(2 * 120));
    const float side_y = area.y + (area.height - side_tall) / 2;
    struct Place {
        Box box;
        bool beside;
    };
    const float above_buttons = bottom - u(76 + 20);
    std::array<Place, 4> places = {
        Place{{(width() - wide) / 2, area.y + edge, wide, tall}, false},
        Place{{(width() - wide) / 2, above_buttons - tall, wide, tall}, false},
        Place{{edge, side_y, side, side_tall}, true},
        Place{{width() - edge - side, side_y, side, side_tall}, true},
    };
    const std::size_t choices = portrait() ? 2 : 4;
    float least = shared_area(places[0].box, face);
    for (std::size_t i = 1; i < choices; ++i)
        least = std::min(least, shared_area(places[i].box, face));
    const float tolerance = u(20) * u(20);  // a corner's touch is no reason to change sides
    const auto* best = std::find_if(places.begin(), places.end(), [&](const Place& place) {
        return shared_area(place.box, face) <= least + tolerance;
    });
    sentence(best->box, best->beside);
}

}  // namespace verikiosk::screens
