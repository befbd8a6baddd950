// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "firmware/domain/geometry.hpp"
#include "firmware/domain/time.hpp"
#include "firmware/screens/texts.hpp"
#include "firmware/session/session.hpp"

namespace verikiosk::screens {

/// Small drawings for those who would rather look than read.
enum class Pictogram : std::uint8_t {
    none,
    phone_code,  ///< a telephone showing the settings page with a code
    account,
    camera,
    face_in_oval,
    smiling_face,
    open_mouth,
    selfie,
    send,
    lock,
    leave,
    tick,
    again,
    headset,
    document,
    browser,
    clock,
    wrench,
    no_connection,
    light,
    info,
    arrow_left,
    arrow_right,
    arrow_up,
    arrow_down,
    nearer,
    farther,
    alone,
};

/// What a button is known by on a keyboard, besides Tab and Enter.
enum class Shortcut : std::uint8_t { none, enter, escape, backspace };

struct Button {
    session::Action action = session::Action::cancel;
    std::string label;
    bool primary = false;
    Shortcut shortcut = Shortcut::none;
    std::string hint;  ///< the shortcut's key in words; empty without one
    bool operator==(const Button&) const = default;
};

/// A sentence with its drawing.
struct Item {
    Pictogram pictogram = Pictogram::none;
    std::string text;
    bool technical = false;  ///< for technicians: smaller than what visitors read
    bool operator==(const Item&) const = default;
};

/// The cells and keypad for the session code.
struct CodeEntry {
    std::string typed;    ///< at most code_length characters of code_alphabet
    bool enabled = true;  ///< false during the pause after too many wrong codes
    std::string erase;    ///< the erase key's label
    bool operator==(const CodeEntry&) const = default;
};

/// What is behind the words.
enum class Backdrop : std::uint8_t {
    plain,
    live,        ///< the live picture fills the screen, mirrored
    still,       ///< the selfie in a frame of its own, as it will be sent
    colour,      ///< one colour fills the screen
    viewfinder,  ///< the live picture in a frame of its own, mirrored: to aim a code with
};

/// Everything a screen shows, in words and numbers; nothing of how it looks.
struct ScreenModel {
    session::Stage stage = session::Stage::welcome;
    bool right_to_left = false;
    std::string banner;    ///< "this is no real verification"; empty otherwise
    std::string title;     ///< never empty
    std::string guidance;  ///< one sentence: what to do now
    std::string remark;    ///< what just happened (a wrong code, a lost camera); may be empty
    Pictogram pictogram = Pictogram::none;
    std::vector<Item> items;
    bool numbered = false;  ///< the items are steps 1, 2, 3
    std::optional<CodeEntry> code;
    std::vector<Button> buttons;  ///< the first is the plain way forward
    Backdrop backdrop = Backdrop::plain;
    std::optional<Oval> oval;
    std::uint32_t colour = 0;  ///< 0xRRGGBB, of Backdrop::colour

    // What changes many times a second; the painter keeps everything else.
    std::optional<float> progress;  ///< 0..1, the arc around the oval; thousandths
    std::string countdown;          ///< "Time left 0:15"; empty where nothing times out soon
    int turning = -1;               ///< -1: nothing to wait for; else which of 24 positions the ring is in
    int focus = -1;                 ///< index of the hit with the keyboard's focus; set by Ui
    bool operator==(const ScreenModel&) const = default;
};

/// The screen for a state. Pure: same arguments, same model. `limits` are the session's.
[[nodiscard]] ScreenModel model_of(const session::State& state, TimePoint now, const Texts& texts,
                                   const session::Limits& limits = {});

}  // namespace verikiosk::screens
