// Who looks at which game just now. Whoever does not say so again is forgotten by itself.
#pragma once

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "net/ids.hpp"
#include "server/ports/runtime.hpp"

namespace crosstalk::server {

// Clients say it every 20 s while a game is looked at. Thread: the loop's.
class Audiences {
  public:
    static constexpr net::Milliseconds worth{45'000};
    using Changed = std::function<void(net::RoomId, net::MessageId)>;

    Audiences(ports::Runtime& runtime, Changed changed) : runtime_(runtime), changed_(std::move(changed)) {}
    ~Audiences() { runtime_.cancel(timer_); }
    Audiences(const Audiences&) = delete;
    Audiences& operator=(const Audiences&) = delete;

    void begin(net::RoomId room, net::MessageId game, net::UserId user);
    void end(net::RoomId room, net::MessageId game, net::UserId user);
    // Of every game.
    void end_all(net::UserId user);
    // Of every game in that room.
    void leave(net::RoomId room, net::UserId user);

    // In order of id.
    [[nodiscard]] std::vector<net::UserId> of(net::RoomId room, net::MessageId game) const;
    [[nodiscard]] bool has(net::RoomId room, net::MessageId game, net::UserId user) const;
    [[nodiscard]] std::vector<net::MessageId> games_in(net::RoomId room) const;

  private:
    using Game = std::pair<net::RoomId, net::MessageId>;
    using Audience = std::map<net::UserId, net::Milliseconds>;  // until when

    template <class IsGone>
    void erase_if(const IsGone& is_gone);
    void arm();

    ports::Runtime& runtime_;
    Changed changed_;
    std::map<Game, Audience> games_;  // none is empty
    ports::TimerId timer_;
};

}  // namespace crosstalk::server
