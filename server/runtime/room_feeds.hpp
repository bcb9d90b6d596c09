// What one session is shown of the rooms it watches: live facts while it keeps up, the archive when it is new or
// has fallen behind, and never a gap between the two.
//
//   Behind --ask--> Asking --answer--> Live        Live --queue over the soft limit--> Behind
//
// While the archive is being asked, live facts of that room are held back; its answer says how far it reached, and
// what was held beyond that follows. So joining, resuming and catching up are one piece of code.
#pragma once

#include <deque>
#include <map>
#include <vector>

#include "net/frame.hpp"
#include "net/messages.hpp"
#include "net/transport/channel.hpp"
#include "server/ports/view.hpp"

namespace crosstalk::server {

// Some facts of one room in a row, encoded once for all who watch it.
struct Delivery {
    net::RoomId room;
    net::Sequence first;
    net::Sequence last;
    net::SharedFrame frames;
};

// Thread: the loop's.
class RoomFeeds {
  public:
    // Starts a query of the archive whose answer comes back through answered(), unless the session is gone by then.
    using Ask = std::function<void(const ports::RowsAbove&, std::uint64_t generation)>;

    // What the user is told of a room that it is in; its counts are put right by the archive's.
    using Describe = std::function<net::MyRoom(net::RoomId)>;

    RoomFeeds(transport::Channel& channel, std::size_t soft_bytes, std::size_t history, Ask ask,
              Describe describe);

    // Also for a room that is watched already: begins again from `have`.
    void watch(net::RoomId room, net::Sequence have, net::Tag tag);
    void unwatch(net::RoomId room);
    [[nodiscard]] bool watches(net::RoomId room) const { return feeds_.contains(room); }
    [[nodiscard]] std::vector<net::RoomId> rooms() const;

    // Only for watched rooms, in order of sequence.
    void deliver(const Delivery& delivery);
    // True: the peer has been sent the room's state.
    bool answered(net::RoomId room, std::uint64_t generation, ports::Rows rows);

    // The queue is over the soft limit: that fact and what came after it in the room were taken back from it.
    void taken_back(net::RoomId room, net::Sequence first);
    // Whether the peer reads too slowly for anything that can be had later.
    [[nodiscard]] bool is_clogged() const { return channel_.queued_bytes() > soft_bytes_; }
    // There is room again.
    void resume();
    // Some room waits for resume().
    [[nodiscard]] bool is_behind() const { return !behind_.empty(); }

  private:
    enum class Mode : std::uint8_t { Behind, Asking, Live };

    struct Feed {
        Mode mode = Mode::Behind;
        net::Sequence through;         // the peer was sent everything up to here
        net::Tag tag;                  // of the Watch that waits for its RoomState
        std::uint64_t generation = 0;  // of the newest question; answers to older ones are dropped
        std::vector<Delivery> held;
        std::size_t held_bytes = 0;
        bool held_too_much = false;  // ask again instead of sending what was held
    };

    void fall_behind(net::RoomId room, Feed& feed);
    void send_state(Feed& feed, ports::Rows rows);

    transport::Channel& channel_;
    std::size_t soft_bytes_;
    std::size_t history_;
    Ask ask_;
    Describe describe_;
    std::map<net::RoomId, Feed> feeds_;
    std::deque<net::RoomId> behind_;  // waiting to be asked for, the longest waiting first; each room once
    std::size_t questions_ = 0;       // in flight
    std::uint64_t next_generation_ = 1;
};

}  // namespace crosstalk::server
