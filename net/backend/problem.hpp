// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "firmware/domain/bytes.hpp"

namespace verikiosk::backend {

/// An HTTP answer without the HTTP.
struct Answer {
    unsigned status = 200;
    std::string content_type;
    Bytes body;
};

/// RFC 9457: application/problem+json with type https://verikiosk.example/problems/`name`.
[[nodiscard]] Answer problem(unsigned status, std::string_view name, std::string_view title,
                             std::string_view detail);

}  // namespace verikiosk::backend
