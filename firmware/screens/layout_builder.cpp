// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/layout_builder.hpp"

#include <algorithm>
#include <utility>

namespace verikiosk::screens {
namespace {

constexpr float margin = 48;
constexpr float gap = 20;

}  // namespace

LayoutBuilder::LayoutBuilder(const ScreenModel& model, ScreenSize screen, FrameSize frame,
                             const Measure& measure)
    : model_(model),
      screen_(screen),
      frame_(frame),
      measure_(measure),
      unit_(static_cast<float>(std::min(screen.width, screen.height)) / 720.0F) {}

Layout LayoutBuilder::finish() {
    if (!model_.right_to_left) return std::move(out_);
    const auto mirror = [this](Box& box) { box.x = width() - box.x - box.width; };
    for (Panel& panel : out_.panels)
        mirror(panel.box);
    for (PictogramPlace& place : out_.pictograms)
        mirror(place.box);
    for (TextPlace& place : out_.texts)
        mirror(place.box);
    for (Hit& hit : out_.hits)
        mirror(hit.box);
    if (out_.picture) mirror(*out_.picture);
    if (out_.oval) mirror(*out_.oval);
    mirror(out_.countdown);
    mirror(out_.turning);
    return std::move(out_);
}

void LayoutBuilder::text(Box box, std::string words, Type type, Colour ink, Align align) {
    if (!words.empty()) out_.texts.push_back({box, std::move(words), type, ink, align});
}

Type LayoutBuilder::fitting(const std::string& words, Type type, float box_width, float box_height) const {
    const float least = type.size * 0.55F;
    while (type.size > least) {
        const Extent extent = measure_(words, type, box_width);
        if (extent.height <= box_height && extent.width <= box_width) break;
        type.size *= 0.95F;
    }
    return type;
}

Box LayoutBuilder::header() {
    float top = 0;
    if (!model_.banner.empty()) {
        const Box strip{0, 0, width(), u(44)};
        out_.panels.push_back({strip, Colour::warning, Colour::none, 0, 1});
        const Box inside{u(margin), 0, width() - 2 * u(margin), u(44)};
        text(inside, model_.banner, fitting(model_.banner, {u(24), true}, inside.width, inside.height),
             Colour::ink, Align::centre);
        top = u(44);
    }
    if (model_.backdrop == Backdrop::live || model_.backdrop == Backdrop::colour)
        return {0, top, width(), height() - top};
    const Box line{u(margin), top + u(16), width() - 2 * u(margin), u(48)};
    text({line.x, line.y, line.width / 2, line.height}, "Verikiosk", {u(24), true}, Colour::accent,
         Align::leading);
    if (!model_.countdown.empty()) {
        out_.countdown = {line.x + line.width / 2, line.y, line.width / 2, line.height};
    }
    return {line.x, line.y + line.height + u(8), line.width, height() - line.y - line.height - u(8)};
}

float LayoutBuilder::button_width(const Button& button) const {
    const float label = measure_(button.label, {u(28), true}, width()).width;
    const float hint =
        button.hint.empty() ? 0 : measure_(button.hint, {u(18), false}, width()).width + u(28 + 16);
    return std::max(u(200), label + hint + u(2 * 32));
}

void LayoutBuilder::button(const Button& button, Box box) {
    const Colour fill = button.primary ? Colour::accent : Colour::surface;
    const Colour ink = button.primary ? Colour::on_accent : Colour::ink;
    out_.panels.push_back({box, fill, button.primary ? Colour::none : Colour::faint, u(16), 1});
    out_.hits.push_back({box, session::Pressed{button.action}});
    const float padding = u(16);
    const Box inside{box.x + padding, box.y, box.width - 2 * padding, box.height};
    if (button.hint.empty() || button_width(button) > box.width + 1) {  // the key's name is a help, no must
        text(inside, button.label, fitting(button.label, {u(28), true}, inside.width, inside.height), ink,
             Align::centre);
        return;
    }
    // Label and key stand together in the middle.
    const float key_width = measure_(button.hint, {u(18), false}, inside.width).width + u(28);
    const Type type = fitting(button.label, {u(28), true}, inside.width - key_width - u(16), inside.height);
    const float label_width = measure_(button.label, type, inside.width).width + u(4);
    const float start = inside.x + std::max(0.0F, (inside.width - label_width - u(16) - key_width) / 2);
    text({start, box.y, label_width, box.height}, button.label, type, ink, Align::leading);
    const Box key{start + label_width + u(16), box.y + (box.height - u(40)) / 2, key_width, u(40)};
    out_.panels.push_back({key, fill, button.primary ? Colour::on_accent : Colour::quiet, u(8), 1});
    text(key, button.hint, {u(18), false}, button.primary ? Colour::on_accent : Colour::quiet, Align::centre);
}

Box LayoutBuilder::footer(Box area) {
    const float tall = u(84);
    if (model_.buttons.empty()) return {area.x, area.y, area.width, area.height - u(36)};
    float bottom = area.y + area.height - u(36);
    if (portrait()) {
        // The way forward has a row of its own; the others share the one below.
        std::vector<const Button*> others;
        const Button* primary = nullptr;
        for (const Button& each : model_.buttons) {
            if (each.primary) {
                primary = &each;
            } else {
                others.push_back(&each);
            }
        }
        if (!others.empty()) {
            const auto count = static_cast<float>(others.size());
            const float wide = (area.width - (count - 1) * u(gap)) / count;
            for (std::size_t i = 0; i < others.size(); ++i) {
                // Leaving stays at the leading edge, whatever else there is.
                const float x = area.x + static_cast<float>(others.size() - 1 - i) * (wide + u(gap));
                button(*others[i], {x, bottom - tall, wide, tall});
            }
            bottom -= tall + u(gap);
        }
        if (primary != nullptr) {
            button(*primary, {area.x, bottom - u(100), area.width, u(100)});
            bottom -= u(100) + u(gap);
        }
        return {area.x, area.y, area.width, bottom - area.y};
    }
    float trailing = area.x + area.width;
    for (const Button& each : model_.buttons) {
        const float wide = button_width(each);
        if (each.action == session::Action::cancel) {
            button(each, {area.x, bottom - tall, wide, tall});
        } else {
            trailing -= wide;
            button(each, {trailing, bottom - tall, wide, tall});
            trailing -= u(gap);
        }
    }
    return {area.x, area.y, area.width, bottom - tall - u(gap) - area.y};
}

void LayoutBuilder::remark(Box box, const std::string& words, Type type) {
    out_.panels.push_back({box, Colour::tint, Colour::none, u(14), 1});
    const float icon = u(40);
    out_.pictograms.push_back(
        {{box.x + u(18), box.y + (box.height - icon) / 2, icon, icon}, Pictogram::info, Colour::accent});
    text({box.x + u(74), box.y, box.width - u(92), box.height}, words, type, Colour::ink, Align::leading);
}

}  // namespace verikiosk::screens
