// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "net/cose/cose.hpp"
#include "net/outbox/backoff.hpp"
#include "net/outbox/outbox.hpp"
#include "net/outbox/sqlite_database.hpp"

namespace verikiosk::net {
namespace {

using sqlite::Statement;
using sqlite::Transaction;

constexpr std::size_t max_package = 1'000'000;
constexpr std::int64_t settled_kept_seconds = 86'400;

/// secure_delete overwrites what is deleted; the WAL is emptied after each change for the same reason.
constexpr const char* settings =
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA secure_delete=ON;"
    "PRAGMA trusted_schema=OFF;";

constexpr const char* schema =
    "CREATE TABLE IF NOT EXISTS pending ("
    "  number INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  session BLOB NOT NULL UNIQUE,"
    "  package BLOB NOT NULL,"
    "  attempts INTEGER NOT NULL DEFAULT 0,"
    "  due INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS settled ("
    "  session_digest BLOB PRIMARY KEY,"
    "  settled INTEGER NOT NULL) STRICT;"
    "PRAGMA user_version=1;";

std::int64_t seconds_since_1970(WallTime time) {
    return time.time_since_epoch().count();
}

class SqliteOutbox final : public Outbox {
  public:
    SqliteOutbox(sqlite::Handle database, std::size_t max_waiting)
        : database_(std::move(database)), max_waiting_(max_waiting) {}

    Result<void> prepare() {
        if (auto set = sqlite::execute(database_.get(), settings); !set) return set;
        Statement version(database_.get(), "PRAGMA user_version");
        const auto row = version.step();
        if (!row) return fail(row.error());
        if (version.integer(0) > 1) {
            return fail(Errc::unsupported, "the outbox was written by a newer version of this software");
        }
        if (version.integer(0) == 1) return {};
        return sqlite::execute(database_.get(), schema);
    }

    Result<void> commit(const SessionId& session, ByteView package, WallTime now) override {
        if (package.empty() || package.size() > max_package) {
            return fail(Errc::too_large, "evidence of " + std::to_string(package.size()) + " bytes, 1 to " +
                                             std::to_string(max_package) + " are taken");
        }
        auto committed = insert(session, package, now);
        // Either way: what was committed moves to where settling overwrites it, and what a failed write left
        // in the WAL, which never was part of the outbox, gives its space back. At rest the WAL is empty, so
        // that on a full disk there is nothing to move first.
        empty_wal();
        return committed;
    }

    Result<std::optional<PendingEvidence>> due(WallTime now) override {
        // Due further ahead than any back-off means that the clock was set back: due now.
        Statement select(database_.get(),
                         "SELECT session, package, attempts FROM pending "
                         "WHERE due <= ?1 OR due > ?1 + ?2 ORDER BY number LIMIT 1");
        select.with(seconds_since_1970(now)).with(longest_backoff.count());
        const auto row = select.step();
        if (!row) return fail(row.error());
        if (!*row) return std::optional<PendingEvidence>();
        PendingEvidence pending{.session = {},
                                .package = select.blob(1),
                                .attempts = static_cast<std::uint32_t>(select.integer(2))};
        const Bytes session = select.blob(0);
        if (session.size() != pending.session.size()) {
            return fail(Errc::corrupt, "the outbox file is damaged: a session's name is malformed");
        }
        std::ranges::copy(session, pending.session.begin());
        return std::optional(std::move(pending));
    }

    Result<void> failed(const SessionId& session, WallTime now) override {
        Transaction transaction(database_.get());
        if (auto begun = transaction.begin(); !begun) return begun;
        const auto attempts = attempts_of(session);
        if (!attempts) return fail(attempts.error());
        const std::uint32_t next = *attempts + 1;
        Statement update(database_.get(), "UPDATE pending SET attempts = ?, due = ? WHERE session = ?");
        update.with(std::int64_t{next})
            .with(seconds_since_1970(now) + backoff(session, next).count())
            .with(session);
        if (auto updated = update.run(); !updated) return updated;
        return transaction.commit();
    }

    Result<void> try_all() override {
        Statement update(database_.get(), "UPDATE pending SET due = 0");
        return update.run();
    }

    Result<void> settle(const SessionId& session, WallTime now) override {
        if (auto moved = move_to_settled(session, now); !moved) return moved;
        empty_wal();
        return {};
    }

    Result<std::size_t> waiting() override {
        Statement count(database_.get(), "SELECT count(*) FROM pending");
        const auto row = count.step();
        if (!row) return fail(row.error());
        return static_cast<std::size_t>(count.integer(0));
    }

    Result<void> has_room() override {
        const auto count = waiting();
        if (!count) return fail(count.error());
        if (*count < max_waiting_) return {};
        return fail(Errc::full, "the outbox holds " + std::to_string(*count) +
                                    " pieces of evidence that the backend has not taken yet, which is "
                                    "its limit: restore the connection to the backend");
    }

  private:
    Result<void> insert(const SessionId& session, ByteView package, WallTime now) {
        Transaction transaction(database_.get());
        if (auto begun = transaction.begin(); !begun) return begun;
        if (auto forgotten = forget_settled(now); !forgotten) return forgotten;
        const auto there = already_there(session, package);
        if (!there) return fail(there.error());
        if (*there) return {};
        if (auto room = has_room(); !room) return room;
        Statement insert(database_.get(), "INSERT INTO pending (session, package, due) VALUES (?, ?, ?)");
        insert.with(session).with(package).with(seconds_since_1970(now));
        if (auto inserted = insert.run(); !inserted) return inserted;
        return transaction.commit();
    }

    /// Whether the very same evidence waits already; other evidence of the session is a conflict.
    Result<bool> already_there(const SessionId& session, ByteView package) {
        auto settled = is_settled(cose::sha256(session));
        if (!settled) return settled;
        if (*settled) return fail(Errc::conflict, "this session's evidence was sent and answered already");
        Statement pending(database_.get(), "SELECT package = ? FROM pending WHERE session = ?");
        pending.with(package).with(session);
        auto row = pending.step();
        if (!row || !*row) return row;
        if (pending.integer(0) == 1) return true;
        return fail(Errc::conflict, "this session has other evidence in the outbox already");
    }

    Result<bool> is_settled(const Digest& session_digest) {
        Statement select(database_.get(), "SELECT 1 FROM settled WHERE session_digest = ?");
        return select.with(session_digest).step();
    }

    Result<std::uint32_t> attempts_of(const SessionId& session) {
        Statement select(database_.get(), "SELECT attempts FROM pending WHERE session = ?");
        select.with(session);
        const auto row = select.step();
        if (!row) return fail(row.error());
        if (!*row) return fail(Errc::not_found, "no evidence of this session waits in the outbox");
        return static_cast<std::uint32_t>(select.integer(0));
    }

    Result<void> forget_settled(WallTime now) {
        Statement forget(database_.get(), "DELETE FROM settled WHERE settled < ?");
        return forget.with(seconds_since_1970(now) - settled_kept_seconds).run();
    }

    Result<void> move_to_settled(const SessionId& session, WallTime now) {
        Transaction transaction(database_.get());
        if (auto begun = transaction.begin(); !begun) return begun;
        if (auto forgotten = forget_settled(now); !forgotten) return forgotten;
        const Digest digest = cose::sha256(session);
        const auto settled_before = is_settled(digest);
        if (!settled_before) return fail(settled_before.error());
        if (*settled_before) return {};
        if (const auto there = attempts_of(session); !there) return fail(there.error());
        Statement remember(database_.get(), "INSERT OR REPLACE INTO settled VALUES (?, ?)");
        if (auto done = remember.with(digest).with(seconds_since_1970(now)).run(); !done) return done;
        Statement remove(database_.get(), "DELETE FROM pending WHERE session = ?");
        if (auto done = remove.with(session).run(); !done) return done;
        return transaction.commit();
    }

    /// Best effort: another instance that reads just now keeps the WAL, and the next settling empties it.
    void empty_wal() {
        (void)sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                                        nullptr);
    }

    sqlite::Handle database_;
    std::size_t max_waiting_;
};

}  // namespace

Result<std::unique_ptr<Outbox>> open_outbox(const std::filesystem::path& file, std::size_t max_waiting) {
    auto database = sqlite::open(file);
    if (!database) return fail(database.error(), "outbox " + file.string());
    auto outbox = std::make_unique<SqliteOutbox>(std::move(*database), max_waiting);
    if (auto prepared = outbox->prepare(); !prepared) {
        return fail(prepared.error(), "outbox " + file.string());
    }
    return std::unique_ptr<Outbox>(std::move(outbox));
}

}  // namespace verikiosk::net
