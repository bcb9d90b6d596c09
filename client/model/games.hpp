// The games this client has heard of: the newest card of each, whether the message that holds it is loaded or not. A game
// that nobody watches any more stays as it was told last until its room says more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "net/games.hpp"
#include "net/ids.hpp"
#include "net/messages/games.hpp"
#include "net/people.hpp"

namespace crosstalk::model {

struct KnownGame {
    net::RoomId room;
    net::MessageId message;
    net::Sequence sequence;  // the message's place
    net::Game game;
    std::vector<net::GameMove>
        times;  // those of game.moves that are known with their times: the first so many
};

// Who looks at a game in which they do not play.
struct Audience {
    std::uint32_t count = 0;
    std::vector<net::UserRef> users;  // the first of them
};

class Games {
  public:
    // Of those that are over; the ones that were heard of first are forgotten first.
    static constexpr std::size_t most_finished = 1'000;
    static constexpr std::size_t most_audiences = 1'000;  // what else is told is not kept

    // Null if nothing is known of it. Valid until the next change.
    [[nodiscard]] const KnownGame* find(net::MessageId message) const;
    // By their messages, the oldest first.
    [[nodiscard]] const std::map<net::MessageId, KnownGame>& all() const { return known_; }

    // Said in the order of the room. False if it is what was known already.
    bool learn(net::RoomId room, net::MessageId message, net::Sequence sequence, const net::Game& game);
    // Said in an answer, which may be older than what is known.
    bool learn_answered(net::RoomId room, net::MessageId message, net::Sequence sequence,
                        const net::Game& game, std::span<const net::GameMove> times);
    // Null: nobody, as far as it is known. Valid until the next change.
    [[nodiscard]] const Audience* audience(net::MessageId message) const;
    void learn_audience(net::Spectators spectators);
    // There is no connection: nobody tells who looks.
    void forget_audiences() { audiences_.clear(); }

    void forget(net::MessageId message);
    void forget_room(net::RoomId room);
    // Those that were offered before then.
    void forget_older(net::RoomId room, net::Timestamp before);
    // Forgets those of all other rooms.
    void keep_rooms(const std::function<bool(net::RoomId)>& is_kept);
    void forget_all();
    void rename(const net::UserRef& user);

  private:
    void make_room();

    std::map<net::MessageId, KnownGame> known_;
    std::map<net::MessageId, Audience> audiences_;  // none is empty
};

}  // namespace crosstalk::model
