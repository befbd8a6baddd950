// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "firmware/domain/observation.hpp"

namespace verikiosk::lab {

/// One line about one photo or frame: what README's "kiosk-lab analyze" lists. Pixels are the source's.
[[nodiscard]] std::string observations_json(const std::string& file, std::uint64_t frame, double seconds,
                                            const std::vector<Observation>& faces, bool points);

}  // namespace verikiosk::lab
