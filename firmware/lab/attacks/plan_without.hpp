// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/plan.hpp"
#include "firmware/lab/attacks/job.hpp"

namespace verikiosk::lab::attacks {

/// The judgement that a challenge belongs to; nothing: centre, which can't be taken out.
[[nodiscard]] Without judgement_of(ChallengeKind kind);

/// The plan, as if these judgements did not exist: their challenges are asked by nothing and stop nothing,
/// and an attack class that nothing stops any more is not ruled out. The passive judgement is none of a
/// plan's.
[[nodiscard]] Plan plan_without(Plan plan, Without without);

}  // namespace verikiosk::lab::attacks
