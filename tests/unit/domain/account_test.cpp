// SPDX-License-Identifier: Apache-2.0
#include "firmware/domain/account.hpp"

#include "tests/support/check.hpp"

using namespace verikiosk;

GROUP("account");

STORY(without_a_hold_everything_is_allowed) {
    for (int i = 0; i < static_cast<int>(AccountAction::count_); ++i) {
        CHECK(allows(Hold::none, static_cast<AccountAction>(i)));
    }
}

STORY(until_verified_no_proposals_and_no_new_photo_but_all_else) {
    CHECK(!allows(Hold::until_verified, AccountAction::submit_proposals));
    CHECK(!allows(Hold::until_verified, AccountAction::change_profile_photo));
    CHECK(allows(Hold::until_verified, AccountAction::withdraw_earnings));
    CHECK(allows(Hold::until_verified, AccountAction::accept_direct_hires));
    CHECK(allows(Hold::until_verified, AccountAction::appear_in_search));
    CHECK(allows(Hold::until_verified, AccountAction::work_on_existing_contracts));
}

STORY(failed_stops_earnings_proposals_hires_and_search_but_not_existing_contracts) {
    CHECK(!allows(Hold::failed, AccountAction::withdraw_earnings));
    CHECK(!allows(Hold::failed, AccountAction::submit_proposals));
    CHECK(!allows(Hold::failed, AccountAction::accept_direct_hires));
    CHECK(!allows(Hold::failed, AccountAction::appear_in_search));
    CHECK(allows(Hold::failed, AccountAction::change_profile_photo));
    CHECK(allows(Hold::failed, AccountAction::work_on_existing_contracts));
}
