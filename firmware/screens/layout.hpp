// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "firmware/domain/geometry.hpp"
#include "firmware/screens/model.hpp"

namespace verikiosk::screens {

/// Colours by their use. Pairs of ink on fill keep WCAG 2.2 AA's 4.5:1 (tested).
enum class Colour : std::uint8_t {
    none,
    page,       ///< the background
    surface,    ///< cards, keys
    tint,       ///< a pale shade of the accent: remarks
    accent,     ///< the one accent: primary button, progress
    ink,        ///< what is read
    quiet,      ///< what is read second
    faint,      ///< outlines
    on_accent,  ///< ink on the accent
    warning,    ///< the development banner
    disabled,   ///< keys that can't be pressed now
    disabled_ink,
};
struct Rgb {
    std::uint8_t red;
    std::uint8_t green;
    std::uint8_t blue;
};
[[nodiscard]] Rgb rgb_of(Colour colour);

struct Type {
    float size = 0;  ///< pixels
    bool bold = false;
};
struct Extent {
    float width = 0;  ///< pixels
    float height = 0;
};
/// How large a text becomes when wrapped at `width`.
using Measure = std::function<Extent(const std::string& text, Type type, float width)>;

enum class Align : std::uint8_t { leading, centre, trailing };

struct TextPlace {
    Box box;  ///< vertically centred within
    std::string text;
    Type type;
    Colour ink = Colour::ink;
    Align align = Align::leading;
};
struct Panel {
    Box box;
    Colour fill = Colour::surface;
    Colour outline = Colour::none;
    float radius = 0;
    float opacity = 1;
};
struct PictogramPlace {
    Box box;  ///< square
    Pictogram pictogram = Pictogram::none;
    Colour ink = Colour::accent;
};

/// A place that can be touched, and what touching it means to the session.
struct Hit {
    Box box;
    session::Event event;
};

/// Where everything goes, in screen pixels. Painted in this order: picture, dimming, panels, pictograms,
/// texts; then what moves.
struct Layout {
    std::vector<Panel> panels;
    std::vector<PictogramPlace> pictograms;
    std::vector<TextPlace> texts;
    std::vector<Hit> hits;  ///< in the order in which Tab visits them
    std::optional<Box> picture;
    float picture_radius = 0;
    std::optional<Box> oval;  ///< live pictures only
    Box countdown;            ///< for the countdown's text; empty without one
    Colour countdown_fill = Colour::none;
    Box turning;  ///< empty where nothing turns
};

struct ScreenSize {
    int width = 1280;
    int height = 720;
};
/// The camera picture's size; it decides where the oval lies.
struct FrameSize {
    int width = 1280;
    int height = 720;
};

/// Pure. Every touch target is at least 64 pixels (of a 720-line screen) in both directions. Right-to-left
/// languages get the mirrored layout; the keypad and the camera picture are never turned round.
[[nodiscard]] Layout layout_of(const ScreenModel& model, ScreenSize screen, FrameSize frame,
                               const Measure& measure);

}  // namespace verikiosk::screens
