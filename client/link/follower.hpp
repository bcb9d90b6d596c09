// Keeps up with the rooms on one connection after the other: resumes, watches, closes holes, fetches pages, and
// tells every fact once and in order.
//
// `have` of a room is how far its facts have been told. A fact beyond have + 1 makes the room be watched again.
// With Completeness::Everything a gap that RoomState leaves is fetched from its old end, 200 places at a time, and
// RoomState is asked for again: memory stays small however long the client was away.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "client/link/profile.hpp"
#include "client/model/link_command.hpp"
#include "client/model/link_event.hpp"
#include "net/messages.hpp"
#include "net/transport/runtime.hpp"

namespace crosstalk::link {

enum class Completeness : std::uint8_t {
    Newest,      // a window: begins with the newest part, older pages on demand
    Everything,  // a terminal or bot: begins after what was marked as read, and misses nothing
};

// The server broke the protocol: the connection is worth nothing.
struct Misbehaviour {
    std::string what;
};

// Thread: the loop's.
class Follower {
  public:
    using Tell = std::function<void(model::LinkEvent)>;
    using Request = std::variant<net::Resume, net::Watch, net::History, net::Members>;
    using Send = std::function<void(const Request&, net::Tag)>;

    Follower(Completeness completeness, Profile& profile, transport::Runtime& runtime, Tell tell);

    // Everything from now on concerns this server; another one's rooms are forgotten.
    void open(const net::ServerKeyHash& server);

    // After Welcome: `mark` is the server's. The rooms follow, then all is resumed.
    void connected(net::Mark mark, Send send);
    void cut();
    // Forgets the server.
    void close();

    // With the last part of the list calls `complete`, tells RoomsListed and sends Resume.
    std::optional<Misbehaviour> take(const net::RoomList& list, const std::function<void()>& complete);
    std::optional<Misbehaviour> take(const net::Resumed& resumed);
    std::optional<Misbehaviour> take(net::RoomState state, net::Tag tag);
    std::optional<Misbehaviour> take(net::Event event);
    std::optional<Misbehaviour> take(net::HistoryPage page, net::Tag tag);
    void take(net::MembersPage page, net::Tag tag);
    void take(net::RoomAdded added);
    void take(const net::RoomRemoved& removed);
    void take(net::Invited invited);
    void take(net::Presence presence);
    void take(net::Unread unread);
    // True if it answers a request of this class.
    bool take(const net::Error& error, net::Tag tag);

    void load_older(const model::LoadOlder& wanted);
    void load_members(net::RoomId room);
    void mark_read(const model::MarkRead& mark);

    // Requests without an answer yet; at most max_requests.
    [[nodiscard]] std::size_t unanswered() const { return asked_.size(); }
    static constexpr std::size_t max_requests = 8;

  private:
    // The part between `have` and what RoomState brings, while it is being fetched.
    struct CatchUp {
        net::Sequence target;                 // to be known when done
        net::Sequence part_end;               // the part being fetched ends before this
        std::vector<net::HistoryPage> pages;  // of this part, newest first
    };
    struct Room {
        net::Sequence have;
        model::ReadMark read;
        bool syncing = true;  // RoomState is awaited; facts are not in order until then
        std::optional<CatchUp> catch_up;
    };

    void resume();
    void watch(net::RoomId id, Room& room);
    void ask(Request request);
    void send_waiting();
    void settle(net::Tag tag);
    // The server answers only the newest Watch of a room.
    void settle_watches(net::RoomId room);
    void fetch_part(net::RoomId id, Room& room);
    std::optional<Misbehaviour> take_part(net::RoomId id, Room& room, net::HistoryPage page);
    void note(const net::Mark& mark);
    void forget_past();
    Room* find(net::RoomId id);

    const Completeness completeness_;
    Profile& profile_;
    transport::Runtime& runtime_;
    Tell tell_;
    Send send_;
    net::ServerKeyHash server_{};
    bool is_open_ = false;

    net::Mark mark_;          // the newest that proves what was told
    net::Mark welcome_mark_;  // takes its place once the server has said whether the past is shared
    std::map<net::RoomId, Room> rooms_;
    std::map<net::RoomId, model::ReadMark> stored_;  // as in the profile

    net::RoomList listing_;  // parts so far
    std::deque<Request> waiting_;
    std::map<net::Tag, Request> asked_;
    net::Tag last_tag_;
    std::map<net::RoomId, std::size_t> members_loading_;  // how many have come
};

}  // namespace crosstalk::link
