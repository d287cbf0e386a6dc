// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace numeral {

/// A prepared statement of a Database, which must outlive it. Values are bound in the order of its
/// question marks, rows are read column by column. Not thread-safe.
class Statement {
public:
    Statement& bind(std::int64_t value);
    Statement& bind(int value) { return bind(static_cast<std::int64_t>(value)); }
    Statement& bind(double value);
    Statement& bind(std::string_view text);
    Statement& bind(const char* text) { return bind(std::string_view(text)); }
    Statement& bindBytes(std::string_view bytes);
    Statement& bindNothing();
    template <typename T>
    Statement& bind(const std::optional<T>& value)
    {
        return value ? bind(*value) : bindNothing();
    }

    /// Goes to the next row; false if there is none, or if the statement returns none. Error:
    /// FileUnreadable, or FileNotWritten if it is to write.
    Result<bool> next();
    /// Runs a statement that returns nothing.
    Result<void> run();

    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const; ///< also bytes
    bool isNothing(int column) const;
    std::optional<double> optionalReal(int column) const;
    std::optional<std::int64_t> optionalInteger(int column) const;

private:
    friend class Database;
    struct Close {
        void operator()(sqlite3_stmt* statement) const;
    };

    std::unique_ptr<sqlite3_stmt, Close> m_statement;
    std::filesystem::path m_file; ///< for messages
    int m_bound = 0;
    bool m_isValid = true; ///< it was understood, and every value could be bound
};

/// An SQLite database (https://www.sqlite.org) that several threads and programs may have open at
/// once, each with an object of its own: a reader waits for nobody, a writer for at most ten
/// seconds for another. What was written outlasts a crash of the program; after a power cut the
/// last seconds may be missing, but nothing is broken. Not thread-safe.
class Database {
public:
    /// Opens the file, or makes it and its folder. Error: FileUnreadable; the sentence names it.
    static Result<Database> open(const std::filesystem::path& file);

    /// Runs statements that return nothing, all or none. Error: FileNotWritten.
    Result<void> execute(const std::string& statements);

    /// An error in the statement is reported when it is run.
    Statement prepare(std::string_view statement) const;

    /// The id of the row that was inserted last.
    std::int64_t lastId() const;

    /// The number of the layout of the file's tables, which its user gives; 0 in a new file.
    Result<int> version() const;

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };

    std::unique_ptr<sqlite3, Close> m_database;
    std::filesystem::path m_file;
};

/// Makes what is written in its lifetime one: either all of it is kept, or nothing.
class Transaction {
public:
    /// Waits until no other program writes. Error: FileNotWritten.
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction(); ///< takes everything back that wasn't committed

    Result<void> commit();

private:
    explicit Transaction(Database& database)
        : m_database(&database)
    {
    }

    Database* m_database;
};

} // namespace numeral
