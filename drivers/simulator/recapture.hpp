// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/act.hpp"
#include "drivers/simulator/picture.hpp"

namespace verikiosk::simulator {

/// What a picture is put on before it is shown to the camera.
enum class Medium : std::uint8_t { print, print_bent, phone, tablet, monitor };

/// Any picture or clip as an attack: on paper or a screen of the simulator, before its camera. Pictures stay
/// in memory, and of each only what was shown last.
class Recapture : public Act {
  public:
    /// From the next frame on.
    virtual void show(const Picture& picture) = 0;
};

/// What an attacker makes of a picture with a face for this medium: cut to its shape, the face (its box) in
/// the middle and as tall as a visitor's before the kiosk, black where the picture ends.
Picture framed_for(Medium medium, const Picture& picture, const Rect& face);

/// Shows `first` until told otherwise. Its middle is shown, as large as covers the medium, so a face should
/// lie there (framed_for). `skill` 1 .. 4 as in the table of attacks; prints are held as prints are,
/// screens are held as recordings are. `seed` decides the hand.
///
/// Clips: show() before each frame of the camera that the act was given to.
std::unique_ptr<Recapture> make_recapture(Medium medium, const Picture& first, int skill, std::uint64_t seed);

}  // namespace verikiosk::simulator
