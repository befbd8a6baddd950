// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/evidence.hpp"
#include "firmware/domain/plan.hpp"

namespace verikiosk::bench {

/// What a backend judges again: a plan, and what a kiosk logged.
struct VisitLog {
    Plan plan;
    Evidence evidence;
};

/// Half a minute at 30 frames a second: centre, turn, light, exposure and smile, six seconds each, of
/// somebody who holds still and does nothing of it, so that every judge looks at each of its rows. 1280x720.
[[nodiscard]] VisitLog log_of_a_visit();

}  // namespace verikiosk::bench
