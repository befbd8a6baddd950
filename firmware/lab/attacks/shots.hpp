// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "firmware/lab/attacks/folder.hpp"
#include "firmware/lab/attacks/summary.hpp"

namespace verikiosk::lab::attacks {

/// Of each kind: one as it is at the declared skill, the strongest that was refused (most judgements passed),
/// and the first few that were verified; beside them a visitor. Pictures that can't be read are left out.
[[nodiscard]] std::vector<Shot> shots_of(std::span<const Record> records, const Folder& folder);

}  // namespace verikiosk::lab::attacks
