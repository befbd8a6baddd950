// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "firmware/lab/analysis_output.hpp"

namespace verikiosk::lab {

/// One line about one photo or frame: what README's "kiosk-lab analyze" lists. Pixels are the source's. Of
/// faces that are only seen and not measured, all but box and score are null.
[[nodiscard]] std::string observations_json(const Analysed& analysed, bool points);

}  // namespace verikiosk::lab
