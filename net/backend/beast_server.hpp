// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "firmware/domain/error.hpp"
#include "net/backend/development_pki.hpp"
#include "net/backend/server.hpp"
#include "net/backend/service.hpp"

namespace verikiosk::backend {

/// Binds and listens. Errors: invalid (address, certificates that do not load), unavailable (port taken).
[[nodiscard]] Result<std::unique_ptr<Server>> listen(ServerOptions options, const PkiFiles& pki,
                                                     Service service);

}  // namespace verikiosk::backend
