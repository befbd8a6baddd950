// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cairo.h>

#include "firmware/screens/layout.hpp"

/// Inside this room, and for the page of kioskctl: the drawings.
namespace verikiosk::screens {

/// Draws into a square box: lines in `ink`, soft areas in `soft`.
void draw_pictogram(cairo_t* cairo, Pictogram pictogram, const Box& box, Rgb ink, Rgb soft);

}  // namespace verikiosk::screens
