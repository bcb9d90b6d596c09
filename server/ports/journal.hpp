// Port: the one totally ordered, durable log of commands.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "net/events.hpp"
#include "net/ids.hpp"

namespace crosstalk::ports {

// What a writer offers; the journal gives it its position and its predecessor's id.
struct EntryDraft {
    net::EntryId id;    // random, not 0
    net::Timestamp at;  // never before the entry before it
    std::uint32_t rules = 1;
    net::Bytes command;  // net::encode_command
};

struct JournalEntry {
    net::Position position;
    net::EntryId id;
    net::EntryId previous;  // 0 for position 1
    net::Timestamp at;
    std::uint32_t rules = 1;
    net::Bytes command;
    friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

// Contract, kept by every implementation and checked by the conformance suite. Thread: the loop's; calls back
// on it.
// - Positions are 1, 2, 3, ... without gaps; entries are never changed; each names its predecessor's id.
// - append() takes a batch; all or nothing of it becomes durable. At most one append may be in flight: the
//   next one only after every entry of the last came back through follow(). There is no other sign of
//   success.
// - follow() gives every kept entry after `after` in order, exactly once, first those stored, then live;
//   never inside a call to append() or follow(). Called once. An `after` below the trimmed part or beyond
//   head() is a failure.
// - An entry comes back only when it is durable: a crash at any later moment does not take it away.
// - After a write error the journal fails once, for good: nothing further is given, appended or retried.
// - trim() may forget entries up to and including a position; the id of the last forgotten one stays known.
// - Destroying a journal with an append in flight is allowed: the batch is there after reopening, or it is
//   not.
class Journal {
  public:
    struct Follower {
        std::function<void(std::span<const JournalEntry>)> entries;  // valid during the call
        std::function<void(std::string reason)> failed;              // for people; the last call
    };

    virtual ~Journal() = default;

    virtual void append(std::vector<EntryDraft> batch) = 0;
    virtual void follow(net::Position after, Follower follower) = 0;
    virtual void trim(net::Position up_to) = 0;

    // The newest durable entry when the journal was opened; 0, 0 if there was none.
    [[nodiscard]] virtual net::Mark head() const = 0;
    // The id of an entry that is kept, or of the last trimmed one; 0 if unknown.
    [[nodiscard]] virtual net::EntryId id_at(net::Position position) const = 0;
};

}  // namespace crosstalk::ports
