// The server's machine: disks that stay, and a process that starts, stops, fails and dies.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "server/runtime/node.hpp"
#include "tests/simulation/chance.hpp"
#include "tests/simulation/network.hpp"
#include "tests/simulation/verdict.hpp"
#include "tests/support/memory_blobs.hpp"
#include "tests/support/memory_bus.hpp"
#include "tests/support/memory_journal.hpp"
#include "tests/support/memory_view.hpp"

namespace crosstalk::testing {

class Machine {
  public:
    Machine(VirtualLoop& loop, Network& network, Verdict& verdict, server::NodeOptions options,
            std::uint64_t seed);
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;
    ~Machine();

    void start();
    // Says goodbye, finishes what was begun, ends.
    void stop();
    // Killed between two tasks; the archive may lose its newest entries.
    void crash(std::size_t archive_loses);
    // A copy of both disks is laid aside, or comes back. Only while it is down.
    void back_up();
    [[nodiscard]] bool has_backup() const { return backup_.has_value(); }
    void restore();
    // The newest entries were never written, though the disk said so. Answers how many; the archive loses them too.
    std::size_t lose_tail(std::size_t entries);

    [[nodiscard]] bool is_up() const { return process_ != nullptr; }
    // nullptr while it is down.
    [[nodiscard]] server::Node* node() { return process_ ? &process_->node : nullptr; }
    [[nodiscard]] net::Position applied() const;
    void step_clock(net::Milliseconds by);

    JournalDisk journal;
    ViewDisk view;
    BusFaults bus;
    BlobDisk blobs;

  private:
    struct Process {
        explicit Process(Machine& machine);
        VirtualRuntime runtime;
        MemoryJournal journal;
        MemoryView view;
        MemoryBus bus;
        MemoryBlobs blobs;
        server::Node node;
    };
    struct Disks {
        JournalDisk journal;
        ViewDisk view;
        BlobDisk blobs;
    };

    void end();

    VirtualLoop& loop_;
    Network& network_;
    Verdict& verdict_;
    server::NodeOptions options_;
    Chance chance_;
    std::unique_ptr<Process> process_;
    std::optional<Disks> backup_;
    std::uint64_t processes_ = 0;
};

}  // namespace crosstalk::testing
