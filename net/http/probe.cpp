// SPDX-License-Identifier: Apache-2.0
#include "net/http/probe.hpp"

#include <chrono>

#include "net/http/exchange.hpp"
#include "net/tls/tls.hpp"

namespace verikiosk::net {

Result<unsigned> probe_backend(const BackendAddress& address) {
    const auto client =
        tls::make_client({.ca = address.ca, .certificate = address.client_cert, .key = address.client_key});
    if (!client) return fail(client.error());
    const tls::Target target{.host = address.host, .port = address.port, .connect_to = address.connect_to};
    const auto stream = (*client)->connect(target, std::chrono::steady_clock::now() + address.time_limit);
    if (!stream) return fail(stream.error());
    const auto reply = http::exchange(**stream, {.method = http::Method::get,
                                                 .path = "/v1/health",
                                                 .host = address.host + ':' + std::to_string(address.port),
                                                 .content_type = {},
                                                 .body = {}});
    if (!reply) return fail(reply.error());
    return reply->status;
}

}  // namespace verikiosk::net
