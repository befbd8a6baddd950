// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "firmware/domain/session_code.hpp"
#include "firmware/screens/layout_builder.hpp"

namespace verikiosk::screens {
namespace {

constexpr int key_columns = 8;

}  // namespace

void LayoutBuilder::code(Box area) {
    const bool aimed = model_.backdrop == Backdrop::viewfinder;
    if (portrait()) {
        const float keys = u(4 * 84 + 3 * 12);
        const float below = keys + u(96 + 28);
        const float bottom = area.y + area.height;
        float words = area.height * 0.36F;
        if (aimed) words = std::min(words, area.height - below - u(150 + 40));
        const float y = stack({area.x, area.y, area.width, words}, lines(Align::leading), false);
        const float free = bottom - below - y;
        if (free > u(140)) hero({area.x, y + u(16), area.width, free - u(40)});
        cells({area.x, bottom - below, area.width, u(96)});
        keypad({area.x, bottom - keys, area.width, keys});
        return;
    }
    // Beside a viewfinder the keys are a little narrower, and the words leave it room to aim with.
    const float left = area.width * (aimed ? 0.42F : 0.36F);
    const float kept = aimed ? u(170) : 0;
    const float y = stack({area.x, area.y, left, area.height - kept}, lines(Align::leading), false) + u(24);
    const float free = area.y + area.height - y;
    if (free > u(110)) hero({area.x, y, left, free});
    const Box right{area.x + left + u(56), area.y, area.width - left - u(56), area.height};
    const float cell = std::min(u(92), right.height * 0.2F);
    cells({right.x, right.y, right.width, cell});
    keypad({right.x, right.y + cell + u(20), right.width, right.height - cell - u(20)});
}

void LayoutBuilder::cells(Box area) {
    const float between = u(10);
    const float middle = u(24);  // people read out codes in two halves
    const auto count = static_cast<float>(code_length);
    const float wide = (area.width - (count - 2) * between - middle) / count;
    const auto& typed = model_.code->typed;
    for (std::size_t i = 0; i < code_length; ++i) {
        // Codes run from left to right in every language; finish() will turn this round.
        const std::size_t place = model_.right_to_left ? code_length - 1 - i : i;
        const auto at = static_cast<float>(place);
        const float x = area.x + at * (wide + between) + (place >= code_length / 2 ? middle - between : 0);
        const Box box{x, area.y, wide, area.height};
        const bool next = model_.code->enabled && i == std::min(typed.size(), code_length - 1);
        out_.panels.push_back({box, Colour::surface, next ? Colour::accent : Colour::faint, u(12), 1});
        if (i < typed.size()) text(box, std::string(1, typed[i]), {u(46), true}, Colour::ink, Align::centre);
    }
}

void LayoutBuilder::keypad(Box area) {
    const std::size_t keys = code_alphabet.size() + 1;  // and the erase key
    const std::size_t rows = (keys + key_columns - 1) / key_columns;
    const float between = u(10);
    const float wide = (area.width - (key_columns - 1) * between) / key_columns;
    const float tall = (area.height - static_cast<float>(rows - 1) * between) / static_cast<float>(rows);
    const bool enabled = model_.code->enabled;
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < keys; ++i) {
        const std::size_t column = i % key_columns;
        const std::size_t row = i / key_columns;
        const auto across = static_cast<float>(model_.right_to_left ? key_columns - 1 - column : column);
        const Box box{area.x + across * (wide + between), area.y + static_cast<float>(row) * (tall + between),
                      wide, tall};
        out_.panels.push_back({box, enabled ? Colour::surface : Colour::disabled, Colour::faint, u(12), 1});
        const bool erases = i == code_alphabet.size();
        const std::string label = erases ? model_.code->erase : std::string(1, code_alphabet[i]);
        const Type type = erases ? fitting(label, {u(24), true}, wide - u(8), tall) : Type{u(32), true};
        text(box, label, type, enabled ? Colour::ink : Colour::disabled_ink, Align::centre);
        if (!enabled) continue;
        if (erases) {
            hits.push_back({box, session::Erased{}});
        } else {
            hits.push_back({box, session::Typed{code_alphabet[i]}});
        }
    }
    out_.hits.insert(out_.hits.begin(), std::make_move_iterator(hits.begin()),
                     std::make_move_iterator(hits.end()));
}

}  // namespace verikiosk::screens
