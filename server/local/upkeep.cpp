#include "server/local/upkeep.hpp"

#include <sqlite3.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "net/codec.hpp"
#include "net/text/paths.hpp"
#include "server/local/files.hpp"
#include "server/local/sqlite_journal.hpp"
#include "server/local/view_schema.hpp"

namespace crosstalk::local {

namespace {

constexpr int cache_kib = 1024;

[[noreturn]] void fail_to_fit(const std::string& detail) {
    throw DatabaseError(0, "The archive and the journal do not belong together: " + detail +
                               " Restore both from the same backup.");
}

// A file name as SQLite's URIs have it.
std::string uri_of(const std::filesystem::path& file) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char each : text::utf8_of(file)) {
        if (each == '%' || each == '?' || each == '#') {
            const auto byte = static_cast<unsigned char>(each);
            uri += '%';
            uri += digits[byte >> 4U];
            uri += digits[byte & 15U];
        } else {
            uri += each;
        }
    }
    return uri + "?immutable=1";
}

// A file that nobody has open, read as it lies there: no log, no lock, no change.
class Copy {
  public:
    explicit Copy(const std::filesystem::path& file) : file_(file) {
        const int code = sqlite3_open_v2(
            uri_of(file).c_str(), &handle_,
            SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
        if (code != SQLITE_OK) {
            const std::string cause = sqlite3_errmsg(handle_);
            sqlite3_close(handle_);
            fail(cause);
        }
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;
    ~Copy() { sqlite3_close(handle_); }

    using Row = std::vector<std::string>;
    std::vector<Row> rows(const std::string& sql) {
        std::vector<Row> rows;
        const auto take = [](void* into, int count, char** values, char**) {
            Row row;
            for (int i = 0; i < count; ++i)
                row.emplace_back(values[i] == nullptr ? "" : values[i]);
            static_cast<std::vector<Row>*>(into)->push_back(std::move(row));
            return 0;
        };
        if (sqlite3_exec(handle_, sql.c_str(), take, &rows, nullptr) != SQLITE_OK)
            fail(sqlite3_errmsg(handle_));
        return rows;
    }
    [[noreturn]] void fail(const std::string& cause) const {
        throw DatabaseError(0, "The copy " + text::utf8_of(file_) + " is damaged: " + cause + ". Remove it.");
    }

  private:
    std::filesystem::path file_;
    sqlite3* handle_ = nullptr;
};

}  // namespace

// --- copies

void copy_database(Database& database, const std::filesystem::path& to) {
    std::filesystem::path draft = to;
    draft += ".unfinished";
    std::filesystem::remove(draft);
    try {
        // SQLite fills an empty file, and makes one that others may read if there is none.
        { const File empty(draft, File::Mode::Create); }
        database.run("VACUUM INTO ?", text::utf8_of(draft));
        sync_file(draft);
        std::filesystem::rename(draft, to);
        sync_folder_of(to);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(draft, ignored);
        throw;
    }
}

void make_journal_after(const net::Mark& mark, const std::filesystem::path& file) {
    {
        const SqliteJournal makes_its_tables(file, [](const std::function<void()>&) {});
    }
    Database journal(file, "the journal", Durability::Full, cache_kib);
    journal.run("UPDATE trimmed SET position = ?, id = ?", mark.position, mark.entry);
    journal.empty_log();
}

// --- questions

net::Mark mark_of_archive(Database& archive) {
    Query state = archive.query("SELECT position, entry FROM state");
    if (!state.step()) archive.fail_as_damaged("its state is missing");
    return {state.value<net::Position>(0), state.value<net::EntryId>(1)};
}

// Ids are in the order of time.
std::optional<net::Timestamp> oldest_message(Database& archive) {
    Query oldest = archive.query("SELECT at FROM messages ORDER BY id LIMIT 1");
    if (!oldest.step()) return std::nullopt;
    return oldest.value<net::Timestamp>(0);
}

net::Position trimmed_of_journal(Database& journal) {
    return begin_of_chain(journal).mark.position;
}

bool keep_ids(Database& journal, net::Position up_to, std::size_t entries) {
    const std::int64_t before = journal.changes();
    journal.run(
        "INSERT INTO forgotten SELECT position, id FROM entries"
        "  WHERE position > (SELECT coalesce(max(position), 0) FROM forgotten) AND position <= ?"
        "  ORDER BY position LIMIT ?",
        up_to, entries);
    return journal.changes() - before == static_cast<std::int64_t>(entries);
}

// --- checks

ChainEnd begin_of_chain(Database& journal) {
    Query trimmed = journal.query("SELECT position, id FROM trimmed");
    if (!trimmed.step()) journal.fail_as_damaged("the mark of what was trimmed is missing");
    return {{trimmed.value<net::Position>(0), trimmed.value<net::EntryId>(1)}, {}};
}

bool check_chain(Database& journal, ChainEnd& end, std::size_t entries) {
    Query query = journal.query(
        "SELECT position, id, previous, at, command FROM entries WHERE position > ? ORDER BY position LIMIT "
        "?");
    query.bind(end.mark.position, entries);
    std::size_t seen = 0;
    for (; query.step(); ++seen) {
        const ChainEnd next{{query.value<net::Position>(0), query.value<net::EntryId>(1)},
                            query.value<net::Timestamp>(3)};
        const std::string name = "entry " + std::to_string(next.mark.position.value);
        const bool follows = next.mark.position == end.mark.position.next() &&
                             query.value<net::EntryId>(2) == end.mark.entry && next.at >= end.at;
        if (!follows) {
            journal.fail_as_damaged(name + " does not follow entry " +
                                    std::to_string(end.mark.position.value));
        }
        const auto command = net::decode_command(query.bytes(4));
        if (const auto* fault = std::get_if<net::DecodeFault>(&command))
            journal.fail_as_damaged(name + " cannot be read: " + fault->reason);
        end = next;
    }
    return seen == entries;
}

void check_fit(Database& journal, const net::Mark& archive) {
    if (!archive.position) return;
    const std::string last = "the archive ends with entry " + std::to_string(archive.position.value);
    Query query = journal.query(
        "SELECT id FROM entries WHERE position = ?1 UNION ALL SELECT id FROM trimmed WHERE position = ?1");
    if (!query.bind(archive.position).step()) fail_to_fit(last + ", which the journal does not have.");
    if (query.value<net::EntryId>(0) != archive.entry)
        fail_to_fit(last + ", and the journal has another entry there.");
}

void check_pages(Database& database) {
    Query check = database.query("PRAGMA integrity_check(1)");
    if (!check.step()) database.fail_as_damaged("its check gave no answer");
    if (check.text(0) != "ok") database.fail_as_damaged(std::string(check.text(0)));
}

net::Mark check_archive_copy(const std::filesystem::path& file) {
    Copy copy(file);
    const auto application = copy.rows("PRAGMA application_id");
    if (application.size() != 1 || application[0][0] != std::to_string(view_schema.application))
        copy.fail("it is no archive");
    // Each table alone: the search index can only be asked by somebody who knows how words are found in it.
    for (const auto& table :
         copy.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")) {
        const auto result = copy.rows("PRAGMA integrity_check(" + table[0] + ")");
        if (result.empty() || result[0][0] != "ok") copy.fail(result.empty() ? "no answer" : result[0][0]);
    }
    const auto state = copy.rows("SELECT position, entry FROM state");
    if (state.size() != 1) copy.fail("its state is missing");
    return {{static_cast<std::uint64_t>(std::stoll(state[0][0]))},
            {static_cast<std::uint64_t>(std::stoll(state[0][1]))}};
}

}  // namespace crosstalk::local
