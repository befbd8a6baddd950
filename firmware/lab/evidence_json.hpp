// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "firmware/domain/evidence.hpp"

namespace verikiosk::lab {

/// Evidence for people to read: one JSON object; rows in full, digests in hex.
[[nodiscard]] std::string evidence_json(const Evidence& evidence);

/// A receipt likewise.
[[nodiscard]] std::string receipt_json(const Receipt& receipt);

/// A JSON list of their names.
[[nodiscard]] std::string reasons_json(Reasons reasons);

/// A JSON string with its quotes.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace verikiosk::lab
