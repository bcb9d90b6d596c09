// How far the user has read in each room, and how far this device has got: merges what the server, the profile and this run
// know, stores what was read here, and tells the server of both without flooding it.
//
// A mark never goes back. What counts as read is the further of the server's word and ours; what the profile keeps is what
// this profile's user was shown, for the restart of a client that wants to miss nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "client/link/profile.hpp"
#include "client/model/link_event.hpp"
#include "net/messages.hpp"
#include "net/transport/runtime.hpp"

namespace crosstalk::link {

// Thread: the loop's.
class Reading {
  public:
    using Tell = std::function<void(model::LinkEvent)>;
    // What belongs together, once in a while.
    using Send = std::function<void(const std::vector<net::Progress>&)>;

    static constexpr std::int64_t read_interval_ms = 250;
    static constexpr std::int64_t delivered_interval_ms = 1'000;
    // Of larger rooms, and of public ones, nobody is told who has got what.
    static constexpr std::uint32_t most_members_told = 50;

    Reading(Profile& profile, transport::Runtime& runtime, Tell tell);
    ~Reading();
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    // Everything from now on concerns this server. Returns the newest mark of its journal that the profile has.
    net::Mark open(const net::ServerKeyHash& server);
    void close();

    // From here to cut() the server may be told: it has said that it shares the past.
    void connected(Send send);
    void cut();
    // Tells at once what waits to be told.
    void flush();
    // The server has another past.
    void forget_past();

    // Takes the server's word for a room; its `read` becomes what counts.
    void take(net::MyRoom& mine);
    void take(net::RoomCounts& counts);
    void drop(net::RoomId room);

    // What this profile's user has been shown there.
    [[nodiscard]] net::ReadMark shown(net::RoomId room) const;
    // Everything up to there has reached this device.
    void delivered(net::RoomId room, net::Sequence through);
    // Stored with the journal's mark. What is not further than before changes nothing.
    void read(net::RoomId room, const net::ReadMark& mark, const net::Mark& journal);

  private:
    struct Room {
        net::ReadMark read;       // what counts
        net::ReadMark told_read;  // what the server knows
        net::Sequence delivered;
        net::Sequence told_delivered;
        bool tells_delivered = false;  // somebody may be told
    };
    enum class Pace : std::uint8_t { Read, Delivered };

    void merge(net::RoomId id, net::ReadMark& read);
    void note(net::RoomId id, Pace pace);
    void arm(Pace pace);
    void send_due();

    Profile& profile_;
    transport::Runtime& runtime_;
    Tell tell_;
    Send send_;
    net::ServerKeyHash server_{};
    std::map<net::RoomId, Room> rooms_;
    std::map<net::RoomId, net::ReadMark> shown_;  // as in the profile, of the present stay
    std::set<net::RoomId> untold_;
    transport::TimerId timer_;
    net::Milliseconds due_;  // of the timer
    net::Milliseconds last_sent_{-delivered_interval_ms};
    net::Milliseconds last_read_sent_{-read_interval_ms};
};

}  // namespace crosstalk::link
