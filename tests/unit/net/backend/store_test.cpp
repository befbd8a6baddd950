// SPDX-License-Identifier: Apache-2.0
#include "net/backend/store.hpp"

#include "firmware/domain/session_code.hpp"
#include "net/backend/sqlite_database.hpp"
#include "tests/unit/net/backend/world.hpp"

namespace verikiosk::tests {
namespace {

GROUP("backend_store");

using backend::NewAccount;
using backend::Store;

constexpr WallTime noon{std::chrono::seconds(1'790'000'000)};

/// The service's table of holds, written out once more: an account tries, and the store lets it or not.
struct Cell {
    Hold hold;
    AccountAction action;
    bool allowed;
};
constexpr Cell table[] = {
    {Hold::none, AccountAction::withdraw_earnings, true},
    {Hold::none, AccountAction::submit_proposals, true},
    {Hold::none, AccountAction::accept_direct_hires, true},
    {Hold::none, AccountAction::appear_in_search, true},
    {Hold::none, AccountAction::change_profile_photo, true},
    {Hold::none, AccountAction::work_on_existing_contracts, true},
    {Hold::until_verified, AccountAction::withdraw_earnings, true},
    {Hold::until_verified, AccountAction::submit_proposals, false},
    {Hold::until_verified, AccountAction::accept_direct_hires, true},
    {Hold::until_verified, AccountAction::appear_in_search, true},
    {Hold::until_verified, AccountAction::change_profile_photo, false},
    {Hold::until_verified, AccountAction::work_on_existing_contracts, true},
    {Hold::failed, AccountAction::withdraw_earnings, false},
    {Hold::failed, AccountAction::submit_proposals, false},
    {Hold::failed, AccountAction::accept_direct_hires, false},
    {Hold::failed, AccountAction::appear_in_search, false},
    {Hold::failed, AccountAction::change_profile_photo, true},
    {Hold::failed, AccountAction::work_on_existing_contracts, true},
};

STORY(every_cell_of_the_table_of_holds_is_enforced) {
    const Folder folder;
    Store store = must(Store::open(folder.path()));
    constexpr auto actions = static_cast<std::size_t>(AccountAction::count_);
    CHECK_EQUAL(std::size(table), 3 * actions);
    for (const Cell& cell : table) {
        const std::string id =
            must(store.create_account({.name = "Ada", .hold = cell.hold, .contracts = 1})).id;
        const auto tried = store.try_action(id, cell.action, noon);
        CHECK_EQUAL(tried.has_value(), cell.allowed);
        if (!tried) {
            CHECK(tried.error().code == Errc::refused);
            CHECK_CONTAINS(tried.error().what, std::string(name_of(cell.action)));
        }
    }
}

STORY(a_refused_action_leaves_nothing_behind) {
    const Folder folder;
    Store store = must(Store::open(folder.path()));
    const std::string id = must(store.create_account({.name = "Ada", .proposals = 1})).id;
    CHECK(!store.try_action(id, AccountAction::submit_proposals, noon));
    CHECK_EQUAL(must(store.account(id)).active_proposals, 1);
    must(store.place_hold(id, Hold::none));
    must(store.try_action(id, AccountAction::submit_proposals, noon));
    must(store.try_action(id, AccountAction::accept_direct_hires, noon));
    CHECK_EQUAL(must(store.account(id)).active_proposals, 2);
    CHECK_EQUAL(must(store.account(id)).contracts, 1);
}

STORY(a_failed_hold_withdraws_every_active_proposal_and_they_stay_withdrawn) {
    const Folder folder;
    Store store = must(Store::open(folder.path()));
    const std::string id = must(store.create_account({.name = "Ada", .proposals = 3, .contracts = 2})).id;
    const std::string other = must(store.create_account({.name = "Bea", .proposals = 4})).id;
    must(store.place_hold(id, Hold::failed));
    auto account = must(store.account(id));
    CHECK_EQUAL(account.active_proposals, 0);
    CHECK_EQUAL(account.withdrawn_proposals, 3);
    CHECK_EQUAL(account.contracts, 2);
    CHECK(account.verification == Verification::failed);
    must(store.place_hold(id, Hold::none));
    account = must(store.account(id));
    CHECK_EQUAL(account.active_proposals, 0);
    CHECK_EQUAL(account.withdrawn_proposals, 3);
    CHECK(account.hold == Hold::none);
    CHECK_EQUAL(must(store.account(other)).active_proposals, 4);
}

STORY(an_until_verified_hold_leaves_proposals_alone) {
    const Folder folder;
    Store store = must(Store::open(folder.path()));
    const std::string id = must(store.create_account({.name = "Ada", .hold = Hold::none, .proposals = 3})).id;
    CHECK(must(store.account(id)).verification == Verification::not_required);
    must(store.place_hold(id, Hold::until_verified));
    CHECK_EQUAL(must(store.account(id)).active_proposals, 3);
    CHECK(must(store.account(id)).verification == Verification::required);
}

STORY(an_account_that_is_not_there_is_said_to_be_so) {
    const Folder folder;
    Store store = must(Store::open(folder.path()));
    for (const char* id : {"A7", "7", "", "A", "Ada", "A1001x", "A-1", "A99999999999999999999"}) {
        CHECK(store.account(id).error().code == Errc::not_found);
        CHECK(store.place_hold(id, Hold::failed).error().code == Errc::not_found);
        CHECK(store.issue_code(id, noon).error().code == Errc::not_found);
    }
}

STORY(a_name_that_no_screen_could_show_is_refused) {
    const Folder folder;
    Store store = must(Store::open(folder.path()));
    CHECK(store.create_account({.name = ""}).error().code == Errc::invalid);
    CHECK(store.create_account({.name = "\xff\xfe"}).error().code == Errc::invalid);
    CHECK(store.create_account({.name = std::string(201, 'a')}).error().code == Errc::invalid);
    CHECK_EQUAL(must(store.create_account({.name = "Žofie Ὀδυσσεύς 李"})).name, "Žofie Ὀδυσσεύς 李");
}

STORY(codes_are_canonical_differ_and_are_never_stored_clear) {
    const Folder folder;
    Store store = must(Store::open(folder.path()));
    const std::string id = must(store.create_account({.name = "Ada"})).id;
    const std::string one = must(store.issue_code(id, noon));
    const std::string two = must(store.issue_code(id, noon));
    CHECK(one != two);
    CHECK(canonical_code(one) == one);
    auto database = must(backend::sqlite::Database::open(folder.path() / "backend.db"));
    backend::sqlite::Statement rows(database, "select digest from codes");
    int count = 0;
    while (must(rows.next())) {
        const Bytes stored = rows.blob(0);
        CHECK_EQUAL(stored.size(), std::size_t{32});
        CHECK(std::string(stored.begin(), stored.end()).find(one) == std::string::npos);
        ++count;
    }
    CHECK_EQUAL(count, 2);
}

STORY(a_store_survives_being_closed) {
    const Folder folder;
    std::string id;
    {
        Store store = must(Store::open(folder.path()));
        id = must(store.create_account({.name = "Ada", .hold = Hold::failed})).id;
    }
    Store store = must(Store::open(folder.path()));
    CHECK(must(store.account(id)).hold == Hold::failed);
}

STORY(two_stores_on_one_folder_see_each_other) {
    const Folder folder;
    Store one = must(Store::open(folder.path()));
    Store two = must(Store::open(folder.path()));
    const std::string id = must(one.create_account({.name = "Ada"})).id;
    must(two.place_hold(id, Hold::failed));
    CHECK(must(one.account(id)).hold == Hold::failed);
}

STORY(a_database_of_a_newer_program_is_left_alone) {
    const Folder folder;
    std::ignore = must(Store::open(folder.path()));
    {
        auto database = must(backend::sqlite::Database::open(folder.path() / "backend.db"));
        must(database.execute("pragma user_version=99"));
    }
    const auto store = Store::open(folder.path());
    CHECK(!store);
    CHECK(store.error().code == Errc::unsupported);
}

STORY(a_file_that_is_no_database_is_said_to_be_so) {
    const Folder folder;
    folder.write("backend.db", std::string(4096, 'x'));
    const auto store = Store::open(folder.path());
    CHECK(!store);
    CHECK(store.error().code == Errc::corrupt);
    CHECK_CONTAINS(store.error().what, "backend.db");
}

STORY(a_kiosk_is_registered_once_and_can_be_revoked) {
    const Folder folder;
    Store store = must(Store::open(folder.path()));
    const Bytes one{1, 2, 3};
    const Bytes two{4, 5, 6};
    must(store.register_kiosk("kiosk-1", one));
    must(store.register_kiosk("kiosk-1", one));
    CHECK(store.register_kiosk("kiosk-1", two).error().code == Errc::conflict);
    CHECK(store.register_kiosk("kiosk-2", one).error().code == Errc::conflict);
    CHECK(!must(store.kiosk("kiosk-1"))->revoked);
    must(store.revoke_kiosk("kiosk-1"));
    CHECK(must(store.kiosk("kiosk-1"))->revoked);
    CHECK(store.revoke_kiosk("kiosk-9").error().code == Errc::not_found);
    CHECK(!must(store.kiosk("kiosk-9")));
}

}  // namespace
}  // namespace verikiosk::tests
