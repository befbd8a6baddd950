// SPDX-License-Identifier: Apache-2.0
#include "net/outbox/sqlite_database.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace verikiosk::net::sqlite {

Error explain(sqlite3* database, int status) {
    const std::string words = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(status);
    const int system = database != nullptr ? sqlite3_system_errno(database) : 0;
    switch (status & 0xff) {
        case SQLITE_FULL:
            return {Errc::full, "no space left for evidence (" + words + "): free some on this disk"};
        case SQLITE_IOERR:
            if (system == ENOSPC || system == EDQUOT) {
                return {Errc::full, "no space left for evidence: free some on this disk"};
            }
            return {Errc::internal, "the disk under the outbox failed (" + words + "): check it"};
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return {Errc::corrupt, "the outbox file is damaged (" + words +
                                       "): put it aside for inspection, a new one is then created"};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {Errc::unavailable, "the outbox is in use by another program"};
        default:
            return {Errc::internal, "the outbox failed: " + words};
    }
}

Statement::Statement(sqlite3* database, const char* sql) : database_(database) {
    sqlite3_stmt* prepared = nullptr;
    status_ = sqlite3_prepare_v2(database, sql, -1, &prepared, nullptr);
    statement_.reset(prepared);
}

Statement& Statement::with(std::int64_t value) {
    if (status_ == SQLITE_OK) status_ = sqlite3_bind_int64(statement_.get(), next_++, value);
    return *this;
}

Statement& Statement::with(ByteView blob) {
    // A null pointer would bind NULL; an empty blob is a value.
    const void* data = blob.empty() ? static_cast<const void*>("") : blob.data();
    if (status_ == SQLITE_OK) {
        status_ = sqlite3_bind_blob64(statement_.get(), next_++, data, blob.size(), SQLITE_STATIC);
    }
    return *this;
}

Result<bool> Statement::step() {
    if (status_ != SQLITE_OK) return fail(explain(database_, status_));
    const int status = sqlite3_step(statement_.get());
    if (status == SQLITE_ROW) return true;
    if (status == SQLITE_DONE) return false;
    return fail(explain(database_, sqlite3_extended_errcode(database_)));
}

Result<void> Statement::run() {
    for (;;) {
        const auto row = step();
        if (!row) return fail(row.error());
        if (!*row) return {};
    }
}

Bytes Statement::blob(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return data == nullptr ? Bytes{} : Bytes(data, data + size);
}

Transaction::~Transaction() {
    // SQLite has rolled back by itself after some failures (a full disk), hence the question.
    if (sqlite3_get_autocommit(database_) == 0) {
        (void)sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

Result<void> Transaction::begin() {
    return execute(database_, "BEGIN IMMEDIATE");
}

Result<void> Transaction::commit() {
    return execute(database_, "COMMIT");
}

Result<void> execute(sqlite3* database, const char* sql) {
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return fail(explain(database, sqlite3_extended_errcode(database)));
}

Result<Handle> open(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        const Errc code = errno == ENOSPC || errno == EDQUOT ? Errc::full
                          : errno == ENOENT                  ? Errc::not_found
                                                             : Errc::refused;
        return fail(code, "can't open " + file.string() + ": " + std::strerror(errno));
    }
    (void)::close(fd);
    sqlite3* opened = nullptr;
    const int status =
        sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Handle handle(opened);
    if (status != SQLITE_OK) return fail(explain(opened, status));
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, 5'000);
    return handle;
}

}  // namespace verikiosk::net::sqlite
