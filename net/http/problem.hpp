// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

namespace verikiosk::net::http {

/// What is read of an application/problem+json body (RFC 9457); members that are absent are empty. Control
/// characters are spaces, so that a text from the network can stand in a log line.
struct Problem {
    std::string type;
    std::string title;
    std::string detail;
    bool operator==(const Problem&) const = default;
};

/// Strict and small: one JSON object (RFC 8259, UTF-8) of at most 16 KiB, other members skipped, containers
/// nested at most 8 deep. invalid: anything else.
[[nodiscard]] Result<Problem> parse_problem(ByteView body);

}  // namespace verikiosk::net::http
