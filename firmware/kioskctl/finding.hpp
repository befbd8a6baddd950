// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace verikiosk::kioskctl {

enum class Verdict : std::uint8_t {
    pass,
    note,  ///< the kiosk works, and somebody should know this
    fail,
};
/// "pass", "note" or "fail".
[[nodiscard]] std::string_view name_of(Verdict verdict);

/// What a check of the selftest found, in words for a technician. Holds nothing personal.
struct Finding {
    std::string name;  ///< of the check: "camera"
    Verdict verdict = Verdict::fail;
    std::string what;        ///< what was seen; never empty
    std::string what_to_do;  ///< empty where there is nothing to do
    bool operator==(const Finding&) const = default;
};

}  // namespace verikiosk::kioskctl
