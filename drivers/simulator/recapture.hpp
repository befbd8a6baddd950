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
    /// Does what it can about what is asked.
    virtual void show(const Picture& picture) = 0;
};

/// Shows `first` until told otherwise. Its middle is shown, as large as covers the medium, so a face should
/// lie there (Picture::part). `skill` 1 .. 4 as in the table of attacks; prints are held as prints are,
/// screens are held as recordings are. `seed` decides the hand.
///
/// Clips: show() before each frame of the camera that the act was given to.
std::unique_ptr<Recapture> make_recapture(Medium medium, const Picture& first, int skill, std::uint64_t seed);

}  // namespace verikiosk::simulator
