// The journals that keep the contract: each can be opened, closed as by a crash, and broken.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "server/local/sqlite_journal.hpp"
#include "tests/support/full_disk.hpp"
#include "tests/support/memory_journal.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/virtual_runtime.hpp"
#include "tests/support/waiting_loop.hpp"

namespace crosstalk::testing {

class MemoryJournals {
  public:
    std::unique_ptr<ports::Journal> open() { return std::make_unique<MemoryJournal>(runtime_, disk_); }
    bool run_until(const std::function<bool()>& condition) { return loop_.run_until(condition); }
    void break_writing() { disk_.fail_next_write = JournalDisk::InFlight::Lost; }
    void repair() { disk_.fail_next_write.reset(); }

  private:
    VirtualLoop loop_;
    VirtualRuntime runtime_{loop_, 1};
    JournalDisk disk_;
};

class SqliteJournals {
  public:
    std::unique_ptr<ports::Journal> open() {
        return std::make_unique<local::SqliteJournal>(folder_ / "journal.db", loop_.poster());
    }
    bool run_until(const std::function<bool()>& condition) { return loop_.run_until(condition); }
    void break_writing() { full_.emplace(1); }
    void repair() { full_.reset(); }

  private:
    TemporaryFolder folder_;
    WaitingLoop loop_;
    std::optional<FullDisk> full_;
};

}  // namespace crosstalk::testing
