#include "server/local/sqlite.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <system_error>
#include <utility>

#include "net/text/paths.hpp"

namespace crosstalk::local {
namespace {

int primary(int code) {
    return code & 0xFF;
}

std::string capitalised(std::string text) {
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

// What happened, then what to do; `cause` is SQLite's or the system's own word for it.
std::string explained(int code, const std::string& cause) {
    switch (primary(code)) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return "is in use by another server. Stop that one, or start this one with another data folder.";
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
        case SQLITE_CONSTRAINT:
            return "is damaged: " + cause +
                   ". It was left as it is. Restore the data folder from a backup, or start with another "
                   "one.";
        case SQLITE_FULL:
            return "could not be written: the disk is full. Free some space, then start the server again.";
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return "could not be opened for writing: " + cause +
                   ". Check that its folder exists and that this account may write there, or choose another "
                   "data folder.";
        case SQLITE_IOERR:
            return "could not be read or written: " + cause +
                   ". Check the disk and the space left on it, then start the server again.";
        case SQLITE_NOMEM:
            return "could not be used: there is not enough memory. Close something else, then start the "
                   "server again.";
        default:
            return "could not be used: " + cause + ". Start the server again; if it comes back, report it.";
    }
}

}  // namespace

struct Query::Prepared {
    sqlite3_stmt* handle = nullptr;
    bool in_use = false;

    Prepared() = default;
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    ~Prepared() { sqlite3_finalize(handle); }
};

Query::Query(Database& database, Prepared& prepared) : database_(&database), prepared_(&prepared) {
    if (std::exchange(prepared.in_use, true))
        throw std::logic_error("a prepared statement is used inside its own use");
}

Query::Query(Query&& other) noexcept
    : database_(other.database_), prepared_(std::exchange(other.prepared_, nullptr)) {}

Query::~Query() {
    if (prepared_ == nullptr) return;
    sqlite3_reset(prepared_->handle);
    sqlite3_clear_bindings(prepared_->handle);
    prepared_->in_use = false;
}

bool Query::step() {
    const int code = sqlite3_step(prepared_->handle);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) database_->fail(code);
    return false;
}

std::int64_t Query::integer(int column) const {
    return sqlite3_column_int64(prepared_->handle, column);
}

std::string_view Query::text(int column) const {
    const unsigned char* text = sqlite3_column_text(prepared_->handle, column);
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(prepared_->handle, column))};
}

std::span<const std::uint8_t> Query::bytes(int column) const {
    const void* bytes = sqlite3_column_blob(prepared_->handle, column);
    if (bytes == nullptr) return {};
    return {static_cast<const std::uint8_t*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(prepared_->handle, column))};
}

void Query::bind_integer(int parameter, std::int64_t value) {
    database_->check(sqlite3_bind_int64(prepared_->handle, parameter, value));
}

void Query::bind_at(int parameter, std::string_view text) {
    // A null pointer would be NULL instead of the empty text.
    database_->check(sqlite3_bind_text64(prepared_->handle, parameter, text.empty() ? "" : text.data(),
                                         text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Query::bind_at(int parameter, std::span<const std::uint8_t> bytes) {
    if (bytes.empty()) {
        database_->check(sqlite3_bind_zeroblob(prepared_->handle, parameter, 0));
        return;
    }
    database_->check(
        sqlite3_bind_blob64(prepared_->handle, parameter, bytes.data(), bytes.size(), SQLITE_STATIC));
}

Database::Database(std::filesystem::path path, std::string what, Durability durability, int cache_kib)
    : path_(std::move(path)), what_(std::move(what)) {
    try {
        open();
        // The index of the write-ahead log then lives in memory, and the file is ours until it is closed.
        execute("PRAGMA locking_mode = EXCLUSIVE");
        execute("PRAGMA journal_mode = WAL");
        execute(durability == Durability::Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        execute("PRAGMA secure_delete = ON");
        execute("PRAGMA temp_store = MEMORY");
        execute("PRAGMA cache_size = -" + std::to_string(cache_kib));
        execute("BEGIN EXCLUSIVE; COMMIT");
        // What a crash left in the log was read back, but it may never have reached the disk.
        checkpoint();
    } catch (...) {
        abandon();
        prepared_.clear();
        sqlite3_close(handle_);
        throw;
    }
}

void Database::open() {
    const bool fresh = !std::filesystem::exists(path_);
    const int code = sqlite3_open_v2(
        text::utf8_of(path_).c_str(), &handle_,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    if (code != SQLITE_OK) fail(code);
    // SQLite then opens it for reading, as if that were enough.
    if (sqlite3_db_readonly(handle_, "main") == 1) {
        throw DatabaseError(SQLITE_READONLY, capitalised(what_) + " " + text::utf8_of(path_) + " " +
                                                 explained(SQLITE_READONLY, "it may only be read"));
    }
    if (fresh) {
        // The log takes the mode of the file.
        std::error_code ignored;
        std::filesystem::permissions(
            path_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
    }
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // In the place of SQLite's own, which would make a checkpoint inside somebody's commit.
    sqlite3_wal_hook(
        handle_,
        [](void* pages, sqlite3*, const char*, int count) {
            *static_cast<int*>(pages) = count;
            return SQLITE_OK;
        },
        &log_pages_);
}

Database::~Database() {
    prepared_.clear();
    sqlite3_close(handle_);
}

void Database::abandon() {
    if (handle_ != nullptr) sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

Query Database::query(std::string_view sql) {
    auto found = prepared_.find(sql);
    if (found == prepared_.end()) {
        auto prepared = std::make_unique<Query::Prepared>();
        check(sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                 &prepared->handle, nullptr));
        found = prepared_.emplace(sql, std::move(prepared)).first;
    }
    return {*this, *found->second};
}

void Database::execute(const std::string& script) {
    check(sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t Database::integer(const std::string& sql) {
    Query::Prepared prepared;
    check(sqlite3_prepare_v3(handle_, sql.c_str(), -1, 0, &prepared.handle, nullptr));
    Query query(*this, prepared);
    if (!query.step()) fail_as_damaged("a value is missing");
    return query.integer(0);
}

void Database::checkpoint() {
    check(sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr));
    log_pages_ = 0;
}

void Database::empty_log() {
    check(sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr));
    log_pages_ = 0;
}

std::int64_t Database::changes() const {
    return sqlite3_total_changes64(handle_);
}

void Database::check(int code) const {
    if (code != SQLITE_OK) fail(code);
}

void Database::fail(int code) const {
    std::string cause = handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_);
    const int system = handle_ == nullptr ? 0 : sqlite3_system_errno(handle_);
    if (system != 0 && (primary(code) == SQLITE_IOERR || primary(code) == SQLITE_CANTOPEN))
        cause = std::system_category().message(system) + " (" + cause + ")";
    throw DatabaseError(code, capitalised(what_) + " " + text::utf8_of(path_) + " " + explained(code, cause));
}

void Database::fail_as_damaged(const std::string& detail) const {
    throw DatabaseError(
        0, capitalised(what_) + " " + text::utf8_of(path_) + " " + explained(SQLITE_CORRUPT, detail));
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        database_.run("ROLLBACK");
    } catch (const DatabaseError&) {
        // After some errors SQLite has rolled back itself.
    }
}

void Transaction::commit() {
    database_.run("COMMIT");
    open_ = false;
}

}  // namespace crosstalk::local
