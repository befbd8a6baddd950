// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "net/backend/sqlite_database.hpp"
#include "net/backend/sqlite_rows.hpp"
#include "net/backend/sqlite_schema.hpp"
#include "net/backend/store.hpp"
#include "net/cose/cose.hpp"

namespace verikiosk::backend {

using sqlite::Statement;

Result<Store> Store::open(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return fail(Errc::not_found,
                    "the data folder " + folder.string() + " can't be made: " + error.message());
    }
    auto database = sqlite::Database::open(folder / "backend.db");
    if (!database) return fail(database.error());
    const auto migrated = sqlite::migrate(*database);
    if (!migrated) return fail(migrated.error(), (folder / "backend.db").string());
    return Store(std::make_unique<sqlite::Database>(std::move(*database)));
}

Store::Store(std::unique_ptr<sqlite::Database> database) : database_(std::move(database)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<void> Store::register_kiosk(const std::string& identity, ByteView evidence_certificate) {
    const Digest x5t = net::cose::sha256(evidence_certificate);
    const auto known = kiosk(identity);
    if (!known) return fail(known.error());
    if (*known) {
        if ((*known)->x5t == x5t) return {};
        return fail(Errc::conflict, "kiosk " + identity + " is registered with another evidence certificate");
    }
    const auto stored =
        Statement(*database_, "insert into kiosks (identity, evidence_certificate, x5t) values (?, ?, ?)",
                  {std::string_view(identity), evidence_certificate, ByteView(x5t)})
            .run();
    if (!stored) return fail(stored.error(), "registering kiosk " + identity);
    return {};
}

Result<void> Store::revoke_kiosk(std::string_view identity) {
    Statement update(*database_, "update kiosks set revoked = 1 where identity = ? returning identity",
                     {identity});
    const auto row = update.next();
    if (!row) return fail(row.error(), "revoking a kiosk");
    if (!*row) return fail(Errc::not_found, "there is no kiosk " + std::string(identity));
    return update.run();
}

Result<std::optional<Kiosk>> Store::kiosk(std::string_view identity) {
    Statement query(*database_,
                    "select identity, evidence_certificate, x5t, revoked from kiosks where identity = ?",
                    {identity});
    const auto row = query.next();
    if (!row) return fail(row.error(), "reading the register of kiosks");
    if (!*row) return std::nullopt;
    const auto x5t = fixed<32>(query.blob(2));
    if (!x5t) return fail(Errc::corrupt, "a registered certificate's digest has the wrong length");
    return Kiosk{query.text(0), query.blob(1), *x5t, query.flag(3)};
}

Result<void> Store::record_tamper(const TamperEvent& event) {
    const auto session = event.session ? sqlite::Value(ByteView(*event.session)) : sqlite::Value();
    const auto stored =
        Statement(*database_, "insert into tamper_events (kiosk, session, at, what) values (?, ?, ?, ?)",
                  {std::string_view(event.kiosk), session, seconds_since_1970(event.at),
                   std::string_view(event.what)})
            .run();
    if (!stored) return fail(stored.error(), "storing a tamper event");
    return {};
}

Result<std::vector<TamperEvent>> Store::tamper_events() {
    Statement query(*database_, "select kiosk, session, at, what from tamper_events order by number");
    std::vector<TamperEvent> events;
    for (auto row = query.next(); !row || *row; row = query.next()) {
        if (!row) return fail(row.error(), "reading tamper events");
        events.push_back(
            {query.text(0), fixed<16>(query.blob(1)), wall_time(query.integer(2)), query.text(3)});
    }
    return events;
}

}  // namespace verikiosk::backend
