// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "firmware/domain/evidence.hpp"

/// The light of an imagined office on a face before a kiosk's screen, as a camera measures it.
namespace verikiosk::tests {

/// The plan's steps with the times at which a punctual kiosk shows them; none for other kinds.
[[nodiscard]] std::vector<Shown> steps_of(const Challenge& challenge, TimePoint prompted);

/// Fills exposure, gain, colours and noise of a row. The screen's white adds a tenth to the room's light on
/// the face and a fiftieth behind it, one frame late; the camera follows `lag_frames` late.
void light_row(ObservationRow& row, const std::vector<Shown>& shown, int lag_frames);

}  // namespace verikiosk::tests
