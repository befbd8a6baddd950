// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "firmware/domain/plan.hpp"

/// What all judgements of a session come to. Nothing is outvoted: a fail is a fail, and each attack class
/// needs a conclusive pass of its own.
namespace verikiosk::judge {

/// The plan's challenge of this index, alternates counted after the others; none beyond them.
[[nodiscard]] const Challenge* planned_challenge(const Plan& plan, std::size_t planned);

/// The classes that nothing has concluded yet, in the plan's order.
[[nodiscard]] std::vector<AttackClass> open_classes(const Plan& plan,
                                                    std::span<const ChallengeResult> results);

/// After the last of `results` could not be concluded or was declined: the alternate to ask for instead, by
/// its planned index. It stops a class that the last one stops too and that is still open, and was not asked
/// for before, while nothing of the plan's own that is still to come stops that class. None where there is no
/// such alternate, or nothing is open that the last one stops.
[[nodiscard]] std::optional<std::size_t> alternate_for(const Plan& plan,
                                                       std::span<const ChallengeResult> results);

/// Fail where any challenge or the passive judgement failed, with its reason (the first one's); inconclusive
/// where a class is still open (reason: that of the challenge that should have concluded it) or the centre
/// challenge has no pass; pass otherwise. Score: the number of open classes.
[[nodiscard]] Judgement fuse(const Plan& plan, std::span<const ChallengeResult> results,
                             const Judgement& passive);

}  // namespace verikiosk::judge
