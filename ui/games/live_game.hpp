// A game against a person, as the server referees it: the newest card that is known, and what one hopes for until the next
// one comes. Pure: what is known is handed in, what is to be sent is handed out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/model/games.hpp"
#include "games/record.hpp"
#include "net/commands.hpp"
#include "ui/games/game_news.hpp"
#include "ui/games/game_view.hpp"

namespace crosstalk::ui {

/// Whether the server hears what is pressed.
enum class Contact : std::uint8_t { Online, Offline };

/// Thread: the one that draws.
class LiveGame {
  public:
    LiveGame(GameId id, net::RoomId room, net::MessageId message) : id_(id), room_(room), message_(message) {}

    [[nodiscard]] GameId id() const { return id_; }
    [[nodiscard]] net::RoomId room() const { return room_; }
    [[nodiscard]] net::MessageId message() const { return message_; }
    /// Null until it is known.
    [[nodiscard]] const net::Game* card() const { return is_known_ ? &card_ : nullptr; }

    /// What the model has of it. Null: nothing, or nothing any more; what was known stays in sight.
    void learn(const model::KnownGame* known, const net::UserRef& me, Contact contact);
    /// Who looks at it. Null: nobody.
    void learn_audience(const model::Audience* audience) {
        audience_ = audience == nullptr ? model::Audience{} : *audience;
    }
    /// The rematch that was agreed while this one was looked at; 0: none.
    [[nodiscard]] net::MessageId rematch() const { return rematch_; }
    /// From now on it is that game, in the same room.
    void go_on_with(net::MessageId message);
    /// Why nothing is known of it.
    void tell_missing(std::string why) { missing_ = std::move(why); }

    /// `server_ms`: the server's clock.
    [[nodiscard]] GameView view(std::int64_t server_ms) const;
    [[nodiscard]] bool is_mine() const { return seat_.has_value(); }
    [[nodiscard]] bool is_running() const;
    [[nodiscard]] bool is_my_turn() const;
    /// "Gomoku with quartz: your turn".
    [[nodiscard]] std::string words() const;

    /// What a press asks of the server; nothing if it asks nothing of it. A move stands as a ghost until the game has changed.
    std::optional<net::Command> press(const GamePress& press);
    /// What was pressed last is on its way, has been done, or has been refused.
    void wait_for_answer() { awaits_answer_ = true; }
    void take_done() { awaits_answer_ = false; }
    void take_refusal(std::string why);
    void take_move_refusal(std::string why);

    /// It has begun just now, before it was looked at.
    void announce() { news_.push_back(GameNews::Begun); }
    std::vector<GameNews> take_news() { return std::exchange(news_, {}); }

  private:
    struct HopedMove {
        games::Cell cell;
        std::uint32_t number = 0;
    };
    void take(const model::KnownGame& known);
    void tell_news(const net::Game& before);
    [[nodiscard]] GameView unknown_view() const;
    [[nodiscard]] GameView unreadable_view() const;
    void hold_back(GameView& view) const;
    [[nodiscard]] std::string name_of(net::Seat seat) const;
    [[nodiscard]] std::optional<net::Seat> mover() const;

    GameId id_;
    net::RoomId room_;
    net::MessageId message_;
    bool is_known_ = false;
    bool is_out_of_reach_ = false;  // its message was deleted, or one is not in its room any more
    net::Game card_;
    std::vector<net::GameMove> times_;
    std::optional<games::GameRecord> record_;  // none: its kind or its moves have no rules here
    std::optional<net::Seat> seat_;            // mine
    Contact contact_ = Contact::Online;
    net::MessageId rematch_;
    model::Audience audience_;
    std::optional<HopedMove> hoped_;
    bool awaits_answer_ = false;
    std::string refusal_;
    std::string missing_;
    std::vector<GameNews> news_;
};

}  // namespace crosstalk::ui
