// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "net/backend/sqlite_database.hpp"
#include "net/backend/sqlite_rows.hpp"
#include "net/backend/store.hpp"
#include "net/cbor/utf8.hpp"

namespace verikiosk::backend {
namespace {

using sqlite::Statement;
using sqlite::Transaction;

Verification verification_under(Hold hold) {
    switch (hold) {
        case Hold::none:
            return Verification::not_required;
        case Hold::until_verified:
            return Verification::required;
        case Hold::failed:
            return Verification::failed;
    }
    return Verification::required;
}

Result<void> add_proposal(sqlite::Database& database, std::int64_t account, bool withdrawn) {
    return Statement(database, "insert into proposals (account, withdrawn) values (?, ?)",
                     {account, std::int64_t{withdrawn}})
        .run();
}

/// What an allowed action leaves behind besides its line in the journal.
Result<void> carry_out(sqlite::Database& database, std::int64_t account, AccountAction action) {
    switch (action) {
        case AccountAction::submit_proposals:
            return add_proposal(database, account, false);
        case AccountAction::accept_direct_hires:
            return Statement(database, "update accounts set contracts = contracts + 1 where number = ?",
                             {account})
                .run();
        default:
            return {};
    }
}

}  // namespace

Result<Account> Store::create_account(const NewAccount& account) {
    if (account.name.empty() || account.name.size() > 200) {
        return fail(Errc::invalid, "an account's name has 1 to 200 bytes");
    }
    const ByteView name(reinterpret_cast<const std::uint8_t*>(account.name.data()), account.name.size());
    if (net::cbor::invalid_utf8_at(name)) return fail(Errc::invalid, "an account's name is not UTF-8");
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return fail(transaction.error());
    Statement insert(
        *database_,
        "insert into accounts (name, verification, hold, selfie_eligible, contracts) "
        "values (?, ?, ?, ?, ?) returning number",
        {std::string_view(account.name), std::int64_t(verification_under(account.hold)),
         std::int64_t(account.hold), std::int64_t{account.selfie_eligible}, std::int64_t{account.contracts}});
    const auto row = insert.next();
    if (!row) return fail(row.error(), "creating an account");
    const std::int64_t number = insert.integer(0);
    if (const auto done = insert.run(); !done) return fail(done.error(), "creating an account");
    for (int i = 0; i < account.proposals; ++i) {
        const auto added = add_proposal(*database_, number, account.hold == Hold::failed);
        if (!added) return fail(added.error(), "creating an account's proposals");
    }
    if (const auto done = transaction->commit(); !done) return fail(done.error());
    return this->account(account_id(number));
}

Result<Account> Store::account(std::string_view id) {
    Statement query(*database_,
                    "select number, name, verification, hold, selfie_eligible, selfie_closed, contracts, "
                    "(select count(*) from proposals where account = accounts.number and withdrawn = 0), "
                    "(select count(*) from proposals where account = accounts.number and withdrawn = 1), "
                    "exists (select 1 from profile_photos where account = accounts.number) "
                    "from accounts where number = ?",
                    {account_number(id)});
    const auto row = query.next();
    if (!row) return fail(row.error(), "reading an account");
    if (!*row) return no_such_account();
    Account account;
    account.id = account_id(query.integer(0));
    account.name = query.text(1);
    account.verification = static_cast<Verification>(query.integer(2));
    account.hold = static_cast<Hold>(query.integer(3));
    account.selfie_eligible = query.flag(4);
    account.selfie_closed = query.flag(5);
    account.contracts = static_cast<int>(query.integer(6));
    account.active_proposals = static_cast<int>(query.integer(7));
    account.withdrawn_proposals = static_cast<int>(query.integer(8));
    account.has_photo = query.flag(9);
    return account;
}

Result<void> Store::set_profile_photo(std::string_view id, ByteView jpeg) {
    if (jpeg.size() > max_profile_photo_bytes) {
        return fail(Errc::too_large, "a profile photo has at most " +
                                         std::to_string(max_profile_photo_bytes >> 20U) +
                                         " MiB: make it smaller");
    }
    if (!jpeg.empty() && (jpeg.size() < 3 || jpeg[0] != 0xFF || jpeg[1] != 0xD8 || jpeg[2] != 0xFF))
        return fail(Errc::invalid, "a profile photo is a JPEG file, this is none: save it as one");
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return fail(transaction.error());
    if (const auto known = account(id); !known) return fail(known.error());
    const std::int64_t number = account_number(id);
    const auto changed =
        jpeg.empty()
            ? Statement(*database_, "delete from profile_photos where account = ?", {number}).run()
            : Statement(*database_, "insert or replace into profile_photos (account, jpeg) values (?, ?)",
                        {number, jpeg})
                  .run();
    if (!changed) return fail(changed.error(), "storing a profile photo");
    return transaction->commit();
}

Result<Bytes> Store::profile_photo(std::string_view id) {
    Statement query(*database_, "select jpeg from profile_photos where account = ?", {account_number(id)});
    const auto row = query.next();
    if (!row) return fail(row.error(), "reading a profile photo");
    return *row ? query.blob(0) : Bytes{};
}

Result<void> Store::place_hold(std::string_view id, Hold hold) {
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return fail(transaction.error());
    const auto before = account(id);
    if (!before) return fail(before.error());
    const std::int64_t number = account_number(id);
    // Lifting a hold says nothing new about who the person is, except that they are no longer "failed".
    Verification verification = verification_under(hold);
    if (hold == Hold::none) {
        verification =
            before->verification == Verification::failed ? Verification::required : before->verification;
    }
    const auto changed =
        Statement(*database_, "update accounts set hold = ?, verification = ? where number = ?",
                  {std::int64_t(hold), std::int64_t(verification), number})
            .run();
    if (!changed) return fail(changed.error(), "placing a hold");
    if (hold == Hold::failed) {
        const auto withdrawn =
            Statement(*database_, "update proposals set withdrawn = 1 where account = ?", {number}).run();
        if (!withdrawn) return fail(withdrawn.error(), "withdrawing proposals");
    }
    return transaction->commit();
}

Result<void> Store::close_selfie(std::string_view id) {
    const auto closed =
        Statement(*database_, "update accounts set selfie_closed = 1 where number = ?", {account_number(id)})
            .run();
    if (!closed) return fail(closed.error(), "closing the selfie");
    return {};
}

Result<void> Store::reopen_selfie(std::string_view id) {
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return fail(transaction.error());
    if (const auto known = account(id); !known) return fail(known.error());
    const std::int64_t number = account_number(id);
    const auto opened =
        Statement(*database_,
                  "update accounts set selfie_closed = 0, "
                  "visits_forgotten = (select coalesce(max(rowid), 0) from sessions) where number = ?",
                  {number})
            .run();
    if (!opened) return fail(opened.error(), "opening the selfie");
    const auto forgotten = Statement(*database_, "delete from attempts where account = ?", {number}).run();
    if (!forgotten) return fail(forgotten.error(), "forgetting failed attempts");
    return transaction->commit();
}

Result<void> Store::try_action(std::string_view id, AccountAction action, WallTime now) {
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return fail(transaction.error());
    const auto account = this->account(id);
    if (!account) return fail(account.error());
    if (!allows(account->hold, action)) {
        return fail(Errc::refused, "the account's hold '" + std::string(name_of(account->hold)) +
                                       "' does not allow: " + std::string(name_of(action)));
    }
    const std::int64_t number = account_number(id);
    const auto noted = Statement(*database_, "insert into actions (account, action, at) values (?, ?, ?)",
                                 {number, std::int64_t(action), seconds_since_1970(now)})
                           .run();
    if (!noted) return fail(noted.error(), "noting an action");
    const auto done = carry_out(*database_, number, action);
    if (!done) return fail(done.error(), "carrying out an action");
    return transaction->commit();
}

}  // namespace verikiosk::backend
