// The client's copy of the world: one object, changed only by apply() and tick(), read by whoever draws or prints. No clock,
// no randomness, no I/O, no threads. What the user hopes for is pending() and changes(), an overlay, and never among the
// messages.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/model/connection.hpp"
#include "client/model/games.hpp"
#include "client/model/link_event.hpp"
#include "client/model/names.hpp"
#include "client/model/pending.hpp"
#include "client/model/room.hpp"

namespace crosstalk::model {

inline constexpr std::size_t max_invitations = 1'000;
inline constexpr std::size_t max_removals = 50;

struct Invitation {
    net::RoomSummary room;
    net::UserRef by;  // id 0: from before this connection, the server does not say by whom
};

// A room that one was put out of, or that is no more.
struct Removal {
    std::string room;  // its name
    net::RoomRemoved what;
    net::Timestamp at;
};

class Model {
  public:
    // Events in the order in which the link told them. An event that does not fit (a duplicate, a room that is
    // gone, a hole) changes nothing.
    void apply(const LinkEvent& event);
    // What lapses by itself, by this machine's clock. Worth a call at next_tick().
    void tick(net::Timestamp now);
    [[nodiscard]] std::optional<net::Timestamp> next_tick() const;

    [[nodiscard]] const Connection& connection() const { return connection_; }
    // Empty and all zero until the first Online.
    [[nodiscard]] const net::UserRef& me() const { return me_; }
    [[nodiscard]] const ServerIdentity& server() const { return server_; }
    [[nodiscard]] const net::Limits& limits() const { return limits_; }
    // One's own on the server.
    [[nodiscard]] net::Role role() const { return role_; }
    [[nodiscard]] bool server_has_owner() const { return has_owner_; }

    // The lobby first, then those with a name, by name whatever the case of its letters, then the direct ones, then by id. Pointers are valid until
    // the next apply().
    [[nodiscard]] const std::vector<net::RoomId>& rooms() const { return order_; }
    // Null if the user is not in it.
    [[nodiscard]] const Room* room(net::RoomId id) const;
    // Until when one may not write there; may be past. A mute on the server holds in every room but direct ones.
    [[nodiscard]] net::Timestamp muted_until(const Room& room) const;
    // The direct room with that user; null if there is none.
    [[nodiscard]] const Room* direct(net::UserId peer) const;
    [[nodiscard]] const std::vector<Invitation>& invitations() const { return invitations_; }
    // The newest last. Not those that one left oneself.
    [[nodiscard]] const std::deque<Removal>& removals() const { return removals_; }

    // In the order of sending, of all rooms.
    [[nodiscard]] const std::vector<PendingPost>& pending() const { return pending_; }
    [[nodiscard]] const std::vector<PendingChange>& changes() const { return changes_; }

    // In order of their ids.
    [[nodiscard]] const std::map<TransferId, Transfer>& transfers() const { return transfers_; }

    // By id. What they write stays in the rooms; whoever draws decides how to show it.
    [[nodiscard]] const std::map<net::UserId, net::UserRef>& ignored() const { return ignored_; }
    [[nodiscard]] bool is_ignored(net::UserId user) const { return ignored_.contains(user); }
    // Names oneself or everybody, and is written by somebody else whom one does not ignore.
    [[nodiscard]] bool mentions_me(const net::Message& message) const;

    // Of all rooms the user is in.
    [[nodiscard]] const Games& games() const { return games_; }

    // The newest first.
    [[nodiscard]] const std::vector<SavedServer>& saved_servers() const { return saved_servers_; }
    [[nodiscard]] const std::map<std::string, std::string>& settings() const { return settings_; }
    // The newest Trouble; empty if there was none since the last Online.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }

    // Rises with every change: what was computed from the model at an equal revision is still right.
    [[nodiscard]] std::uint64_t revision() const { return revision_; }

  private:
    void take(const Connecting&);
    void take(const Online&);
    void take(const Offline&);
    void take(const Refused&);
    void take(const Disconnected&);
    void take(const RoundTrip&);
    void take(const ServersKnown&);
    void take(const SettingsKnown&);
    void take(const Trouble&);
    void take(const IgnoredKnown&);
    void take(const RoomsListed&);
    void take(const PastForgotten&);
    void take(const RoomAdded&);
    void take(const RoomRemoved&);
    void take(const InvitationArrived&);
    void take(const StandingChanged&);
    void take(const ReadUpTo&);
    void take(const UnreadChanged&);
    void take(const RoomSynced&);
    void take(const MissedMessages&);
    void take(const Happened&);
    void take(const OlderArrived&);
    void take(const NewerArrived&);
    void take(const JumpArrived&);
    void take(const PageRefused&);
    void take(const PastLeft&);
    void take(const MembersArrived&);
    void take(const PresenceChanged&);
    void take(const ProgressChanged&);
    void take(const SpectatorsSeen&);
    void take(const TypingSeen&);
    void take(const Answered&);
    void take(const QuestionFailed&) {}
    void take(const Queued&);
    void take(const CommandQueued&);
    void take(const Submitted&);
    void take(const Acknowledged&);
    void take(const Failed&);
    void take(const Withdrawn&);
    void take(const TransfersKnown&);
    void take(const TransferChanged&);
    void take(const TransferForgotten&);

    Room* find(net::RoomId id);
    void add_room(const net::MyRoom& mine);
    void order_rooms();
    void enter(ConnectionState state);
    void lose_contact();
    void drop_arrived(const Room& room);
    void drop_confirmed_in(net::RoomId gone);
    void learn(const net::UserRef& user, net::Position as_of);
    void correct(Room& room, const net::UserRef& user);
    void learn_from(const net::Event& event);
    void learn_games(const net::Event& event);
    void learn_game(net::RoomId room, net::MessageId message, net::Sequence sequence, net::Game game);
    void spread(const net::UserRef& user);
    void take_names(Room& room, const std::vector<net::Message>& arrived, net::Position as_of);
    void hush(Room& room);

    Connection connection_;
    net::UserRef me_;
    ServerIdentity server_;
    net::Limits limits_;
    net::Role role_ = net::Role::Member;
    bool has_owner_ = true;
    std::map<net::RoomId, Room> rooms_;
    std::vector<net::RoomId> order_;
    std::vector<Invitation> invitations_;
    std::deque<Removal> removals_;
    std::vector<PendingPost> pending_;
    std::vector<PendingChange> changes_;
    std::map<TransferId, Transfer> transfers_;
    std::map<net::UserId, net::UserRef> ignored_;
    Games games_;
    Names names_;
    net::Position newest_;  // of all that was told
    std::vector<SavedServer> saved_servers_;
    std::map<std::string, std::string> settings_;
    std::string trouble_;
    std::uint64_t revision_ = 0;
};

}  // namespace crosstalk::model
