// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http/backend_client.hpp"

namespace verikiosk::net {

/// Asks the backend for /v1/health and returns the HTTP status of whatever it answers: name, connection, TLS
/// on both sides and HTTP work. For those who look for what is wrong; the signer is not looked at. Errors are
/// those of BackendClient, up to the answer.
[[nodiscard]] Result<unsigned> probe_backend(const BackendAddress& address);

}  // namespace verikiosk::net
