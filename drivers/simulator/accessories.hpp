// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/hair.hpp"

namespace verikiosk::simulator {

/// Ears and glasses, in the head's frame.
std::vector<Part> head_accessories(const Person& person);

/// Neck, shoulders and clothing, in a frame whose origin is the head's but which turns less than it.
Part make_torso(const Person& person);

}  // namespace verikiosk::simulator
