// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firmware/domain/bytes.hpp"

namespace verikiosk::lab {

/// One thing that was looked at.
struct Check {
    std::string what;
    std::optional<bool> ok;  ///< none: there was nothing to check it with
    std::string why;         ///< what is wrong, or what was found
};

/// What a kiosk sent, and what it is held against; empty where there is no such file.
struct Sent {
    Bytes package;      ///< as it came to the backend (net/protocol)
    Bytes certificate;  ///< DER: of who should have signed
    Bytes plan_record;  ///< COSE_Sign1, as the kiosk got it
};

/// Whether the package can be read, who signed it, whether its rows are in order, whether crops and selfie
/// prove against them and show their light and sharpness, whether the plan is the one, and whether the log
/// gives the judgements that it claims, or no less. What the first failures make impossible is not among the
/// checks.
[[nodiscard]] std::vector<Check> check_evidence(const Sent& sent);

}  // namespace verikiosk::lab
