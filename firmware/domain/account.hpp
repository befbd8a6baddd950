// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace verikiosk {

enum class Verification : std::uint8_t { not_required, required, verified, failed };
enum class Hold : std::uint8_t { none, until_verified, failed };

/// What an account may want to do on the marketplace.
enum class AccountAction : std::uint8_t {
    withdraw_earnings,
    submit_proposals,
    accept_direct_hires,
    appear_in_search,
    change_profile_photo,
    work_on_existing_contracts,
    count_,
};

/// The service's table of holds: whether `hold` leaves `action` allowed.
[[nodiscard]] constexpr bool allows(Hold hold, AccountAction action) {
    switch (hold) {
        case Hold::none:
            return true;
        case Hold::until_verified:
            return action != AccountAction::submit_proposals && action != AccountAction::change_profile_photo;
        case Hold::failed:
            return action == AccountAction::change_profile_photo ||
                   action == AccountAction::work_on_existing_contracts;
    }
    return false;
}

[[nodiscard]] std::string_view name_of(Verification verification);
[[nodiscard]] std::string_view name_of(Hold hold);
[[nodiscard]] std::string_view name_of(AccountAction action);

}  // namespace verikiosk
