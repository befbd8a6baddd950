// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

/// The little of SQLite that the outbox needs. Internal: this header is included by the outbox alone.
namespace verikiosk::net::sqlite {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinaliseStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;

/// full where there is no space, corrupt where the file is damaged, unavailable where another process holds
/// it, internal otherwise.
[[nodiscard]] Error explain(sqlite3* database, int status);

/// A prepared statement with its values. Blobs are not copied: they must live until the last step.
class Statement {
  public:
    Statement(sqlite3* database, const char* sql);

    Statement& with(std::int64_t value);
    Statement& with(ByteView blob);

    /// Whether there is a row.
    [[nodiscard]] Result<bool> step();
    /// To the end, rows ignored.
    [[nodiscard]] Result<void> run();

    [[nodiscard]] std::int64_t integer(int column) const {
        return sqlite3_column_int64(statement_.get(), column);
    }
    [[nodiscard]] Bytes blob(int column) const;

  private:
    sqlite3* database_;
    std::unique_ptr<sqlite3_stmt, FinaliseStatement> statement_;
    int status_ = SQLITE_OK;
    int next_ = 1;
};

/// Rolled back unless committed. Takes the write lock at once, so that what is read inside stays true.
class Transaction {
  public:
    explicit Transaction(sqlite3* database) : database_(database) {}
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();

  private:
    sqlite3* database_;
};

[[nodiscard]] Result<void> execute(sqlite3* database, const char* sql);

/// Opened, created with mode 0600 where it is not there (its WAL and index inherit that).
[[nodiscard]] Result<Handle> open(const std::filesystem::path& file);

}  // namespace verikiosk::net::sqlite
