// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/database.h"

#include <sqlite3.h>

#include <system_error>
#include <utility>

namespace numeral {

namespace {

tl::unexpected<Error> fault(
    ErrorCode code, const std::filesystem::path& file, const char* action, const char* reason)
{
    std::string sentence = "“" + file.string() + "” can't be ";
    return failure(code, sentence.append(action).append(": ").append(reason).append("."));
}

} // namespace

void Statement::Close::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement); // returns the error of the last step again
}

Statement& Statement::bind(std::int64_t value)
{
    m_isValid = sqlite3_bind_int64(m_statement.get(), ++m_bound, value) == SQLITE_OK && m_isValid;
    return *this;
}

Statement& Statement::bind(double value)
{
    m_isValid = sqlite3_bind_double(m_statement.get(), ++m_bound, value) == SQLITE_OK && m_isValid;
    return *this;
}

Statement& Statement::bind(std::string_view text)
{
    m_isValid = sqlite3_bind_text64(m_statement.get(), ++m_bound, text.data(), text.size(),
                    SQLITE_TRANSIENT, SQLITE_UTF8)
            == SQLITE_OK
        && m_isValid;
    return *this;
}

Statement& Statement::bindBytes(std::string_view bytes)
{
    m_isValid = sqlite3_bind_blob64(
                    m_statement.get(), ++m_bound, bytes.data(), bytes.size(), SQLITE_TRANSIENT)
            == SQLITE_OK
        && m_isValid;
    return *this;
}

Statement& Statement::bindNothing()
{
    m_isValid = sqlite3_bind_null(m_statement.get(), ++m_bound) == SQLITE_OK && m_isValid;
    return *this;
}

Result<bool> Statement::next()
{
    const int code = m_isValid ? sqlite3_step(m_statement.get()) : SQLITE_ERROR;
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        return code == SQLITE_ROW;
    }
    const bool isReading = m_statement && sqlite3_stmt_readonly(m_statement.get()) != 0;
    const char* const reason
        = m_statement ? sqlite3_errmsg(sqlite3_db_handle(m_statement.get())) : "wrong statement";
    return fault(isReading ? ErrorCode::FileUnreadable : ErrorCode::FileNotWritten, m_file,
        isReading ? "read" : "written", reason);
}

Result<void> Statement::run()
{
    return next().map([](bool) {});
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

std::string Statement::text(int column) const
{
    const void* const bytes = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return bytes == nullptr
        ? std::string()
        : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool Statement::isNothing(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

std::optional<double> Statement::optionalReal(int column) const
{
    return isNothing(column) ? std::nullopt : std::optional(real(column));
}

std::optional<std::int64_t> Statement::optionalInteger(int column) const
{
    return isNothing(column) ? std::nullopt : std::optional(integer(column));
}

void Database::Close::operator()(sqlite3* database) const
{
    sqlite3_close_v2(database);
}

Result<Database> Database::open(const std::filesystem::path& file)
{
    std::error_code error; // opening says what is wrong
    std::filesystem::create_directories(file.parent_path(), error);
    Database database;
    database.m_file = file;
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &opened,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    database.m_database.reset(opened); // also when it failed
    if (code != SQLITE_OK) {
        return fault(ErrorCode::FileUnreadable, file, "opened",
            opened != nullptr ? sqlite3_errmsg(opened) : sqlite3_errstr(code));
    }
    constexpr int patience = 10'000; // milliseconds
    sqlite3_busy_timeout(opened, patience);
    // Write-ahead logging lets others read meanwhile. Its checkpoints alone wait for the disk.
    if (const Result<void> set = database.execute("PRAGMA journal_mode = WAL;"
                                                  "PRAGMA synchronous = NORMAL;"
                                                  "PRAGMA foreign_keys = ON;");
        !set) {
        return fault(ErrorCode::FileUnreadable, file, "opened", sqlite3_errmsg(opened));
    }
    return database;
}

Result<void> Database::execute(const std::string& statements)
{
    const int code = sqlite3_exec(m_database.get(), statements.c_str(), nullptr, nullptr, nullptr);
    return code == SQLITE_OK
        ? Result<void>()
        : fault(ErrorCode::FileNotWritten, m_file, "written", sqlite3_errmsg(m_database.get()));
}

Statement Database::prepare(std::string_view text) const
{
    Statement statement;
    statement.m_file = m_file;
    sqlite3_stmt* prepared = nullptr;
    statement.m_isValid = sqlite3_prepare_v2(m_database.get(), text.data(),
                              static_cast<int>(text.size()), &prepared, nullptr)
        == SQLITE_OK;
    statement.m_statement.reset(prepared);
    return statement;
}

std::int64_t Database::lastId() const
{
    return sqlite3_last_insert_rowid(m_database.get());
}

Result<int> Database::version() const
{
    Statement statement = prepare("PRAGMA user_version");
    return statement.next().map(
        [&statement](bool) { return static_cast<int>(statement.integer(0)); });
}

Result<Transaction> Transaction::begin(Database& database)
{
    if (const Result<void> begun = database.execute("BEGIN IMMEDIATE"); !begun) {
        return tl::unexpected(begun.error());
    }
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

Transaction::~Transaction()
{
    if (m_database != nullptr) {
        static_cast<void>(m_database->execute("ROLLBACK")); // there is nobody to tell
    }
}

Result<void> Transaction::commit()
{
    Result<void> done = m_database->execute("COMMIT");
    if (done) {
        m_database = nullptr;
    }
    return done;
}

} // namespace numeral
