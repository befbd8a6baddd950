// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/ui.hpp"

#include <cmath>
#include <limits>

namespace verikiosk::screens {
namespace {

using drivers::InputEvent;
using drivers::Key;

std::optional<session::Event> press(const ScreenModel& model, Shortcut shortcut) {
    for (const Button& button : model.buttons) {
        if (button.shortcut == shortcut) return session::Pressed{button.action};
    }
    return std::nullopt;
}

/// What a key types into a code: letters in upper case, digits of the Latin and both Arabic scripts. Which
/// of them a code may have is the session's to say.
std::optional<char> code_character(char32_t c) {
    if (c >= U'a' && c <= U'z') return static_cast<char>(c - U'a' + U'A');
    if ((c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9')) return static_cast<char>(c);
    if (c >= U'\u0660' && c <= U'\u0669') return static_cast<char>(c - U'\u0660' + U'0');
    if (c >= U'\u06F0' && c <= U'\u06F9') return static_cast<char>(c - U'\u06F0' + U'0');
    return std::nullopt;
}

int step(int focus, int by, std::size_t count) {
    if (count == 0) return -1;
    const auto size = static_cast<int>(count);
    if (focus < 0) return by > 0 ? 0 : size - 1;
    return (focus + by + size) % size;
}

/// The nearest hit in a direction; what lies askew counts double. The same one when there is none.
int neighbour(std::span<const Hit> hits, int focus, Key key) {
    if (focus < 0 || static_cast<std::size_t>(focus) >= hits.size()) return hits.empty() ? -1 : 0;
    const Point from = hits[static_cast<std::size_t>(focus)].box.centre();
    const bool level = key == Key::left || key == Key::right;
    const float sign = key == Key::left || key == Key::up ? -1.0F : 1.0F;
    int best = focus;
    float least = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < hits.size(); ++i) {
        const Point to = hits[i].box.centre();
        const float ahead = sign * (level ? to.x - from.x : to.y - from.y);
        const float askew = std::abs(level ? to.y - from.y : to.x - from.x);
        if (ahead < 1 || ahead + 2 * askew >= least) continue;
        least = ahead + 2 * askew;
        best = static_cast<int>(i);
    }
    return best;
}

}  // namespace

void Ui::follow(session::Stage stage) {
    if (stage == stage_) return;
    stage_ = stage;
    focus_ = -1;
}

void Ui::mark(ScreenModel& model) {
    follow(model.stage);
    model.focus = focus_;
}

std::optional<session::Event> Ui::press_focus(std::span<const Hit> hits) const {
    if (focus_ < 0 || static_cast<std::size_t>(focus_) >= hits.size()) return std::nullopt;
    return hits[static_cast<std::size_t>(focus_)].event;
}

std::optional<session::Event> Ui::on_character(char32_t character, const ScreenModel& model,
                                               std::span<const Hit> hits) {
    if (character == U' ') return press_focus(hits);
    const auto typed = code_character(character);
    if (!model.code || !model.code->enabled || !typed) return std::nullopt;
    focus_ = -1;  // who types does not look for a ring
    return session::Typed{*typed};
}

std::optional<session::Event> Ui::on_key(const InputEvent& input, const ScreenModel& model,
                                         std::span<const Hit> hits) {
    switch (input.key) {
        case Key::character:
            return on_character(input.character, model, hits);
        case Key::enter:
            if (auto focused = press_focus(hits)) return focused;
            return press(model, Shortcut::enter);
        case Key::escape:
            // Where there is nothing left to leave from, the only way on is the way out.
            if (auto leave = press(model, Shortcut::escape)) return leave;
            return press(model, Shortcut::enter);
        case Key::backspace:
            if (!model.code) return press(model, Shortcut::backspace);
            if (!model.code->enabled) return std::nullopt;
            return session::Erased{};
        case Key::tab:
            focus_ = step(focus_, 1, hits.size());
            return std::nullopt;
        case Key::back_tab:
            focus_ = step(focus_, -1, hits.size());
            return std::nullopt;
        case Key::left:
        case Key::right:
        case Key::up:
        case Key::down:
            focus_ = neighbour(hits, focus_, input.key);
            return std::nullopt;
        case Key::service:  // no visitor's key: see service_key.hpp
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<session::Event> Ui::on(const InputEvent& input, const ScreenModel& model,
                                     std::span<const Hit> hits) {
    follow(model.stage);
    switch (input.kind) {
        case InputEvent::Kind::key:
            return on_key(input, model, hits);
        case InputEvent::Kind::touch:
            focus_ = -1;
            for (const Hit& hit : hits) {
                const Box& box = hit.box;
                if (input.x >= box.x && input.x < box.x + box.width && input.y >= box.y &&
                    input.y < box.y + box.height) {
                    return hit.event;
                }
            }
            return std::nullopt;
        case InputEvent::Kind::quit:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace verikiosk::screens
