// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "firmware/kioskctl/report.hpp"

/// Reports of imagined kiosks.
namespace verikiosk::tests {

[[nodiscard]] kioskctl::Report good_report();
[[nodiscard]] kioskctl::Report bad_report();    ///< a camera, the network and what hangs on it failed
[[nodiscard]] kioskctl::Report worst_report();  ///< everything failed, with as many words as there can be
[[nodiscard]] std::vector<std::string> names_in(const kioskctl::Report& report);

}  // namespace verikiosk::tests
