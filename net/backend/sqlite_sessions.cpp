// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "net/backend/openssl_random.hpp"
#include "net/backend/sqlite_database.hpp"
#include "net/backend/sqlite_rows.hpp"
#include "net/backend/store.hpp"
#include "net/cose/cose.hpp"
#include "net/protocol/protocol.hpp"

namespace verikiosk::backend {
namespace {

using sqlite::Statement;
using sqlite::Transaction;

Digest digest_of(std::string_view code) {
    return net::cose::sha256({reinterpret_cast<const std::uint8_t*>(code.data()), code.size()});
}

/// The account that a code stands for, if it is still good.
Result<std::int64_t> account_behind(sqlite::Database& database, const Digest& code, WallTime now) {
    Statement query(database, "select account, expires, used from codes where digest = ?", {ByteView(code)});
    const auto row = query.next();
    if (!row) return fail(row.error(), "looking up a code");
    if (!*row) return fail(Errc::not_found, "this code was never given out");
    if (query.flag(2)) return fail(Errc::expired, "this code was used before");
    if (query.integer(1) <= seconds_since_1970(now)) return fail(Errc::expired, "this code is too old");
    return query.integer(0);
}

/// Sessions of the last 24 hours that verified nobody, whether or not evidence came.
Result<std::int64_t> count_unproven(sqlite::Database& database, std::int64_t account, WallTime now) {
    Statement count(database,
                    "select count(*) from sessions join accounts on number = account "
                    "where account = ? and opened > ? and sessions.rowid > visits_forgotten and not exists "
                    "(select 1 from evidence where session = sessions.id and decision = ?)",
                    {account, seconds_since_1970(now - attempt_window), std::int64_t(Decision::verified)});
    const auto row = count.next();
    if (!row) return fail(row.error(), "counting visits");
    return count.integer(0);
}

Result<void> insert_session(sqlite::Database& database, const SessionRecord& session) {
    const auto plan = net::protocol::encode_plan(session.plan);
    if (!plan) return fail(plan.error());
    return Statement(
               database,
               "insert into sessions (id, account, nonce, policy, plan, plan_record, kiosk, camera_kind, "
               "camera_id, opened, deadline) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               {ByteView(session.id), account_number(session.account), ByteView(session.plan.nonce),
                std::string_view(session.plan.policy), ByteView(*plan), ByteView(session.plan_record),
                std::string_view(session.kiosk), std::int64_t(session.camera_kind),
                std::string_view(session.camera_id), seconds_since_1970(session.opened),
                seconds_since_1970(session.deadline)})
        .run();
}

}  // namespace

Result<std::string> Store::issue_code(std::string_view id, WallTime now) {
    const auto account = this->account(id);
    if (!account) return fail(account.error());
    auto code = draw_session_code();
    if (!code) return fail(code.error());
    const Digest digest = digest_of(*code);
    // Yesterday's codes are of no use to anyone; sweeping here keeps the table small.
    const auto swept = Statement(*database_, "delete from codes where expires < ?",
                                 {seconds_since_1970(now - std::chrono::hours(24))})
                           .run();
    if (!swept) return fail(swept.error(), "sweeping old codes");
    const auto stored =
        Statement(*database_, "insert into codes (digest, account, expires) values (?, ?, ?)",
                  {ByteView(digest), account_number(id), seconds_since_1970(now + code_lifetime)})
            .run();
    if (!stored) return fail(stored.error(), "storing a code");
    return code;
}

Result<Account> Store::redeem(std::string_view code, SessionRecord& session, WallTime now) {
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return fail(transaction.error());
    const Digest digest = digest_of(code);
    const auto number = account_behind(*database_, digest, now);
    if (!number) return fail(number.error());
    auto account = this->account(account_id(*number));
    if (!account) return fail(account.error());
    session.account = account->id;
    const auto unproven = count_unproven(*database_, *number, now);
    if (!unproven) return fail(unproven.error());
    if (*unproven >= max_unproven_visits && !account->selfie_closed) {
        account->selfie_closed = true;
        if (const auto closed = close_selfie(account->id); !closed) return fail(closed.error());
    }
    const auto used =
        Statement(*database_, "update codes set used = 1 where digest = ?", {ByteView(digest)}).run();
    if (!used) return fail(used.error(), "using a code up");
    const auto inserted = insert_session(*database_, session);
    if (!inserted) return fail(inserted.error(), "opening a session");
    if (const auto done = transaction->commit(); !done) return fail(done.error());
    return account;
}

Result<std::optional<SessionRecord>> Store::session(const SessionId& id) {
    Statement query(
        *database_,
        "select account, plan, plan_record, kiosk, camera_kind, camera_id, opened, deadline, decided "
        "from sessions where id = ?",
        {ByteView(id)});
    const auto row = query.next();
    if (!row) return fail(row.error(), "reading a session");
    if (!*row) return std::nullopt;
    auto plan = net::protocol::decode_plan(query.blob(1));
    if (!plan) return fail(Errc::corrupt, "a stored plan does not decode: " + plan.error().what);
    SessionRecord session;
    session.id = id;
    session.account = account_id(query.integer(0));
    session.plan = std::move(*plan);
    session.plan_record = query.blob(2);
    session.kiosk = query.text(3);
    session.camera_kind = static_cast<CameraKind>(query.integer(4));
    session.camera_id = query.text(5);
    session.opened = wall_time(query.integer(6));
    session.deadline = wall_time(query.integer(7));
    session.decided = query.flag(8);
    return session;
}

Result<std::vector<SessionId>> Store::sessions_of(std::string_view id) {
    Statement query(*database_, "select id from sessions where account = ? order by opened, rowid",
                    {account_number(id)});
    std::vector<SessionId> sessions;
    for (auto row = query.next(); !row || *row; row = query.next()) {
        if (!row) return fail(row.error(), "listing sessions");
        if (const auto session = fixed<16>(query.blob(0))) sessions.push_back(*session);
    }
    return sessions;
}

}  // namespace verikiosk::backend
