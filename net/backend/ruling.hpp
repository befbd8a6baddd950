// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "firmware/domain/plan.hpp"
#include "firmware/domain/reason.hpp"

namespace verikiosk::backend {

/// What the backend makes of one session's evidence.
struct Ruling {
    Decision decision = Decision::refer;
    std::vector<Reason> reasons;
    std::string detail;           ///< full reasons, for platform engineers; stays on the backend
    bool failed_attempt = false;  ///< counts towards the five in 24 hours
    bool tampered = false;        ///< the kiosk or its input is not what it should be
};

}  // namespace verikiosk::backend
