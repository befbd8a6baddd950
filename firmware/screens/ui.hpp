// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "drivers/input/input.hpp"
#include "firmware/screens/layout.hpp"
#include "firmware/screens/model.hpp"

namespace verikiosk::screens {

/// Turns what a person does into what it means to the session. Remembers one thing only: where the
/// keyboard's focus is. One thread, the main thread.
class Ui {
  public:
    /// Touch: the hit under it. Keyboard: characters and Backspace type the code; Enter takes the plain way
    /// forward, Escape leaves, Backspace takes the other way where there is one; Tab and arrows move the
    /// focus, Enter and Space press what has it. Nothing when it means nothing here or only moved the focus.
    [[nodiscard]] std::optional<session::Event> on(const drivers::InputEvent& input, const ScreenModel& model,
                                                   std::span<const Hit> hits);

    /// Puts the focus into the model, for painting. It does not survive a change of stage.
    void mark(ScreenModel& model);

  private:
    [[nodiscard]] std::optional<session::Event> on_key(const drivers::InputEvent& input,
                                                       const ScreenModel& model, std::span<const Hit> hits);
    [[nodiscard]] std::optional<session::Event> on_character(char32_t character, const ScreenModel& model,
                                                             std::span<const Hit> hits);
    [[nodiscard]] std::optional<session::Event> press_focus(std::span<const Hit> hits) const;
    void follow(session::Stage stage);

    session::Stage stage_ = session::Stage::welcome;
    int focus_ = -1;
};

}  // namespace verikiosk::screens
