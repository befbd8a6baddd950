// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string_view>

#include "drivers/input/input.hpp"

namespace verikiosk::drivers {

/// Input fed from a queue, for demo and tests. One thread.
class ScriptedInput final : public Input {
  public:
    void push(InputEvent event) { events_.push_back(event); }
    void touch(float x, float y) { push({.kind = InputEvent::Kind::touch, .x = x, .y = y}); }
    void press(Key key) { push({.kind = InputEvent::Kind::key, .key = key}); }
    void quit() { push({.kind = InputEvent::Kind::quit}); }
    /// ASCII text, a key at a time.
    void type(std::string_view text) {
        for (const char c : text) {
            push({.kind = InputEvent::Kind::key,
                  .character = static_cast<char32_t>(static_cast<unsigned char>(c))});
        }
    }

    [[nodiscard]] std::optional<InputEvent> poll() override {
        if (events_.empty()) return std::nullopt;
        const InputEvent event = events_.front();
        events_.pop_front();
        return event;
    }

  private:
    std::deque<InputEvent> events_;
};

}  // namespace verikiosk::drivers
