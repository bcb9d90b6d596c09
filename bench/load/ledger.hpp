// Checks every delivery: each receiver must get each post of its room once, unchanged, and all receivers of a room in
// the same order, which keeps the order of each sender.
#pragma once

#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "bench/load/clock.hpp"
#include "bench/load/message_text.hpp"

namespace crosstalk::bench {

struct Faults {
    std::uint64_t lost = 0;
    std::uint64_t duplicated = 0;
    std::uint64_t disordered = 0;
    std::uint64_t altered = 0;  // not what anybody posted
    [[nodiscard]] bool any() const { return lost + duplicated + disordered + altered > 0; }
    friend bool operator==(const Faults&, const Faults&) = default;
};

// Of one room. The order that counts is the one in which posts are seen first. Thread: any one. Memory: 20 bytes per post.
class Ledger {
  public:
    Ledger(std::size_t receivers, std::size_t senders);

    // The next post of the sender, which was or will be sent at that time.
    PostKey post(Sender sender, Instant intended);

    struct Seen {
        bool is_ours = false;   // otherwise it has been counted as altered
        bool is_first = false;  // nobody has received it before
        PostKey key;
    };
    Seen delivered(Receiver receiver, std::string_view text);

    [[nodiscard]] Instant intended(const PostKey& key) const;
    [[nodiscard]] std::uint64_t posted() const { return posted_; }
    // Right ones, without duplicates.
    [[nodiscard]] std::uint64_t deliveries() const { return deliveries_; }
    // Everybody has everything that was posted so far.
    [[nodiscard]] bool is_complete() const { return deliveries_ == posted_ * progress_.size(); }
    // Counts as lost what has not been delivered yet.
    [[nodiscard]] Faults faults() const;

  private:
    struct Progress {
        std::uint32_t next = 0;           // the place in the order that is due
        std::set<std::uint32_t> missing;  // places before it that were passed over
    };
    struct Posts {
        std::vector<Instant> intended;      // by number - 1
        std::vector<std::uint32_t> places;  // the same, as far as seen by anybody
    };
    std::uint32_t place_of(const PostKey& key, bool& is_first);

    std::vector<Progress> progress_;
    std::vector<Posts> posts_;
    std::uint32_t seen_ = 0;  // length of the order
    std::uint64_t posted_ = 0;
    std::uint64_t deliveries_ = 0;
    Faults faults_;
};

// One ledger per room: receiver and sender i are in room i % rooms. What comes from another room counts as altered
// there, since nobody posted it there, and as lost where it belongs.
class Ledgers {
  public:
    Ledgers(std::size_t rooms, std::size_t receivers, std::size_t senders);

    PostKey post(Sender sender, Instant intended) { return of(sender.value).post(sender, intended); }
    Ledger::Seen delivered(Receiver receiver, std::string_view text);
    [[nodiscard]] Instant intended(const PostKey& key) const;
    // The sums of all rooms.
    [[nodiscard]] std::uint64_t posted() const;
    [[nodiscard]] std::uint64_t deliveries() const;
    [[nodiscard]] bool is_complete() const;
    [[nodiscard]] Faults faults() const;

  private:
    Ledger& of(std::uint32_t client) { return rooms_[client % rooms_.size()]; }

    std::vector<Ledger> rooms_;
};

}  // namespace crosstalk::bench
