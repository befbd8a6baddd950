// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/backend/sqlite_database.hpp"

namespace verikiosk::backend::sqlite {

/// Brings a database up to the newest schema, one transaction per step (user_version counts them).
/// unsupported: it was written by a newer program.
[[nodiscard]] Result<void> migrate(Database& database);

}  // namespace verikiosk::backend::sqlite
