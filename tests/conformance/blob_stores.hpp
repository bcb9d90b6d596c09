// The blob stores that keep the contract: each can be opened, closed as by a crash, filled and made older.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "server/local/disk_blobs.hpp"
#include "tests/support/full_disk.hpp"
#include "tests/support/memory_blobs.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/virtual_runtime.hpp"
#include "tests/support/waiting_loop.hpp"

namespace crosstalk::testing {

class MemoryBlobStores {
  public:
    std::unique_ptr<ports::Blobs> open() { return std::make_unique<MemoryBlobs>(runtime_, disk_); }
    bool run_until(const std::function<bool()>& condition) { return loop_.run_until(condition); }
    void pass(net::Milliseconds span) { loop_.advance(span); }
    void fill() { disk_.space_left = 1; }
    void make_room() { disk_.space_left.reset(); }

  private:
    VirtualLoop loop_;
    VirtualRuntime runtime_{loop_, 1};
    BlobDisk disk_;
};

class DiskBlobStores {
  public:
    std::unique_ptr<ports::Blobs> open() {
        return std::make_unique<local::DiskBlobs>(folder_ / "files", runtime_, loop_.poster(),
                                                  local::FreeSpaceFloor{0, 0});
    }
    bool run_until(const std::function<bool()>& condition) { return loop_.run_until(condition); }
    void pass(net::Milliseconds span) { clock_.advance(span); }
    void fill() { full_.emplace(1); }
    void make_room() { full_.reset(); }

  private:
    TemporaryFolder folder_;
    VirtualLoop clock_;
    VirtualRuntime runtime_{clock_, 1};
    WaitingLoop loop_;
    std::optional<FullDisk> full_;
};

}  // namespace crosstalk::testing
