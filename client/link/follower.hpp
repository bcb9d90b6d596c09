// Keeps up with the rooms on one connection after the other: resumes, watches, closes holes, and tells every fact once and
// in order.
//
// `have` of a room is how far its facts have been told. A fact beyond have + 1 makes the room be watched again.
// With Completeness::Everything a gap that RoomState leaves is fetched from its old end, 200 places at a time, and
// RoomState is asked for again: memory stays small however long the client was away.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "client/link/pages.hpp"
#include "client/link/reading.hpp"
#include "client/link/requests.hpp"
#include "client/model/link_event.hpp"
#include "net/messages.hpp"
#include "net/transport/runtime.hpp"

namespace crosstalk::link {

enum class Completeness : std::uint8_t {
    Newest,      // a window: begins with the newest part, older pages on demand
    Everything,  // a terminal or bot: begins after what was marked as read, and misses nothing
};

// Thread: the loop's.
class Follower {
  public:
    using Tell = std::function<void(model::LinkEvent)>;
    using Send = std::function<void(const net::Resume&)>;

    Follower(Completeness completeness, Requests& requests, Reading& reading, Pages& pages,
             transport::Runtime& runtime, Tell tell);

    // Everything from now on concerns this server, of whose journal `known` was heard last; another one's rooms are
    // forgotten.
    void open(const net::Mark& known);
    // Forgets the server.
    void close();

    // After Welcome: `mark` is the server's. The rooms follow, then all is resumed, and `shared` is called once the server has
    // said whether the past is shared.
    void connected(net::Mark mark, Send send, std::function<void()> shared);
    void cut();

    // With the last part of the list calls `complete`, tells RoomsListed and sends Resume.
    std::optional<Misbehaviour> take(const net::RoomList& list, const std::function<void()>& complete);
    void take(const net::Resumed& resumed);
    void take(net::RoomState state);
    std::optional<Misbehaviour> take(net::Event event);
    std::optional<Misbehaviour> take_gap(const Request& request, net::HistoryPage page);
    std::optional<Misbehaviour> take(net::RoomAdded added);
    void take(net::RoomRemoved removed);
    void take(net::Invited invited);
    void take(net::StandingSet standing);
    void take(net::Presence presence);
    void take(const net::MemberProgress& progress);
    void take(net::TypingUsers typing);
    void take(net::Spectators spectators);
    void take(net::Unread unread);

    [[nodiscard]] bool is_in(net::RoomId room) const { return rooms_.contains(room); }
    void mark_read(net::RoomId room, const net::ReadMark& mark);

  private:
    // The part between `have` and what RoomState brings, while it is being fetched.
    struct CatchUp {
        net::Sequence target;                 // to be known when done
        net::Sequence part_end;               // the part being fetched ends before this
        std::vector<net::HistoryPage> pages;  // of this part, newest first
        model::Part part = model::Part::First;
    };
    struct Room {
        net::Sequence have;
        bool syncing = true;  // RoomState is awaited; facts are not in order until then
        std::optional<CatchUp> catch_up;
    };

    [[nodiscard]] model::RoomsListed listed_rooms() const;
    void unlist(net::RoomId room);
    void resume();
    void watch(net::RoomId id, Room& room);
    void fetch_part(net::RoomId id, Room& room);
    std::optional<Misbehaviour> take_part(net::RoomId id, Room& room, net::HistoryPage page);
    void note(const net::Mark& mark);
    void forget_past();
    [[nodiscard]] net::Sequence first_have(net::RoomId room) const;
    Room* find(net::RoomId id);

    const Completeness completeness_;
    Requests& requests_;
    Reading& reading_;
    Pages& pages_;
    transport::Runtime& runtime_;
    Tell tell_;
    Send send_;
    std::function<void()> shared_;

    net::Mark mark_;          // the newest that proves what was told
    net::Mark welcome_mark_;  // takes its place once the server has said whether the past is shared
    std::map<net::RoomId, Room> rooms_;
    std::optional<net::RoomList>
        listing_;  // parts so far; then as it stands now, until Resumed: it may have to be told again
};

}  // namespace crosstalk::link
