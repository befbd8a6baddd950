// SPDX-License-Identifier: Apache-2.0
#include "net/backend/sqlite_schema.hpp"

#include <array>

namespace verikiosk::backend::sqlite {
namespace {

// Times are seconds since 1970, UTC. Enumerations are stored as the numbers of the domain's enumerators.
constexpr auto migrations = std::to_array<const char*>({
    R"(
    create table accounts (
        number integer primary key autoincrement,
        name text not null,
        verification integer not null,
        hold integer not null,
        selfie_eligible integer not null,
        selfie_closed integer not null default 0,
        contracts integer not null default 0
    ) strict;
    insert into sqlite_sequence (name, seq) values ('accounts', 1000);

    create table proposals (
        number integer primary key,
        account integer not null references accounts,
        withdrawn integer not null default 0
    ) strict;
    create index proposals_of on proposals (account);

    create table actions (
        account integer not null references accounts,
        action integer not null,
        at integer not null
    ) strict;

    create table kiosks (
        identity text primary key,
        evidence_certificate blob not null,
        x5t blob not null unique,
        revoked integer not null default 0
    ) strict;

    create table codes (
        digest blob primary key,
        account integer not null references accounts,
        expires integer not null,
        used integer not null default 0
    ) strict;

    create table sessions (
        id blob primary key,
        account integer not null references accounts,
        nonce blob not null,
        policy text not null,
        plan blob not null,
        plan_record blob not null,
        kiosk text not null references kiosks,
        camera_kind integer not null,
        camera_id text not null,
        opened integer not null,
        deadline integer not null,
        decided integer not null default 0
    ) strict;
    create index sessions_of on sessions (account);

    create table evidence (
        session blob primary key references sessions,
        body_digest blob not null,
        receipt blob not null,
        decision integer not null,
        reasons text not null,
        detail text not null,
        decided integer not null
    ) strict;

    create table attempts (
        session blob primary key references sessions,
        account integer not null references accounts,
        at integer not null
    ) strict;
    create index attempts_of on attempts (account, at);

    create table tamper_events (
        number integer primary key,
        kiosk text not null,
        session blob,
        at integer not null,
        what text not null
    ) strict;
    )",
    R"(
    create table profile_photos (
        account integer primary key references accounts,
        jpeg blob not null
    ) strict;
    )",
    R"(
    create table pictures (
        digest blob primary key,
        session blob not null references sessions
    ) strict;
    )",
    // Visits count from the one after this on; rows of sessions are numbered as they are opened.
    R"(
    alter table accounts add column visits_forgotten integer not null default 0;
    )",
});

Result<std::int64_t> version_of(Database& database) {
    Statement statement(database, "pragma user_version");
    const auto row = statement.next();
    if (!row) return fail(row.error(), "reading the schema's version");
    return statement.integer(0);
}

Result<void> step(Database& database, std::size_t index) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    // Another process may have been quicker between our look and the lock.
    const auto version = version_of(database);
    if (!version) return fail(version.error());
    if (*version != static_cast<std::int64_t>(index)) return {};
    const auto done = database.execute(migrations[index]);
    if (!done) return fail(done.error(), "schema step " + std::to_string(index + 1));
    const std::string stamp = "pragma user_version=" + std::to_string(index + 1);
    const auto stamped = database.execute(stamp.c_str());
    if (!stamped) return fail(stamped.error());
    return transaction->commit();
}

}  // namespace

Result<void> migrate(Database& database) {
    const auto version = version_of(database);
    if (!version) return fail(version.error());
    if (*version < 0 || *version > static_cast<std::int64_t>(migrations.size())) {
        return fail(Errc::unsupported, "the database has schema " + std::to_string(*version) +
                                           ", this program knows up to " + std::to_string(migrations.size()) +
                                           ": use the newer program that wrote it");
    }
    for (auto index = static_cast<std::size_t>(*version); index < migrations.size(); ++index) {
        const auto done = step(database, index);
        if (!done) return fail(done.error());
    }
    return {};
}

}  // namespace verikiosk::backend::sqlite
