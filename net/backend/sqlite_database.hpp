// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "firmware/domain/bytes.hpp"
#include "firmware/domain/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

/// SQLite with errors as values. One thread per Database; several may open the same file.
namespace verikiosk::backend::sqlite {

class Database {
  public:
    /// Opens or creates the file: WAL, synchronous=FULL, foreign keys on, five seconds of patience with
    /// another writer. The file is readable by its owner alone.
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& file);

    Database(Database&& other) noexcept;
    Database& operator=(Database&& other) noexcept;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    /// Statements without parameters or rows; several may be separated by semicolons.
    [[nodiscard]] Result<void> execute(const char* sql);
    [[nodiscard]] Error error(int code) const;
    [[nodiscard]] sqlite3* handle() const { return handle_; }

  private:
    explicit Database(sqlite3* handle) : handle_(handle) {}
    sqlite3* handle_ = nullptr;
};

/// What a parameter may be. Text and bytes must outlive the statement.
using Value = std::variant<std::monostate, std::int64_t, std::string_view, ByteView>;

/// One statement with its parameters. What goes wrong in preparing or binding is told by the first next().
class Statement {
  public:
    Statement(Database& database, std::string_view sql, std::initializer_list<Value> values = {});
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    /// Steps to the next row; false when there is none left.
    [[nodiscard]] Result<bool> next();
    /// Runs a statement that gives no rows.
    [[nodiscard]] Result<void> run();

    // Columns of the current row, counted from 0.
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Bytes blob(int column) const;

  private:
    void bind(int index, const Value& value);

    Database& database_;
    sqlite3_stmt* statement_ = nullptr;
    int status_ = 0;
};

/// Rolled back when it ends without commit().
class Transaction {
  public:
    /// Takes the write lock at once, so that what is read inside cannot change before it is written.
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    [[nodiscard]] Result<void> commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

}  // namespace verikiosk::backend::sqlite
