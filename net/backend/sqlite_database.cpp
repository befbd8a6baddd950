// SPDX-License-Identifier: Apache-2.0
#include "net/backend/sqlite_database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <utility>

namespace verikiosk::backend::sqlite {
namespace {

Errc errc_of(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
            return Errc::full;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_IOERR:
            return Errc::unavailable;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Errc::corrupt;
        case SQLITE_CANTOPEN:
            return Errc::not_found;
        case SQLITE_CONSTRAINT:
            return Errc::conflict;
        default:
            return Errc::internal;
    }
}

/// SQLite would create it with the process's umask; its journals copy the mode of the file itself.
void create_private(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0) ::close(descriptor);
}

}  // namespace

Result<Database> Database::open(const std::filesystem::path& file) {
    create_private(file);
    sqlite3* handle = nullptr;
    const int status = sqlite3_open_v2(
        file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle);
    const std::string context = "the database " + file.string();
    if (status != SQLITE_OK) return fail(database.error(status), context);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 5000);
    const auto prepared = database.execute(
        "pragma journal_mode=WAL; pragma synchronous=FULL; pragma foreign_keys=ON; pragma secure_delete=ON;");
    if (!prepared) return fail(prepared.error(), context);
    return database;
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
}

Database::~Database() {
    sqlite3_close_v2(handle_);
}

Result<void> Database::execute(const char* sql) {
    const int status = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (status != SQLITE_OK) return fail(error(status));
    return {};
}

Error Database::error(int code) const {
    return {errc_of(code), handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code)};
}

Statement::Statement(Database& database, std::string_view sql, std::initializer_list<Value> values)
    : database_(database) {
    status_ =
        sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &statement_, nullptr);
    int index = 0;
    for (const Value& value : values)
        bind(++index, value);
}

Statement::~Statement() {
    sqlite3_finalize(statement_);
}

void Statement::bind(int index, const Value& value) {
    if (status_ != SQLITE_OK) return;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        status_ = sqlite3_bind_int64(statement_, index, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        const char* data = text->empty() ? "" : text->data();
        status_ = sqlite3_bind_text64(statement_, index, data, text->size(), SQLITE_STATIC, SQLITE_UTF8);
    } else if (const auto* bytes = std::get_if<ByteView>(&value)) {
        const void* data = bytes->empty() ? static_cast<const void*>("") : bytes->data();
        status_ = sqlite3_bind_blob64(statement_, index, data, bytes->size(), SQLITE_STATIC);
    }
}

Result<bool> Statement::next() {
    if (status_ == SQLITE_OK || status_ == SQLITE_ROW) status_ = sqlite3_step(statement_);
    if (status_ == SQLITE_ROW) return true;
    if (status_ == SQLITE_DONE) return false;
    return fail(database_.error(status_));
}

Result<void> Statement::run() {
    const auto row = next();
    if (!row) return fail(row.error());
    return {};
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return data == nullptr
               ? std::string()
               : std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

Bytes Statement::blob(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    return data == nullptr ? Bytes() : Bytes(data, data + sqlite3_column_bytes(statement_, column));
}

Result<Transaction> Transaction::begin(Database& database) {
    const auto begun = database.execute("begin immediate");
    if (!begun) return fail(begun.error(), "starting a transaction");
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
    if (database_ != nullptr) std::ignore = database_->execute("rollback");
}

Result<void> Transaction::commit() {
    const auto done = database_->execute("commit");
    if (!done) return fail(done.error(), "committing");
    database_ = nullptr;
    return {};
}

}  // namespace verikiosk::backend::sqlite
