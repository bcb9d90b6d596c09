// What was asked of the server and is not answered yet: gives out tags, keeps the number of open ones small, and knows by
// the tag of an answer what it answers. Everything is forgotten with the connection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/messages.hpp"

namespace crosstalk::link {

// Who waits for the answer.
enum class Purpose : std::uint8_t { Watch, Gap, Older, Newer, Jump, Members, Question, Myself };

struct Request {
    using What = std::variant<net::Watch, net::History, net::Members, net::Search, net::Directory, net::Pins,
                              net::Edits, net::Person, net::Audit, net::Bans, net::Devices, net::Invites,
                              net::MakeCode, net::RotatePasskey, net::Stats, net::Games, net::GameDetail,
                              net::Leaderboard>;
    Purpose purpose{};
    What what;
    std::string ref{};       // of a question
    net::Sequence wanted{};  // of a jump
    friend bool operator==(const Request&, const Request&) = default;
};

enum class Asked : std::uint8_t { Now, Already, TooMany };

// Thread: the loop's.
class Requests {
  public:
    using Send = std::function<void(const Request::What&, net::Tag)>;

    static constexpr std::size_t most_open = 8;

    void connected(Send send);
    // Returns what will never be answered, in the order of asking.
    std::vector<Request> cut();

    // An equal one that is not answered yet counts for this one too; questions are each asked.
    Asked ask(Request request);
    // What the tag belongs to, which is answered with it; nothing if nothing was asked under it.
    std::optional<Request> settle(net::Tag tag);
    // The server answers only the newest Watch of a room.
    void settle_watches(net::RoomId room);

  private:
    static constexpr std::size_t most_waiting = 4096;
    void send_waiting();

    Send send_;
    std::deque<Request> waiting_;
    std::map<net::Tag, Request> open_;
    net::Tag last_tag_;
};

}  // namespace crosstalk::link
