// What is gone from the archive but still lies in its file: messages of purged and dissolved rooms, words of deleted ones in
// the index, and what SQLite leaves lying about (wiping.hpp). It is taken out in small steps, so that a million messages
// keep nobody waiting.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

#include "net/ids.hpp"
#include "server/local/sqlite.hpp"

namespace crosstalk::local {

// The file must overwrite what it frees (PRAGMA secure_delete). Thread: one at a time. Everything throws DatabaseError.
class Removal {
  public:
    using Clock = std::chrono::steady_clock;

    explicit Removal(Database& database) : database_(database) {}
    // What an earlier process did not finish. Once, when the tables are there.
    void load();

    // --- inside the transaction that takes something away

    // Messages of the room up to there.
    void remove(net::RoomId room, net::Sequence through);
    void remove_room(net::RoomId room);
    // Something was taken out of the index, whose words lie there until it is merged.
    void index_is_stale();

    // Messages of the room up to there are in no answer.
    [[nodiscard]] net::Sequence gone_through(net::RoomId room) const;

    // --- between transactions

    // When the next step is to be made; nothing: there is nothing to do. What single messages leave in the index waits,
    // so that they do not cost more than a hundredth of the time.
    [[nodiscard]] std::optional<Clock::time_point> due() const;
    // What is waiting is due now.
    void hurry() { hurried_ = !is_done(); }
    // Some milliseconds.
    void step();
    [[nodiscard]] bool is_done() const { return rooms_.empty() && !stale_ && task_ == Task::None; }

  private:
    // What is under way, one after the other.
    enum class Task : std::uint8_t { None, Merge, Wipe };

    void remove_some(net::RoomId room, net::Sequence through);
    void begin_merge();
    void go_on_merging();
    void wipe();

    Database& database_;
    std::map<net::RoomId, net::Sequence> rooms_;  // as the table `removals`
    bool stale_ = false;                          // since the task began, or none is under way
    Task task_ = Task::None;
    std::int64_t page_ = 0;  // to be wiped next
    bool hurried_ = false;   // until the next merge begins
    Clock::time_point merge_due_;
    Clock::duration cost_{};  // of merge and wipe, so far
};

}  // namespace crosstalk::local
