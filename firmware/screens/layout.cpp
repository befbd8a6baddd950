// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/layout.hpp"

#include "firmware/screens/layout_builder.hpp"

namespace verikiosk::screens {

Rgb rgb_of(Colour colour) {
    switch (colour) {
        case Colour::none:
        case Colour::page:
            return {0xF6, 0xF7, 0xF9};
        case Colour::surface:
            return {0xFF, 0xFF, 0xFF};
        case Colour::tint:
            return {0xE3, 0xEF, 0xFA};
        case Colour::accent:
            return {0x0B, 0x5C, 0xAD};
        case Colour::ink:
            return {0x14, 0x1E, 0x2A};
        case Colour::quiet:
            return {0x45, 0x52, 0x61};
        case Colour::faint:
            return {0xC9, 0xD2, 0xDC};
        case Colour::on_accent:
            return {0xFF, 0xFF, 0xFF};
        case Colour::warning:
            return {0xFF, 0xD1, 0x66};
        case Colour::disabled:
            return {0xE6, 0xEA, 0xEF};
        case Colour::disabled_ink:
            return {0x59, 0x64, 0x70};
    }
    return {0, 0, 0};
}

Layout layout_of(const ScreenModel& model, ScreenSize screen, FrameSize frame, const Measure& measure) {
    LayoutBuilder builder(model, screen, frame, measure);
    if (model.backdrop == Backdrop::live || model.backdrop == Backdrop::colour) {
        builder.on_live_picture();
    } else {
        builder.plain();
    }
    return builder.finish();
}

}  // namespace verikiosk::screens
