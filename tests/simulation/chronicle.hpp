// What really happened: read from the journal's disk alone, entry by entry, by a hub of its own. Everything that
// anybody claims is compared with it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "net/codec.hpp"
#include "server/hub/hub.hpp"
#include "tests/simulation/verdict.hpp"
#include "tests/support/memory_journal.hpp"

namespace crosstalk::testing {

// A post's name for itself, unique in a run: its author's client and a number that rises in the order of writing.
struct Token {
    std::uint64_t client = 0;
    std::uint64_t number = 0;
    auto operator<=>(const Token&) const = default;
};
// "c3.17 ..." and back; nothing for other texts.
std::string spelled(const Token& token);
std::optional<Token> token_of(const std::string& text);

// Marks what is said in a private room, and its name, with the entry that made the room: that one is never reused,
// whatever is lost.
std::string secret_of(net::EntryId made_by);
// All the entries named so in these bytes.
std::vector<net::EntryId> secrets_in(std::span<const std::uint8_t> bytes);

class Chronicle {
  public:
    explicit Chronicle(Verdict& verdict) : verdict_(verdict) {}

    struct Stay {
        net::Position from;
        net::Position to;  // 0: still there
    };
    struct RoomPast {
        net::EntryId made_by;
        std::vector<net::Event> facts;  // the fact of sequence n at n - 1
        std::vector<net::Message> messages;
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
    [[nodiscard]] const RoomPast* room(net::RoomId id) const;
    [[nodiscard]] bool was_member(net::RoomId room, net::UserId user, net::Position at) const;
    [[nodiscard]] bool was_invited(net::RoomId room, net::UserId user, net::Position at) const;
    [[nodiscard]] std::optional<Place> place_of(const Token& token) const;
    // The answer that the log itself gives: of the first entry with that number.
    [[nodiscard]] const net::Outcome* outcome_of(const net::Origin& origin) const;
    // The newest number carried out of that run; 0: none.
    [[nodiscard]] net::CommandNumber newest_of(net::DeviceId device, net::RunId run) const;
    // Whoever was ever let into the room that this entry made, or asked in; by device.
    [[nodiscard]] bool may_know(net::EntryId room_made_by, const net::DeviceKey& device) const;
    // Messages of the room from `from` to `to`, both included.
    [[nodiscard]] std::vector<net::Message> messages(net::RoomId room, net::Sequence from,
                                                     net::Sequence to) const;

  private:
    using RunKey = std::pair<net::DeviceId, net::RunId>;

    void take(const ports::JournalEntry& entry);
    void take(const net::Event& fact, const net::LoggedCommand& logged);
    void note_members(const hub::Change& change, net::Position at);
    void note_known(net::EntryId made_by, net::UserId user);

    Verdict& verdict_;
    hub::Hub hub_;
    net::EntryId newest_entry_;
    std::map<net::RoomId, RoomPast> rooms_;
    std::map<Token, Place> posts_;
    std::map<std::pair<std::uint64_t, net::RoomId>, std::pair<RunKey, net::CommandNumber>> newest_post_;
    std::map<RunKey, std::map<net::CommandNumber, net::Outcome>> outcomes_;
    // Never forgotten, also when the journal loses its end.
    std::map<net::EntryId, std::set<net::DeviceKey>> known_by_;
};

}  // namespace crosstalk::testing
