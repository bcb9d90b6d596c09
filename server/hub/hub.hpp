// The server's state and the one function that changes it. Pure: the same entries give the same state, the
// same facts and the same answers, on every machine, live or replayed. No clock, no randomness, no I/O, no
// threads.
//
// Effects name facts and who must hear of them; delivering is not the hub's business. It holds no message
// bodies.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "net/commands.hpp"
#include "net/messages.hpp"
#include "server/hub/changes.hpp"
#include "server/hub/state.hpp"

namespace crosstalk::hub {

// What the journal knows of the entry being applied.
struct Stamp {
    net::Mark mark;
    net::Timestamp at;
    std::uint32_t rules = 1;
};

// For all sessions of one user, whatever they watch.
struct Notice {
    net::UserId user;
    std::variant<net::RoomAdded, net::RoomRemoved, net::Invited, net::StandingSet> what;
    friend bool operator==(const Notice&, const Notice&) = default;
};

enum class WhyEnded : std::uint8_t { Kicked, Banned, DeviceRemoved };

// Sessions that end with this entry.
struct EndedSessions {
    net::UserId user;
    net::DeviceId device;  // 0: all of the user
    WhyEnded why{};
    net::UserRef by;
    std::string reason;
    net::Timestamp until;  // with Banned
    friend bool operator==(const EndedSessions&, const EndedSessions&) = default;
};

struct Effects {
    net::Outcome outcome;           // the answer to the origin
    bool repeated = false;          // the number was answered before: nothing changed
    std::vector<net::Event> facts;  // for those who watch the room and are members of it after the entry
    std::vector<Notice> notices;
    std::vector<EndedSessions> ended;  // after facts and notices
    std::vector<Change> changes;       // for the view
};

class Hub {
  public:
    Hub() = default;
    // Equal to the hub that made the snapshot.
    explicit Hub(const Snapshot& snapshot);

    // Entries in order of position, none twice.
    Effects apply(const Stamp& stamp, const net::LoggedCommand& logged);

    // The answer that apply() would give at `now` without changing anything: one given before, or a refusal. Nothing
    // if the command must be appended. Use it only while nothing of that device is in flight.
    [[nodiscard]] std::optional<net::Outcome> foresee(const net::LoggedCommand& logged,
                                                      net::Timestamp now) const;

    [[nodiscard]] const State& state() const { return state_; }
    [[nodiscard]] Snapshot snapshot() const;

  private:
    State state_;
};

}  // namespace crosstalk::hub
