// The journal in one SQLite file. A batch is one transaction, synced before its entries come back.
//
// The write-ahead log is moved into the file (a checkpoint, which would make a commit wait for many milliseconds)
// when nothing was appended for a moment; only when it has grown large, right after a commit.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/local/mailbox.hpp"
#include "server/local/sqlite.hpp"
#include "server/ports/journal.hpp"

namespace crosstalk::local {

// Thread: the loop's; a thread of its own writes and reads.
class SqliteJournal final : public ports::Journal {
  public:
    // Opens the file or makes it, and checks the chain of its newest entries. Throws DatabaseError.
    SqliteJournal(const std::filesystem::path& file, Post post);
    SqliteJournal(const SqliteJournal&) = delete;
    SqliteJournal& operator=(const SqliteJournal&) = delete;
    // Waits for the commit in progress, if any; what was appended after it is dropped.
    ~SqliteJournal() override;

    // Reads everything. Throws DatabaseError that names the first entry that does not follow the one before it.
    // Blocks; before follow() and append().
    void verify();

    // For what has to be done with the file itself: runs `work` on the disk thread, between two commits, then what it
    // returns on the loop. What it throws is a failure of the journal.
    using Work = std::function<std::function<void()>(Database&)>;
    void on_disk(Work work);

    void append(std::vector<ports::EntryDraft> batch) override;
    void follow(net::Position after, Follower follower) override;
    // In steps between the commits.
    void trim(net::Position up_to) override;
    [[nodiscard]] net::Mark head() const override { return head_; }
    // Of the newest entries from memory; for an older one it waits for the commit in progress.
    [[nodiscard]] net::EntryId id_at(net::Position position) const override;

  private:
    using Entries = std::vector<ports::JournalEntry>;

    // --- the loop's
    void entries_came(const Entries& entries, net::Position stored);
    void fail(std::string reason);
    void tell_failure();
    void on_loop(std::function<void()> task);

    // --- the disk thread's
    void run();
    void store(std::shared_ptr<const Entries> entries);
    void check_start(net::Position after);
    void give_stored(net::Position after);
    void trim_step(net::Position up_to);
    void look_after_the_log(bool quiet);

    // --- before there is a disk thread
    void check_chain(net::Position from);

    Post post_;
    net::Mark head_;
    net::Mark newest_;  // the last entry of the newest batch, or head_
    net::Timestamp newest_at_;
    net::Position given_;     // the newest entry given to the follower, or where it began
    bool in_flight_ = false;  // entries up to newest_ have not all come back
    std::optional<Follower> follower_;
    std::optional<std::string> failure_;
    net::Mark trimmed_;
    std::deque<net::EntryId> recent_;  // ids of the newest entries up to given_ or head_, without gaps
    net::Position recent_end_;         // position of the last of recent_

    // One connection, used by the disk thread and, for an old id, by the loop's: never by both.
    mutable std::mutex database_mutex_;
    mutable Database database_;
    net::Position stored_;     // the disk thread's: the newest entry in the file
    net::Position passed_on_;  // the disk thread's: the newest entry handed to the loop
    bool following_ = false;   // the disk thread's

    Mailbox<std::function<void()>> jobs_;
    std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);  // posted tasks ask it
    std::thread thread_;
};

}  // namespace crosstalk::local
