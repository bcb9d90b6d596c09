#include "tests/support/memory_journal.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace crosstalk::testing {

net::Mark JournalDisk::head() const {
    return entries_.empty() ? trimmed_ : net::Mark{entries_.back().position, entries_.back().id};
}

void JournalDisk::release_commits() {
    held_ = false;
    if (journal_ != nullptr && journal_->commit_due_)
        journal_->tasks_.after({}, [journal = journal_] { journal->commit(); });
}

void JournalDisk::lose_tail(std::size_t count) {
    if (open()) throw std::logic_error("a disk loses its tail while nobody looks: close the journal first");
    entries_.resize(entries_.size() - std::min(count, entries_.size()));
}

MemoryJournal::MemoryJournal(ports::Runtime& runtime, JournalDisk& disk)
    : tasks_(runtime), disk_(disk), head_(disk.head()) {
    if (disk.open()) throw std::runtime_error("another journal is open on this disk");
    disk.journal_ = this;
}

MemoryJournal::~MemoryJournal() {
    if (!writing_.empty() && disk_.in_flight_at_crash == JournalDisk::InFlight::Kept) store();
    disk_.journal_ = nullptr;
}

void MemoryJournal::append(std::vector<ports::EntryDraft> batch) {
    if (failed_ || batch.empty()) return;
    if (append_in_flight()) throw std::logic_error("append() while another append is in flight");
    net::Timestamp newest = disk_.entries_.empty() ? net::Timestamp{} : disk_.entries_.back().at;
    for (const ports::EntryDraft& draft : batch) {
        if (!draft.id) throw std::logic_error("append() of an entry without an id");
        if (draft.at < newest) throw std::logic_error("append() of an entry older than the one before it");
        newest = draft.at;
    }
    writing_ = std::move(batch);
    tasks_.after(disk_.commit_delay ? disk_.commit_delay() : net::Milliseconds{}, [this] { commit(); });
}

void MemoryJournal::commit() {
    commit_due_ = disk_.held_;
    if (commit_due_ || writing_.empty()) return;
    if (const auto fault = std::exchange(disk_.fail_next_write, std::nullopt)) {
        if (*fault == JournalDisk::InFlight::Kept) store();
        writing_.clear();
        fail("The journal could not be written: the disk failed. Check the disk, then start again.");
        return;
    }
    store();
    give();
}

void MemoryJournal::store() {
    for (ports::EntryDraft& draft : writing_) {
        const net::Mark before = disk_.head();
        disk_.entries_.push_back({before.position.next(), draft.id, before.entry, draft.at, draft.rules,
                                  std::move(draft.command)});
    }
    writing_.clear();
    awaited_ = disk_.head().position;
}

void MemoryJournal::follow(net::Position after, Follower follower) {
    if (follower_) throw std::logic_error("follow() is called once");
    follower_ = std::move(follower);
    given_ = after;
    if (failed_) {
        fail(failure_);
    } else if (after < disk_.trimmed_.position) {
        fail("The journal no longer has the entries from " + std::to_string(after.value + 1) +
             " on: they were trimmed. Restore the newest backup.");
    } else if (after > disk_.head().position) {
        fail("The journal ends at entry " + std::to_string(disk_.head().position.value) + " but entry " +
             std::to_string(after.value) + " was seen: its end was lost. Restore the newest backup.");
    } else {
        giving_ = true;
        tasks_.after({}, [this] {
            giving_ = false;
            give();
        });
    }
}

void MemoryJournal::give() {
    constexpr std::size_t chunk = 256;
    if (!follower_ || failed_ || giving_ || given_ >= disk_.head().position) return;
    const auto first =
        disk_.entries_.begin() + static_cast<std::ptrdiff_t>(given_.value - disk_.trimmed_.position.value);
    const auto count = std::min<std::ptrdiff_t>(chunk, disk_.entries_.end() - first);
    const std::vector<ports::JournalEntry> entries(first, first + count);
    given_ = entries.back().position;
    if (given_ < disk_.head().position) {
        giving_ = true;
        tasks_.after({}, [this] {
            giving_ = false;
            give();
        });
    }
    follower_->entries(entries);
}

void MemoryJournal::trim(net::Position up_to) {
    if (failed_) return;
    while (!disk_.entries_.empty() && disk_.entries_.front().position <= std::min(up_to, given_)) {
        disk_.trimmed_ = {disk_.entries_.front().position, disk_.entries_.front().id};
        disk_.entries_.pop_front();
    }
}

net::EntryId MemoryJournal::id_at(net::Position position) const {
    if (position == disk_.trimmed_.position) return disk_.trimmed_.entry;
    if (position < disk_.trimmed_.position || position > disk_.head().position) return {};
    return disk_.entries_[position.value - disk_.trimmed_.position.value - 1].id;
}

void MemoryJournal::fail(std::string reason) {
    failed_ = true;
    failure_ = std::move(reason);
    if (!follower_) return;
    tasks_.clear();
    tasks_.after({}, [this] {
        const auto failed = std::move(follower_->failed);
        failed(std::string(failure_));
    });
}

}  // namespace crosstalk::testing
