// SPDX-License-Identifier: Apache-2.0
#include <sstream>
#include <utility>

#include "net/backend/sqlite_database.hpp"
#include "net/backend/sqlite_rows.hpp"
#include "net/backend/store.hpp"

namespace verikiosk::backend {
namespace {

using sqlite::Statement;
using sqlite::Transaction;

std::string joined(const std::vector<Reason>& reasons) {
    std::string text;
    for (const Reason reason : reasons) {
        if (!text.empty()) text += ' ';
        text += name_of(reason);
    }
    return text;
}

std::optional<Reason> reason_called(std::string_view name) {
    for (unsigned number = 0; number < 256; ++number) {
        const auto reason = reason_from(number);
        if (reason && name_of(*reason) == name) return reason;
    }
    return std::nullopt;
}

std::vector<Reason> split(const std::string& text) {
    std::vector<Reason> reasons;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (const auto reason = reason_called(word)) reasons.push_back(*reason);
    }
    return reasons;
}

Result<std::int64_t> count_attempts(sqlite::Database& database, std::int64_t account, WallTime now) {
    Statement count(database, "select count(*) from attempts where account = ? and at > ?",
                    {account, seconds_since_1970(now - attempt_window)});
    const auto row = count.next();
    if (!row) return fail(row.error(), "counting failed attempts");
    return count.integer(0);
}

}  // namespace

Result<std::optional<StoredReceipt>> Store::receipt(const SessionId& id) {
    Statement query(
        *database_,
        "select body_digest, receipt, decision, reasons, detail, decided from evidence where session = ?",
        {ByteView(id)});
    const auto row = query.next();
    if (!row) return fail(row.error(), "reading a receipt");
    if (!*row) return std::nullopt;
    const auto digest = fixed<32>(query.blob(0));
    if (!digest) return fail(Errc::corrupt, "a stored digest has the wrong length");
    return StoredReceipt{*digest,
                         query.blob(1),
                         static_cast<Decision>(query.integer(2)),
                         split(query.text(3)),
                         query.text(4),
                         wall_time(query.integer(5))};
}

/// What the ruling does to the account, and what the account does to the ruling.
Result<void> Store::apply(const SessionRecord& session, Ruling& ruling, WallTime now) {
    const auto account = this->account(session.account);
    if (!account) return fail(account.error());
    const std::int64_t number = account_number(session.account);
    if (!account->may_take_selfie()) {
        const Reason reason = account->selfie_closed ? Reason::attempts_exhausted : Reason::not_eligible;
        ruling.decision = Decision::refer;
        ruling.reasons.push_back(reason);
        ruling.detail += "; the selfie is not open to this account";
        return {};
    }
    if (ruling.decision == Decision::verified) {
        return Statement(*database_, "update accounts set verification = ?, hold = ? where number = ?",
                         {std::int64_t(Verification::verified), std::int64_t(Hold::none), number})
            .run();
    }
    if (!ruling.failed_attempt) return {};
    const auto noted = Statement(*database_, "insert into attempts (session, account, at) values (?, ?, ?)",
                                 {ByteView(session.id), number, seconds_since_1970(now)})
                           .run();
    if (!noted) return fail(noted.error(), "noting a failed attempt");
    const auto attempts = count_attempts(*database_, number, now);
    if (!attempts) return fail(attempts.error());
    if (*attempts < max_failed_attempts) return {};
    ruling.decision = Decision::refer;
    ruling.reasons.push_back(Reason::attempts_exhausted);
    ruling.detail += "; failed attempt " + std::to_string(*attempts) + " in 24 hours closes the selfie";
    return close_selfie(session.account);
}

/// Keeps what pictures there were. No sensor makes the same one twice; drawn and recorded visitors do.
Result<void> Store::hold_pictures(const SessionRecord& session, const Body& body, Ruling& ruling) {
    if (session.camera_kind != CameraKind::device) return {};
    bool known = false;
    for (const Digest& picture : body.pictures) {
        Statement query(*database_, "select 1 from pictures where digest = ? and session <> ?",
                        {ByteView(picture), ByteView(session.id)});
        const auto row = query.next();
        if (!row) return fail(row.error(), "looking up a picture");
        known = known || *row;
        const auto kept =
            Statement(*database_, "insert or ignore into pictures (digest, session) values (?, ?)",
                      {ByteView(picture), ByteView(session.id)})
                .run();
        if (!kept) return fail(kept.error(), "keeping a picture's digest");
    }
    if (!known) return {};
    ruling.decision = Decision::refer;
    ruling.reasons = {Reason::evidence_inconsistent};
    ruling.detail += "; a picture is another session's";
    ruling.failed_attempt = ruling.tampered = true;
    return {};
}

Result<StoredReceipt> Store::settle(const SessionRecord& session, const Body& body, Ruling ruling,
                                    const SignReceipt& sign, WallTime now) {
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return fail(transaction.error());
    auto before = receipt(session.id);
    if (!before) return fail(before.error());
    if (*before) {
        if ((*before)->evidence == body.whole) return std::move(**before);
        return fail(Errc::conflict, "this session was decided on other evidence");
    }
    if (const auto held = hold_pictures(session, body, ruling); !held) return fail(held.error());
    if (const auto applied = apply(session, ruling, now); !applied) return fail(applied.error());
    auto signed_receipt = sign(ruling);
    if (!signed_receipt) return fail(signed_receipt.error(), "signing a receipt");
    const std::string reasons = joined(ruling.reasons);
    const auto stored =
        Statement(*database_,
                  "insert into evidence (session, body_digest, receipt, decision, reasons, detail, decided) "
                  "values (?, ?, ?, ?, ?, ?, ?)",
                  {ByteView(session.id), ByteView(body.whole), ByteView(*signed_receipt),
                   std::int64_t(ruling.decision), std::string_view(reasons), std::string_view(ruling.detail),
                   seconds_since_1970(now)})
            .run();
    if (!stored) return fail(stored.error(), "storing evidence");
    const auto closed =
        Statement(*database_, "update sessions set decided = 1 where id = ?", {ByteView(session.id)}).run();
    if (!closed) return fail(closed.error(), "closing a session");
    if (ruling.tampered) {
        const auto noted = record_tamper({session.kiosk, session.id, now, ruling.detail});
        if (!noted) return fail(noted.error());
    }
    if (const auto done = transaction->commit(); !done) return fail(done.error());
    return StoredReceipt{
        body.whole, std::move(*signed_receipt), ruling.decision, ruling.reasons, ruling.detail, now};
}

}  // namespace verikiosk::backend
