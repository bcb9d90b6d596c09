// The bare baseline's disk: SQLite in WAL mode with synchronous=FULL, one transaction per batch.
#pragma once

#include <sqlite3.h>

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace crosstalk::bench {

using Batch = std::vector<std::string>;

// Thread: any one. Blocks until the batch is on the disk; throws when that fails.
class DurableLog {
  public:
    explicit DurableLog(const std::filesystem::path& file);
    void append(const Batch& batch);

  private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close(database); }
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    void run(const char* sql);

    std::unique_ptr<sqlite3, Close> database_;
    std::unique_ptr<sqlite3_stmt, Close> insert_;
};

// Appends on a thread of its own, so that the loop can deliver the last batch while the next one is flushed. On one
// core that costs more than it gains: batches get smaller, and the two threads take turns.
// Thread: the loop's.
class Committer {
  public:
    explicit Committer(const std::filesystem::path& file);
    ~Committer();
    Committer(const Committer&) = delete;
    Committer& operator=(const Committer&) = delete;

    // Becomes readable when a commit is done.
    [[nodiscard]] int descriptor() const { return done_; }
    // One batch at a time.
    void begin(Batch batch);
    // After descriptor() became readable: whether the batch is durable. Throws what went wrong.
    [[nodiscard]] bool finish();

  private:
    void work();

    DurableLog log_;
    int done_;
    // The mutex guards what the two threads share; the condition wakes the committer.
    std::mutex mutex_;
    std::condition_variable wake_;
    Batch batch_;
    std::string failure_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace crosstalk::bench
