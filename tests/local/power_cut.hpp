// SQLite's way to the disk with a power cut in it: at a chosen operation everything that was written since its
// file's last sync is lost, kept or torn, block by block, by chance.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <utility>

struct sqlite3_vfs;

namespace crosstalk::testing {

// While it lives, every database of this process is opened through it. One at a time; any thread.
class PowerCut {
  public:
    explicit PowerCut(std::uint64_t seed);
    PowerCut(const PowerCut&) = delete;
    PowerCut& operator=(const PowerCut&) = delete;
    ~PowerCut();

    // The power goes at the so-manyth write or sync from now. The process goes on, as if on a mirror of the disk.
    void cut_after(std::uint64_t operations);
    // The power goes now.
    void cut();
    // The next sync answers that it failed, and has not reached the disk.
    void fail_next_sync();
    [[nodiscard]] bool happened() const;
    // What is found when the power is back, as files in the folder.
    void restore_to(const std::filesystem::path& folder);

    // For the functions that SQLite calls; all but opened() with the lock held.
    void opened(const std::string& path);
    void before_write();
    [[nodiscard]] bool sync_fails() { return std::exchange(next_sync_fails_, false); }
    void synced(const std::string& path);
    [[nodiscard]] std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex_); }

  private:
    void take_what_is_left();
    std::string torn(const std::string& durable, const std::string& current);

    mutable std::mutex mutex_;
    std::mt19937_64 random_;
    std::optional<std::uint64_t> operations_left_;
    bool happened_ = false;
    bool next_sync_fails_ = false;
    std::map<std::string, std::string> durable_;  // path -> content at its last sync
    std::map<std::string, std::string> left_;     // after the cut
    sqlite3_vfs* before_;                         // the default one, which does the work
    struct Vfs;
    std::unique_ptr<Vfs> vfs_;
};

}  // namespace crosstalk::testing
