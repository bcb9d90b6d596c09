// The views that keep the contract: each can be opened, closed as by a crash, held up and broken.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "server/local/sqlite_view.hpp"
#include "tests/support/full_disk.hpp"
#include "tests/support/memory_view.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/virtual_runtime.hpp"
#include "tests/support/waiting_loop.hpp"

namespace crosstalk::testing {

class MemoryViews {
  public:
    MemoryViews() { disk_.undurable_entries = 10; }
    std::unique_ptr<ports::View> open() { return std::make_unique<MemoryView>(runtime_, disk_); }
    bool run_until(const std::function<bool()>& condition) { return loop_.run_until(condition); }
    // After a view was closed: whatever the power would have taken.
    void cut_power() { disk_.lose_suffix(disk_.undurable_entries); }
    void break_writing() { disk_.fail_next_write = true; }
    void repair() { disk_.fail_next_write = false; }

  private:
    VirtualLoop loop_;
    VirtualRuntime runtime_{loop_, 1};
    ViewDisk disk_;
};

class SqliteViews {
  public:
    std::unique_ptr<ports::View> open() {
        return std::make_unique<local::SqliteView>(folder_ / "view.db", loop_.poster());
    }
    bool run_until(const std::function<bool()>& condition) { return loop_.run_until(condition); }
    // No power is cut here: tests/local kills processes, and what the system's cache holds survives that.
    void cut_power() {}
    void break_writing() { full_.emplace(1); }
    void repair() { full_.reset(); }

  private:
    TemporaryFolder folder_;
    WaitingLoop loop_;
    std::optional<FullDisk> full_;
};

}  // namespace crosstalk::testing
