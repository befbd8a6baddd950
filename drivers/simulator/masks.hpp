// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drivers/simulator/act.hpp"

namespace verikiosk::simulator {

/// Acts with a mask of the account's owner.

std::unique_ptr<Act> make_mask_rigid(const Visitor& visitor, const ActOptions& options);
std::unique_ptr<Act> make_mask_worn(const Visitor& visitor, const ActOptions& options);

}  // namespace verikiosk::simulator
