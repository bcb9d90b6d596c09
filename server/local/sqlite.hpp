// SQLite's C interface with owners, exceptions and a cache of prepared statements. One connection per file, which
// holds the file for itself: a second server on the same data folder is turned away here.
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "net/ids.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace crosstalk::local {

// what() is for people: what happened, then what to do.
class DatabaseError : public std::runtime_error {
  public:
    DatabaseError(int code, const std::string& text) : std::runtime_error(text), code_(code) {}
    // SQLite's extended result code; 0 if it was not SQLite that complained.
    [[nodiscard]] int code() const { return code_; }

  private:
    int code_;
};

class Database;

// One use of a prepared statement, from bind() to the last step(); going out of scope makes it ready for the next.
// What is bound must live until then.
class Query {
  public:
    Query(Query&& other) noexcept;
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    Query& operator=(Query&&) = delete;
    ~Query();

    // All parameters, in order: numbers, ids, enumerators, text, bytes.
    template <class... Values>
    Query& bind(const Values&... values) {
        int parameter = 0;
        (bind_at(++parameter, values), ...);
        return *this;
    }

    // True: there is a row. Throws DatabaseError.
    bool step();

    // Columns count from 0. Text and bytes are valid until the next step().
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::span<const std::uint8_t> bytes(int column) const;
    // An id, a counter, a time or an enumerator.
    template <class T>
    [[nodiscard]] T value(int column) const {
        if constexpr (requires { T{}.value; }) {
            return T{static_cast<typename T::rep>(integer(column))};
        } else {
            return static_cast<T>(integer(column));
        }
    }

  private:
    friend class Database;
    struct Prepared;
    Query(Database& database, Prepared& prepared);

    void bind_integer(int parameter, std::int64_t value);
    void bind_at(int parameter, std::string_view text);
    void bind_at(int parameter, std::span<const std::uint8_t> bytes);
    // Numbers of 64 bits without a sign keep their bits: an id above 2^63 is negative in the file.
    template <class T>
    requires std::integral<T> || std::is_enum_v<T>
    void bind_at(int parameter, T number) { bind_integer(parameter, static_cast<std::int64_t>(number)); }
    template <class Tag, class Rep>
    void bind_at(int parameter, net::Number<Tag, Rep> number) {
        bind_integer(parameter, static_cast<std::int64_t>(number.value));
    }

    Database* database_;
    Prepared* prepared_;  // null once moved from
};

// Full: a commit returns when its data is on the disk. Normal: the newest commits may be lost when the power goes,
// in order from the end.
enum class Durability : std::uint8_t { Full, Normal };

// Thread: one at a time; it has no lock of its own.
class Database {
  public:
    // Opens the file or makes it (for its owner's eyes only), write-ahead logged and exclusively. `what` names it in
    // messages, as in "the journal".
    Database(std::filesystem::path path, std::string what, Durability durability, int cache_kib);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    // Statements in constant text only; there are as many prepared ones as texts.
    [[nodiscard]] Query query(std::string_view sql);
    // One statement without rows.
    template <class... Values>
    void run(std::string_view sql, const Values&... values) {
        Query statement = query(sql);
        statement.bind(values...);
        statement.step();
    }
    // Several statements, not cached.
    void execute(const std::string& script);
    // The first column of the first row of a statement that is not cached.
    [[nodiscard]] std::int64_t integer(const std::string& sql);

    // Pages of the write-ahead log that wait to be moved into the file. Nothing moves them but checkpoint().
    [[nodiscard]] int log_pages() const { return log_pages_; }
    // Moves them; then everything committed before is on the disk, whatever the durability.
    void checkpoint();
    // The same, and nothing is left of the log: what was overwritten in the file cannot be found there any more.
    void empty_log();
    // Rows changed since the file was opened, those of virtual tables' own tables too.
    [[nodiscard]] std::int64_t changes() const;

    // After a write error: closing must not write, nor wait for the disk once more.
    void abandon();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] const std::string& what() const { return what_; }
    [[nodiscard]] sqlite3* handle() { return handle_; }
    // Throws DatabaseError unless it is SQLITE_OK.
    void check(int code) const;
    // "The journal /x/journal.db is damaged: <detail>. ..."
    [[noreturn]] void fail_as_damaged(const std::string& detail) const;

  private:
    friend class Query;
    [[noreturn]] void fail(int code) const;
    void open();

    std::filesystem::path path_;
    std::string what_;
    sqlite3* handle_ = nullptr;
    int log_pages_ = 0;
    std::map<std::string, std::unique_ptr<Query::Prepared>, std::less<>> prepared_;
};

// Everything between its making and commit() is done as a whole or not at all.
class Transaction {
  public:
    explicit Transaction(Database& database) : database_(database) { database.run("BEGIN IMMEDIATE"); }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    void commit();

  private:
    Database& database_;
    bool open_ = true;
};

}  // namespace crosstalk::local
