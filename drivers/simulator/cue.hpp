// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace verikiosk::simulator {

/// What the kiosk asks, as the simulated visitor understands it. Left and right are the visitor's own; in
/// the (unmirrored) picture the visitor's left is on the right.
enum class Cue : std::uint8_t {
    none,         ///< nothing: lets go of what was asked before
    look_here,    ///< faces the lens, comes to the middle, holds still
    come_nearer,  ///< keeps coming until asked something else
    go_back,
    move_left,
    move_right,
    move_up,  ///< stands or sits taller
    move_down,
    smile,      ///< and keeps smiling
    relax,      ///< neutral face, looking ahead
    turn_left,  ///< turns the head and holds it there
    turn_right,
    open_mouth,
    leave,  ///< walks out of the picture
};

}  // namespace verikiosk::simulator
