// The journal's twin in memory. What it has stored lies in a JournalDisk, which outlives it: a simulation
// destroys the journal (the process died) and opens another one on the same disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/local/scheduled_tasks.hpp"
#include "server/ports/journal.hpp"

namespace crosstalk::testing {

class MemoryJournal;

// The disk and its moods. Change them at any time; they hold from the next write on.
class JournalDisk {
  public:
    // What became of an append in flight when the journal is destroyed or its write fails.
    enum class InFlight : std::uint8_t { Lost, Kept };

    // How long a commit takes. Empty: it is done in the next task.
    std::function<net::Milliseconds()> commit_delay;
    InFlight in_flight_at_crash = InFlight::Lost;
    // The next commit fails, and the journal with it; its batch is found after reopening, or it is not.
    std::optional<InFlight> fail_next_write;

    // No commit finishes until release().
    void hold_commits() { held_ = true; }
    void release_commits();

    // A disk that lied: its newest entries were never written. Only while no journal is open.
    void lose_tail(std::size_t count);

    [[nodiscard]] const std::deque<ports::JournalEntry>& entries() const { return entries_; }
    // The newest entry that is stored, kept or forgotten; 0, 0 if there never was one.
    [[nodiscard]] net::Mark head() const;
    // The newest entry that trim() has forgotten.
    [[nodiscard]] net::Mark trimmed() const { return trimmed_; }
    [[nodiscard]] bool open() const { return journal_ != nullptr; }

  private:
    friend class MemoryJournal;
    std::deque<ports::JournalEntry> entries_;  // ascending, without gaps, the first one after trimmed_
    net::Mark trimmed_;
    bool held_ = false;
    MemoryJournal* journal_ = nullptr;  // the open one
};

class MemoryJournal final : public ports::Journal {
  public:
    // Throws when another journal is open on the disk. Runtime and disk must outlive it.
    MemoryJournal(ports::Runtime& runtime, JournalDisk& disk);
    MemoryJournal(const MemoryJournal&) = delete;
    MemoryJournal& operator=(const MemoryJournal&) = delete;
    ~MemoryJournal() override;

    void append(std::vector<ports::EntryDraft> batch) override;
    void follow(net::Position after, Follower follower) override;
    void trim(net::Position up_to) override;
    [[nodiscard]] net::Mark head() const override { return head_; }
    [[nodiscard]] net::EntryId id_at(net::Position position) const override;

    [[nodiscard]] bool append_in_flight() const { return !writing_.empty() || given_ < awaited_; }

  private:
    friend class JournalDisk;
    void commit();
    void store();
    void give();
    void fail(std::string reason);

    local::ScheduledTasks tasks_;
    JournalDisk& disk_;
    const net::Mark head_;
    std::vector<ports::EntryDraft> writing_;
    bool commit_due_ = false;  // done but for disk_.held_
    std::optional<Follower> follower_;
    net::Position given_;    // the newest entry given to the follower, or where it began
    net::Position awaited_;  // the last entry of the newest batch that was stored since opening
    bool giving_ = false;    // a give() is scheduled
    bool failed_ = false;
    std::string failure_;
};

}  // namespace crosstalk::testing
