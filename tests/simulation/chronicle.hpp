// What really happened: read from the journal's disk alone, entry by entry, by a hub of its own, and judged by laws of
// its own (laws.hpp). Everything that anybody claims is compared with it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "net/codec.hpp"
#include "server/hub/hub.hpp"
#include "tests/simulation/laws.hpp"
#include "tests/simulation/room_versions.hpp"
#include "tests/simulation/secrets.hpp"
#include "tests/simulation/verdict.hpp"
#include "tests/support/memory_journal.hpp"

namespace crosstalk::testing {

class Chronicle {
  public:
    explicit Chronicle(Verdict& verdict) : verdict_(verdict), laws_(verdict) {}

    struct Stay {
        net::Position from;
        net::Position to;  // 0: still there
    };
    struct RoomPast {
        net::EntryId made_by;
        std::vector<net::Event> facts;  // the fact of sequence n at n - 1
        RoomVersions messages;
        std::map<net::UserId, std::vector<Stay>> members;
        std::map<net::UserId, std::vector<Stay>> invited;
    };
    struct Place {
        net::RoomId room;
        net::Sequence sequence;
        net::MessageId message;
    };

    // Takes in what has become durable since.
    void read(const JournalDisk& disk);
    // The journal has lost its end: begins again with what is left of it.
    void reread(const JournalDisk& disk);

    [[nodiscard]] net::Position position() const { return hub_.state().mark.position; }
    [[nodiscard]] const hub::Hub& hub() const { return hub_; }
    [[nodiscard]] const Laws& laws() const { return laws_; }
    [[nodiscard]] const RoomPast* room(net::RoomId id) const;
    [[nodiscard]] const std::map<net::RoomId, RoomPast>& rooms() const { return rooms_; }
    [[nodiscard]] bool was_member(net::RoomId room, net::UserId user, net::Position at) const;
    // Where the stay that covers `at` began; 0: in the lobby, or there is none.
    [[nodiscard]] net::Position member_since(net::RoomId room, net::UserId user, net::Position at) const;
    [[nodiscard]] bool was_invited(net::RoomId room, net::UserId user, net::Position at) const;
    // All sessions of the user (or of the device) that were there were ended by an entry in (after, up_to).
    [[nodiscard]] bool was_ended(net::UserId user, net::DeviceId device, net::Position after,
                                 net::Position up_to) const;
    [[nodiscard]] std::optional<Place> place_of(const Token& token) const;
    // The newest place that was taken in the room by then.
    [[nodiscard]] net::Sequence head(net::RoomId room, net::Position at) const;
    // The answer that the log itself gives: of the first entry with that number.
    [[nodiscard]] const net::Outcome* outcome_of(const net::Origin& origin) const;
    // The newest number carried out of that run; 0: none.
    [[nodiscard]] net::CommandNumber newest_of(net::DeviceId device, net::RunId run) const;
    // Whether somebody with that device was ever entitled to it.
    [[nodiscard]] bool may_know(const Secret& secret, const net::DeviceKey& device) const;
    // Messages of the room from `from` to `to`, both included, as they were at that place of the order and as the
    // reader is shown them.
    [[nodiscard]] std::vector<net::Message> messages(net::RoomId room, net::Sequence from, net::Sequence to,
                                                     net::Position at, net::UserId reader) const;

  private:
    using RunKey = std::pair<net::DeviceId, net::RunId>;
    struct Ended {
        net::Position at;
        net::UserId user;
        net::DeviceId device;  // 0: all of the user
    };
    // Who may know what is said and shown in a room.
    struct Circle {
        std::set<net::DeviceKey> devices;  // of those who were ever let in or asked in
        bool was_public = false;
    };

    void take(const ports::JournalEntry& entry);
    void take(const net::Event& fact, const net::LoggedCommand& logged);
    void note_members(const hub::Change& change, net::Position at);
    void note_circle(const hub::Change& change);
    void note_known(std::set<net::DeviceKey>& devices, net::UserId user) const;

    Verdict& verdict_;
    hub::Hub hub_;
    Laws laws_;
    net::EntryId newest_entry_;
    std::map<net::RoomId, RoomPast> rooms_;
    std::map<Token, Place> posts_;
    std::map<std::pair<std::uint64_t, net::RoomId>, std::pair<RunKey, net::CommandNumber>> newest_post_;
    std::map<RunKey, std::map<net::CommandNumber, net::Outcome>> outcomes_;
    std::vector<Ended> ended_;
    // Never forgotten, also when the journal loses its end.
    std::map<net::EntryId, Circle> circles_;
    std::set<net::DeviceKey> overseers_;  // of those who were ever admins of the server
};

}  // namespace crosstalk::testing
