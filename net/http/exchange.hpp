// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"
#include "net/tls/tls.hpp"

namespace verikiosk::net::http {

enum class Method : std::uint8_t { get, post, put };

struct Request {
    Method method = Method::get;
    std::string path;
    std::string host;               ///< for the Host header, with the port
    std::string_view content_type;  ///< of the body; empty without one
    ByteView body;
};

struct Reply {
    unsigned status = 0;
    std::string content_type;  ///< lower case, without parameters; empty when the reply does not say
    Bytes body;
};

/// What a reply may be at most; ours are a few hundred bytes.
inline constexpr std::uint32_t max_reply_header = 8'192;
inline constexpr std::uint64_t max_reply_body = 65'536;

/// One request and its reply over HTTP/1.1, after which the connection is of no use. Bounded by the stream's
/// deadline. Errors: the stream's; unavailable when the reply breaks off; too_large; corrupt when it is not
/// HTTP.
[[nodiscard]] Result<Reply> exchange(tls::Stream& stream, const Request& request);

}  // namespace verikiosk::net::http
