// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firmware/domain/time.hpp"
#include "firmware/kioskctl/finding.hpp"

namespace verikiosk::kioskctl {

/// A selftest, finished or under way. Pure functions of it below.
struct Report {
    std::string version;  ///< of this software
    std::string ueid;     ///< of this kiosk; empty where the settings do not say
    WallTime time{};      ///< when it began, by the kiosk's clock
    std::vector<Finding> findings;
};

/// Nothing failed; notes count as passed.
[[nodiscard]] bool passed(const Report& report);

/// "3 of 12 checks failed: camera, network, clock".
[[nodiscard]] std::string summary_of(const Report& report);

/// One line; for what did not pass a second one with what to do.
[[nodiscard]] std::string lines_of(const Finding& finding);

/// One object: version, ueid, time, passed, checks [{name, result, what, what_to_do}]. ASCII.
[[nodiscard]] std::string json_of(const Report& report);

/// A string of RFC 8259 with its quotes, everything beyond ASCII escaped; bytes that are no UTF-8 are left
/// out.
[[nodiscard]] std::string json_string(std::string_view text);

/// For a QR code: version, kiosk and time, then a line "name=result" for each check. At most 600 bytes of
/// ASCII, whatever the kiosk is called.
[[nodiscard]] std::string code_text_of(const Report& report);

}  // namespace verikiosk::kioskctl
