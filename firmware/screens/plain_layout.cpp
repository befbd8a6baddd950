// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "firmware/screens/layout_builder.hpp"

namespace verikiosk::screens {
namespace {

constexpr float item_size = 27;
constexpr float technical_size = 21;
constexpr float row_icon = 60;
constexpr float row_indent = 84;

}  // namespace

std::vector<LayoutBuilder::Line> LayoutBuilder::lines(Align align) const {
    std::vector<Line> all;
    all.push_back({model_.title, {u(46), true}, Colour::ink, align, 0, Pictogram::none, false});
    if (!model_.guidance.empty()) {
        all.push_back({model_.guidance, {u(30), false}, Colour::quiet, align, u(14), Pictogram::none, false});
    }
    if (!model_.remark.empty()) {
        all.push_back(
            {model_.remark, {u(26), false}, Colour::ink, Align::leading, u(24), Pictogram::none, true});
    }
    if (model_.numbered) return all;
    float above = u(30);
    for (const Item& item : model_.items) {
        const bool continued = item.technical && item.pictogram == Pictogram::none;
        all.push_back({item.text,
                       {u(item.technical ? technical_size : item_size), false},
                       item.technical ? Colour::quiet : Colour::ink,
                       Align::leading,
                       continued ? u(6) : above,
                       item.pictogram,
                       false,
                       continued || item.pictogram != Pictogram::none});
        above = u(20);
    }
    return all;
}

float LayoutBuilder::height_of(const Line& line, float column, float factor) const {
    const Type type{line.type.size * factor, line.type.bold};
    if (line.remark) return std::max(u(72), measure_(line.text, type, column - u(92)).height + u(28));
    const float tall = measure_(line.text, type, column - (line.indented ? u(row_indent) : 0)).height;
    return line.pictogram == Pictogram::none ? tall : std::max(u(row_icon), tall);
}

float LayoutBuilder::total(const std::vector<Line>& all, float column, float factor) const {
    float sum = 0;
    for (const Line& line : all)
        sum += line.gap * factor + height_of(line, column, factor);
    return sum;
}

float LayoutBuilder::stack(Box area, const std::vector<Line>& all, bool centred) {
    float factor = 1;
    while (factor > 0.6F && total(all, area.width, factor) > area.height)
        factor *= 0.97F;
    const float needed = total(all, area.width, factor);
    // Only a name can still be too long; its line gives way and ends in an ellipsis.
    const float excess = std::max(0.0F, needed - area.height);
    // A little above the middle looks like the middle.
    float y = area.y + (centred ? std::max(0.0F, (area.height - needed) * 0.45F) : 0.0F);
    for (const Line& line : all) {
        y += line.gap * factor;
        float tall = height_of(line, area.width, factor);
        if (excess > 0 && &line == &all.front()) tall = std::max(tall - excess, line.type.size * factor);
        const Type type{line.type.size * factor, line.type.bold};
        const Box box{area.x, y, area.width, tall};
        if (line.remark) {
            remark(box, line.text, type);
        } else {
            const float icon = u(row_icon);
            const float indent = line.indented ? u(row_indent) : 0;
            if (line.pictogram != Pictogram::none) {
                out_.pictograms.push_back(
                    {{area.x, y + (tall - icon) / 2, icon, icon}, line.pictogram, Colour::accent});
            }
            text({area.x + indent, y, area.width - indent, tall}, line.text, type, line.ink, line.align);
        }
        y += tall;
    }
    return y;
}

void LayoutBuilder::picture(Box area, float height_of_width) {
    const float tall = std::min(area.height, area.width * height_of_width);
    const float wide = tall / height_of_width;
    out_.picture = Box{area.x + (area.width - wide) / 2, area.y + (area.height - tall) / 2, wide, tall};
    out_.picture_radius = u(20);
}

void LayoutBuilder::hero(Box area) {
    if (model_.backdrop == Backdrop::still) return picture(area, 0.75F);
    if (model_.backdrop == Backdrop::viewfinder) {
        // All of it: wherever the code is held, it is seen.
        return picture(area, static_cast<float>(frame_.height) / static_cast<float>(frame_.width));
    }
    const float side = std::min({area.width, area.height, u(portrait() ? 320 : 300)});
    const Box box{area.x + (area.width - side) / 2, area.y + (area.height - side) / 2, side, side};
    if (model_.turning >= 0) {
        const float ring = side * (model_.pictogram == Pictogram::none ? 0.6F : 0.9F);
        out_.turning = {box.x + (side - ring) / 2, box.y + (side - ring) / 2, ring, ring};
    }
    if (model_.pictogram == Pictogram::none) return;
    const float inner = model_.turning >= 0 ? side * 0.5F : side * 0.86F;
    out_.pictograms.push_back({{box.x + (side - inner) / 2, box.y + (side - inner) / 2, inner, inner},
                               model_.pictogram,
                               Colour::accent});
}

void LayoutBuilder::plain() {
    const Box area = footer(header());
    if (model_.numbered) return steps(area);
    if (model_.code) return code(area);
    const bool with_hero =
        model_.pictogram != Pictogram::none || model_.turning >= 0 || model_.backdrop == Backdrop::still;
    if (!with_hero) {
        const float wide = std::min(area.width, u(1080));
        stack({area.x + (area.width - wide) / 2, area.y, wide, area.height}, lines(Align::leading), true);
        return;
    }
    if (portrait()) {
        const float share = model_.backdrop == Backdrop::still ? 0.5F : 0.36F;
        hero({area.x, area.y + u(8), area.width, area.height * share});
        const float y = area.y + area.height * share + u(32);
        stack({area.x, y, area.width, area.y + area.height - y}, lines(Align::leading), false);
        return;
    }
    const float share = model_.backdrop == Backdrop::still ? 0.48F : 0.3F;
    hero({area.x, area.y, area.width * share, area.height});
    const float x = area.x + area.width * share + u(48);
    stack({x, area.y, area.x + area.width - x, area.height}, lines(Align::leading), true);
}

void LayoutBuilder::steps(Box area) {
    const auto head = lines(Align::centre);
    const float head_height = std::min(total(head, area.width, 1), area.height * 0.5F);
    const Box top{area.x, area.y, area.width, head_height};
    const float below = stack(top, head, false) + u(28);
    const auto count = static_cast<float>(model_.items.size());
    Box rest{area.x, below, area.width, std::min(area.y + area.height - below, u(portrait() ? 700 : 360))};
    rest.y += std::max(0.0F, (area.y + area.height - below - rest.height) / 2);
    for (std::size_t i = 0; i < model_.items.size(); ++i) {
        const Item& item = model_.items[i];
        const auto at = static_cast<float>(i);
        Box card;
        Box icon;
        Box words;
        Box number;
        if (portrait()) {
            const float tall = (rest.height - (count - 1) * u(20)) / count;
            card = {rest.x, rest.y + at * (tall + u(20)), rest.width, tall};
            const float side = std::min(tall - u(32), u(170));
            number = {card.x + u(20), card.y + (tall - u(56)) / 2, u(56), u(56)};
            icon = {card.x + u(96), card.y + (tall - side) / 2, side, side};
            words = {icon.x + side + u(24), card.y, card.x + card.width - icon.x - side - u(44), tall};
        } else {
            const float wide = (rest.width - (count - 1) * u(24)) / count;
            card = {rest.x + at * (wide + u(24)), rest.y, wide, rest.height};
            const float caption = u(96);
            const float side = std::min(card.height - caption - u(40), wide - u(120));
            number = {card.x + u(20), card.y + u(20), u(52), u(52)};
            icon = {card.x + (wide - side) / 2, card.y + u(24), side, side};
            words = {card.x + u(20), card.y + card.height - caption - u(8), wide - u(40), caption};
        }
        out_.panels.push_back({card, Colour::surface, Colour::faint, u(20), 1});
        out_.panels.push_back({number, Colour::accent, Colour::none, number.width / 2, 1});
        text(number, std::to_string(i + 1), {u(28), true}, Colour::on_accent, Align::centre);
        out_.pictograms.push_back({icon, item.pictogram, Colour::accent});
        text(words, item.text, fitting(item.text, {u(28), false}, words.width, words.height), Colour::ink,
             portrait() ? Align::leading : Align::centre);
    }
}

}  // namespace verikiosk::screens
