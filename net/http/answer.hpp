// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http/exchange.hpp"

namespace verikiosk::net::http {

/// The body of a reply that says yes (200 or 201) with the expected content type; anything else as an error:
/// 404 not_found, 409 conflict, 410 expired, 413 too_large, 400 and 422 invalid, 401 and 403 refused, 429 and
/// 5xx unavailable, others corrupt. Title and detail of an application/problem+json body are passed on.
[[nodiscard]] Result<Bytes> body_of(Reply reply, std::string_view content_type);

}  // namespace verikiosk::net::http
