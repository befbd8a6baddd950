// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/backend/store.hpp"

/// What people are shown of accounts and sessions, as text or as JSON.
namespace verikiosk::backend {

struct SessionView {
    SessionRecord session;
    std::optional<StoredReceipt> receipt;
};
struct AccountView {
    Account account;
    std::vector<SessionView> sessions;
};

[[nodiscard]] Result<AccountView> view_account(Store& store, std::string_view id);
/// `id`: 32 hexadecimal digits.
[[nodiscard]] Result<SessionView> view_session(Store& store, std::string_view id);

[[nodiscard]] std::string as_text(const AccountView& view);
[[nodiscard]] std::string as_json(const AccountView& view);
[[nodiscard]] std::string as_text(const SessionView& view);
[[nodiscard]] std::string as_json(const SessionView& view);
[[nodiscard]] std::string as_text(const std::vector<TamperEvent>& events);
[[nodiscard]] std::string as_json(const std::vector<TamperEvent>& events);

/// "2026-11-23 18:12:07 UTC"
[[nodiscard]] std::string utc(WallTime time);

}  // namespace verikiosk::backend
