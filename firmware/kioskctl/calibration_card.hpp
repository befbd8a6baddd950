// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "firmware/kioskctl/qr_code.hpp"

namespace verikiosk::kioskctl {

/// The side of its code when it is printed at full size: fills an A4 or Letter page's width but for margins.
inline constexpr double card_side_mm = 120;

/// The card by which kioskctl calibrate measures: a page (SVG, A4) with the code, a line of 100 mm by which
/// people see whether their printer has fitted it to the page, and what to do then.
[[nodiscard]] std::string calibration_card(const QrCode& code);

/// Writes it, over what was there. could_not: the file can't be written.
[[nodiscard]] int run_print_card(const std::filesystem::path& file, std::ostream& out,
                                 std::ostream& problems);

}  // namespace verikiosk::kioskctl
