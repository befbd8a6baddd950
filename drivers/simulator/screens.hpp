// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/act.hpp"
#include "drivers/simulator/display.hpp"

namespace verikiosk::simulator {

/// Acts with a screen that shows the account's owner.

std::unique_ptr<Act> make_replay_phone(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_replay_tablet(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_replay_monitor(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_replay_live(const Visitor& visitor, const ActOptions& options);

enum class Device : std::uint8_t { phone, tablet, monitor };
/// A device of that kind as somebody of this skill chooses and prepares it.
Panel panel_of(Device device, int skill);
/// Who holds it where: from skill 2 on tablets and monitors are so near that their edges are out of the
/// picture.
Bearer bearer_of_screen(Device device, int skill, Obedience obedience, std::uint64_t seed);

/// What a light of the kiosk (lux on a face 60 cm away) would multiply the look of a face by, in a room with
/// this much light on it (lux).
Colour tint_of(Colour light, float ambient_lux);

}  // namespace verikiosk::simulator
