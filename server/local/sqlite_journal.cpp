#include "server/local/sqlite_journal.hpp"

#include <algorithm>
#include <chrono>
#include <span>
#include <stdexcept>
#include <utility>

#include "net/text/paths.hpp"
#include "server/local/schema.hpp"

namespace crosstalk::local {
namespace {

constexpr std::size_t recent_ids = 16'384;
constexpr std::size_t replay_entries = 256;  // given in one call
constexpr std::uint64_t trim_entries = 512;  // forgotten in one transaction
constexpr int cache_kib = 1024;

// In pages of 4 KiB. A checkpoint writes each changed page once, however often it is in the log; but the flush of a
// log that still grows costs twice as much as of one that is written over.
constexpr int log_pages_when_quiet = 256;
constexpr int log_pages_at_most = 1000;
constexpr std::chrono::milliseconds quiet{50};

void make_tables(Database& database) {
    database.execute(
        "CREATE TABLE entries("
        "  position INTEGER PRIMARY KEY, id INTEGER NOT NULL, previous INTEGER NOT NULL, at INTEGER NOT NULL,"
        "  rules INTEGER NOT NULL, command BLOB NOT NULL) STRICT;"
        // The newest entry that was forgotten.
        "CREATE TABLE trimmed(one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL,"
        "  id INTEGER NOT NULL) STRICT;"
        "INSERT INTO trimmed VALUES (1, 0, 0);");
}

// The ids of entries that were forgotten, where somebody saw to it (upkeep.hpp): they still prove a mark.
void add_forgotten(Database& database) {
    database.execute("CREATE TABLE forgotten(position INTEGER PRIMARY KEY, id INTEGER NOT NULL) STRICT");
}

// "CTJr"
const Schema schema{0x43544A72, {make_tables, add_forgotten}};

}  // namespace

SqliteJournal::SqliteJournal(const std::filesystem::path& file, Post post)
    : post_(std::move(post)), database_(file, "the journal", Durability::Full, cache_kib) {
    bring_up_to_date(database_, schema);
    {
        Query trimmed = database_.query("SELECT position, id FROM trimmed");
        if (!trimmed.step()) database_.fail_as_damaged("the mark of what was trimmed is missing");
        trimmed_ = {trimmed.value<net::Position>(0), trimmed.value<net::EntryId>(1)};
        head_ = trimmed_;
    }
    {
        Query last = database_.query("SELECT position, id, at FROM entries ORDER BY position DESC LIMIT 1");
        if (last.step()) {
            head_ = {last.value<net::Position>(0), last.value<net::EntryId>(1)};
            newest_at_ = last.value<net::Timestamp>(2);
        }
    }
    const std::uint64_t kept = head_.position.value - trimmed_.position.value;
    check_chain({head_.position.value - std::min<std::uint64_t>(kept, recent_ids)});
    newest_ = head_;
    stored_ = head_.position;
    thread_ = std::thread([this] { run(); });
}

SqliteJournal::~SqliteJournal() {
    jobs_.close();
    thread_.join();
}

// Fills recent_ too.
void SqliteJournal::check_chain(net::Position from) {
    ports::JournalEntry before;
    if (from == trimmed_.position) {
        before.position = trimmed_.position;
        before.id = trimmed_.entry;
    } else {
        Query query = database_.query("SELECT id, at FROM entries WHERE position = ?");
        if (!query.bind(from).step())
            database_.fail_as_damaged("entry " + std::to_string(from.value) + " is missing");
        before.position = from;
        before.id = query.value<net::EntryId>(0);
        before.at = query.value<net::Timestamp>(1);
    }
    recent_.clear();
    Query query = database_.query(
        "SELECT position, id, previous, at FROM entries WHERE position > ? ORDER BY position");
    query.bind(from);
    while (query.step()) {
        ports::JournalEntry entry;
        entry.position = query.value<net::Position>(0);
        entry.id = query.value<net::EntryId>(1);
        entry.previous = query.value<net::EntryId>(2);
        entry.at = query.value<net::Timestamp>(3);
        if (entry.position != before.position.next() || entry.previous != before.id || entry.at < before.at) {
            database_.fail_as_damaged("entry " + std::to_string(entry.position.value) +
                                      " does not follow entry " + std::to_string(before.position.value));
        }
        recent_.push_back(entry.id);
        if (recent_.size() > recent_ids) recent_.pop_front();
        before = entry;
    }
    recent_end_ = before.position;
    if (before.position != head_.position) database_.fail_as_damaged("its end is missing");
}

void SqliteJournal::verify() {
    const std::lock_guard lock(database_mutex_);
    Query check = database_.query("PRAGMA integrity_check(1)");
    if (!check.step()) database_.fail_as_damaged("its check gave no answer");
    if (check.text(0) != "ok") database_.fail_as_damaged(std::string(check.text(0)));
    check_chain(trimmed_.position);
}

void SqliteJournal::append(std::vector<ports::EntryDraft> batch) {
    if (failure_ || batch.empty()) return;
    if (in_flight_) throw std::logic_error("append() while another append is in flight");
    Entries entries;
    entries.reserve(batch.size());
    net::Mark newest = newest_;
    net::Timestamp newest_at = newest_at_;
    for (ports::EntryDraft& draft : batch) {
        if (!draft.id) throw std::logic_error("append() of an entry without an id");
        if (draft.at < newest_at) throw std::logic_error("append() of an entry older than the one before it");
        entries.push_back({newest.position.next(), draft.id, newest.entry, draft.at, draft.rules,
                           std::move(draft.command)});
        newest = {entries.back().position, draft.id};
        newest_at = draft.at;
    }
    newest_ = newest;
    newest_at_ = newest_at;
    in_flight_ = true;
    jobs_.push([this, batch = std::make_shared<const Entries>(std::move(entries))] { store(batch); });
}

void SqliteJournal::store(std::shared_ptr<const Entries> entries) {
    {
        const std::lock_guard lock(database_mutex_);
        Transaction transaction(database_);
        for (const ports::JournalEntry& entry : *entries) {
            database_.run("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", entry.position, entry.id,
                          entry.previous, entry.at, entry.rules, std::span(entry.command));
        }
        transaction.commit();
    }
    // Entries that nobody has asked for yet, or that older ones still go before, are read back in their turn.
    const bool in_turn = following_ && passed_on_ == stored_;
    stored_ = entries->back().position;
    if (in_turn) {
        passed_on_ = stored_;
        on_loop([this, entries = std::move(entries), stored = stored_] { entries_came(*entries, stored); });
    }
    look_after_the_log(false);
}

void SqliteJournal::follow(net::Position after, Follower follower) {
    if (follower_) throw std::logic_error("follow() is called once");
    follower_ = std::move(follower);
    given_ = after;
    if (failure_) {
        tell_failure();
        return;
    }
    jobs_.push([this, after] {
        check_start(after);
        following_ = true;
        give_stored(after);
    });
}

void SqliteJournal::check_start(net::Position after) {
    const std::lock_guard lock(database_mutex_);
    const auto trimmed = static_cast<std::uint64_t>(database_.integer("SELECT position FROM trimmed"));
    std::string text = "The journal " + text::utf8_of(database_.path());
    if (after.value < trimmed) {
        text += " begins at entry " + std::to_string(trimmed + 1) + ", but the archive ends at entry " +
                std::to_string(after.value) + ": what is between them was trimmed.";
    } else if (after > stored_) {
        text += " ends at entry " + std::to_string(stored_.value) + ", but the archive has seen entry " +
                std::to_string(after.value) + ": the journal's end was lost.";
    } else {
        return;
    }
    throw DatabaseError(0, text + " The two files do not belong together: restore both from one backup.");
}

void SqliteJournal::give_stored(net::Position after) {
    Entries entries;
    {
        const std::lock_guard lock(database_mutex_);
        Query query = database_.query(
            "SELECT position, id, previous, at, rules, command FROM entries WHERE position > ? ORDER BY "
            "position "
            "LIMIT ?");
        query.bind(after, replay_entries);
        while (query.step()) {
            const auto command = query.bytes(5);
            entries.push_back({query.value<net::Position>(0), query.value<net::EntryId>(1),
                               query.value<net::EntryId>(2), query.value<net::Timestamp>(3),
                               query.value<std::uint32_t>(4), net::Bytes(command.begin(), command.end())});
        }
    }
    passed_on_ = after;
    if (after == stored_) return;
    for (const ports::JournalEntry& entry : entries) {
        if (entry.position != passed_on_.next()) break;
        passed_on_ = entry.position;
    }
    if (entries.empty() || passed_on_ != entries.back().position)
        database_.fail_as_damaged("entry " + std::to_string(passed_on_.value + 1) + " is missing");
    on_loop([this, batch = std::make_shared<const Entries>(std::move(entries)), stored = stored_] {
        entries_came(*batch, stored);
    });
}

void SqliteJournal::entries_came(const Entries& entries, net::Position stored) {
    given_ = entries.back().position;
    for (const ports::JournalEntry& entry : entries) {
        if (entry.position <= recent_end_) continue;
        recent_.push_back(entry.id);
        recent_end_ = entry.position;
    }
    while (recent_.size() > recent_ids)
        recent_.pop_front();
    if (given_ == newest_.position) in_flight_ = false;
    // The next ones are asked for before the follower may append: they stay in order.
    if (given_ < stored) jobs_.push([this, after = given_] { give_stored(after); });
    follower_->entries(entries);
}

void SqliteJournal::trim(net::Position up_to) {
    up_to = std::min(up_to, given_);
    if (failure_ || !follower_ || up_to <= trimmed_.position) return;
    jobs_.push([this, up_to] { trim_step(up_to); });
}

void SqliteJournal::trim_step(net::Position up_to) {
    net::Mark trimmed;
    {
        const std::lock_guard lock(database_mutex_);
        const auto before = static_cast<std::uint64_t>(database_.integer("SELECT position FROM trimmed"));
        if (before >= up_to.value) return;
        trimmed.position = {std::min(before + trim_entries, up_to.value)};
        {
            Query query = database_.query("SELECT id FROM entries WHERE position = ?");
            if (!query.bind(trimmed.position).step())
                database_.fail_as_damaged("entry " + std::to_string(trimmed.position.value) + " is missing");
            trimmed.entry = query.value<net::EntryId>(0);
        }
        Transaction transaction(database_);
        database_.run("DELETE FROM entries WHERE position <= ?", trimmed.position);
        database_.run("UPDATE trimmed SET position = ?, id = ?", trimmed.position, trimmed.entry);
        transaction.commit();
    }
    on_loop([this, trimmed] {
        trimmed_ = trimmed;
        const std::uint64_t kept = recent_end_.value - trimmed.position.value;
        while (recent_.size() > kept)
            recent_.pop_front();
    });
    if (trimmed.position < up_to) jobs_.push([this, up_to] { trim_step(up_to); });
    look_after_the_log(false);
}

void SqliteJournal::on_disk(Work work) {
    if (failure_) return;
    jobs_.push([this, work = std::move(work)] {
        std::function<void()> then;
        {
            const std::lock_guard lock(database_mutex_);
            then = work(database_);
        }
        on_loop(std::move(then));
    });
}

net::EntryId SqliteJournal::id_at(net::Position position) const {
    if (position == trimmed_.position) return trimmed_.entry;
    if (position > recent_end_) return {};
    const std::uint64_t back = recent_end_.value - position.value;
    if (back < recent_.size()) return recent_[recent_.size() - 1 - back];
    if (failure_) return {};
    try {
        const std::lock_guard lock(database_mutex_);
        // Trimming may be further than the loop has heard.
        Query query = database_.query(
            "SELECT id FROM entries WHERE position = ?1 UNION ALL SELECT id FROM trimmed WHERE position = ?1"
            "  UNION ALL SELECT id FROM forgotten WHERE position = ?1");
        return query.bind(position).step() ? query.value<net::EntryId>(0) : net::EntryId{};
    } catch (const DatabaseError&) {
        // The disk thread will meet the same error and report it.
        return {};
    }
}

void SqliteJournal::on_loop(std::function<void()> task) {
    post_([this, task = std::move(task), alive = std::weak_ptr(alive_)] {
        if (!alive.expired() && !failure_) task();
    });
}

void SqliteJournal::fail(std::string reason) {
    failure_ = std::move(reason);
    if (follower_) tell_failure();
}

void SqliteJournal::tell_failure() {
    post_([this, alive = std::weak_ptr(alive_)] {
        if (alive.expired()) return;
        // The callback may destroy this journal.
        const auto failed = std::move(follower_->failed);
        failed(std::string(*failure_));
    });
}

void SqliteJournal::run() {
    try {
        while (!jobs_.closed()) {
            const bool log_is_worth_it = database_.log_pages() >= log_pages_when_quiet;
            auto jobs = jobs_.take(log_is_worth_it ? std::optional(quiet) : std::nullopt);
            if (jobs.empty()) look_after_the_log(true);
            for (const auto& job : jobs) {
                if (jobs_.closed()) break;
                job();
            }
        }
    } catch (const std::exception& error) {
        // Once and for good: a second attempt could succeed without the data being on the disk.
        database_.abandon();
        on_loop([this, reason = std::string(error.what())] { fail(reason); });
    }
}

void SqliteJournal::look_after_the_log(bool quiet_now) {
    const int worth_it = quiet_now ? log_pages_when_quiet : log_pages_at_most;
    if (database_.log_pages() < worth_it) return;
    const std::lock_guard lock(database_mutex_);
    database_.checkpoint();
}

}  // namespace crosstalk::local
