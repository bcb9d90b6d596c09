// The client's copy of the world: plain data that windows and terminals read, changed by apply() alone.
// No I/O, no clock, no thread of its own: whoever owns it drains the link's inbox into it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "client/model/connection.hpp"
#include "client/model/link_event.hpp"
#include "client/model/pending.hpp"
#include "client/model/room.hpp"

namespace crosstalk::model {

struct Invitation {
    net::RoomSummary room;
    net::UserRef by;  // id 0: from before this connection, the server does not say by whom
};

class Model {
  public:
    // Events in the order in which the link told them. An event that does not fit (a duplicate, a room that is
    // gone, a hole) changes nothing.
    void apply(const LinkEvent& event);

    [[nodiscard]] const Connection& connection() const { return connection_; }
    // Empty and all zero until the first Online.
    [[nodiscard]] const net::UserRef& me() const { return me_; }
    [[nodiscard]] const ServerIdentity& server() const { return server_; }
    [[nodiscard]] const net::Limits& limits() const { return limits_; }

    // The lobby first, then by name as bytes, then by id. Pointers are valid until the next apply().
    [[nodiscard]] const std::vector<net::RoomId>& rooms() const { return order_; }
    // Null if the user is not in it.
    [[nodiscard]] const Room* room(net::RoomId id) const;
    [[nodiscard]] const std::vector<Invitation>& invitations() const { return invitations_; }

    // In the order of sending, of all rooms.
    [[nodiscard]] const std::vector<PendingPost>& pending() const { return pending_; }
    // The newest first.
    [[nodiscard]] const std::vector<SavedServer>& saved_servers() const { return saved_servers_; }
    [[nodiscard]] const std::map<std::string, std::string>& settings() const { return settings_; }
    // The newest Trouble; empty if there was none since the last Online.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }

    // Rises with every apply(): what was computed from the model at an equal revision is still right.
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
    void take(const ReadUpTo&);
    void take(const RoomsListed&);
    void take(const PastForgotten&);
    void take(const RoomAdded&);
    void take(const RoomRemoved&);
    void take(const InvitationArrived&);
    void take(const RoomSynced&);
    void take(const MissedMessages&);
    void take(const Happened&);
    void take(const OlderArrived&);
    void take(const OlderRefused&);
    void take(const MembersArrived&);
    void take(const PresenceChanged&);
    void take(const UnreadChanged&);
    void take(const Queued&);
    void take(const Submitted&);
    void take(const Acknowledged&);
    void take(const Failed&);
    void take(const Withdrawn&);

    Room* find(net::RoomId id);
    Room& add_room(const ListedRoom& listed);
    void order_rooms();
    void enter(ConnectionState state);
    void lose_contact();
    PendingPost* find_pending(const std::string& ref);
    void drop_arrived(const Room& room);

    Connection connection_;
    net::UserRef me_;
    ServerIdentity server_;
    net::Limits limits_;
    std::map<net::RoomId, Room> rooms_;
    std::vector<net::RoomId> order_;
    std::vector<Invitation> invitations_;
    std::vector<PendingPost> pending_;
    std::vector<SavedServer> saved_servers_;
    std::map<std::string, std::string> settings_;
    std::string trouble_;
    std::uint64_t revision_ = 0;
};

}  // namespace crosstalk::model
