// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "firmware/domain/observation.hpp"

namespace verikiosk::judge {

/// Whether liveness was measured on this row at all: a log without it concludes nothing that needs it.
[[nodiscard]] inline bool measured(const ObservationRow& row) {
    return row.liveness != LivenessMeasures{};
}

}  // namespace verikiosk::judge
