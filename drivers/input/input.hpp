// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace verikiosk::drivers {

enum class Key : std::uint8_t {
    character,
    enter,
    escape,
    backspace,
    tab,
    back_tab,
    left,
    right,
    up,
    down,
    service,  ///< a technician's: F12
};

/// One thing a person did. Touch and mouse are the same: a place on the screen, in display pixels.
struct InputEvent {
    enum class Kind : std::uint8_t { touch, key, quit } kind = Kind::touch;
    float x = 0;
    float y = 0;
    Key key = Key::character;
    char32_t character = 0;  ///< for Key::character
};

/// Keyboard and touch. The main thread polls it; it never waits.
class Input {
  public:
    virtual ~Input() = default;
    [[nodiscard]] virtual std::optional<InputEvent> poll() = 0;
};

}  // namespace verikiosk::drivers
