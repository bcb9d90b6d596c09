// Games as messages hold them, in every state that a card can show; made by the referee. `me` is the challenged one where
// the name does not say otherwise.
#pragma once

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "games/random.hpp"
#include "games/referee.hpp"
#include "net/play/game_records.hpp"

namespace crosstalk::ui::twin {

struct CardGame {
    std::string name;
    net::Game game;
};

/// Games of two people, as the server would tell them at times from `start_ms` on.
class CardTable {
  public:
    CardTable(net::UserRef challenger, net::UserRef challenged, std::int64_t start_ms)
        : challenger_(std::move(challenger)), challenged_(std::move(challenged)), start_(start_ms) {}

    [[nodiscard]] games::GameRecord offered(games::Kind kind = games::Kind::TicTacToe,
                                            games::SideWish wish = games::SideWish::First,
                                            games::TimeControl clock = {}) const {
        return done(games::offer({kind, wish, clock}, id(challenger_), id(challenged_), start_));
    }
    [[nodiscard]] games::GameRecord begun(games::Kind kind = games::Kind::TicTacToe,
                                          games::TimeControl clock = {}) const {
        return challenged(offered(kind, games::SideWish::First, clock), games::Accept{});
    }
    [[nodiscard]] games::GameRecord after(games::GameRecord record, std::initializer_list<int> cells) const {
        for (const int cell : cells) {
            const auto mover = games::to_move(record) == games::Seat::Challenger ? challenger_ : challenged_;
            record = done(games::judge(record, id(mover),
                                       games::MakeMove{record.next_number, {static_cast<std::uint8_t>(cell)}},
                                       start_));
        }
        return record;
    }
    [[nodiscard]] games::GameRecord random(games::Kind kind, int moves) const {
        games::Random chance(8);
        games::GameRecord record = begun(kind);
        for (int move = 0; move < moves && games::is_running(record.state); ++move) {
            const games::CellList legal = record.position.legal_moves();
            record = after(std::move(record),
                           {legal[chance.below(static_cast<std::uint32_t>(legal.size()))].index});
        }
        return record;
    }
    [[nodiscard]] games::GameRecord challenger(const games::GameRecord& record,
                                               const games::Action& action) const {
        return done(games::judge(record, id(challenger_), action, start_));
    }
    [[nodiscard]] games::GameRecord challenged(const games::GameRecord& record,
                                               const games::Action& action) const {
        return done(games::judge(record, id(challenged_), action, start_));
    }
    [[nodiscard]] games::GameRecord left(const games::GameRecord& record) const {
        return games::happen(record, games::PlayerLeft{id(challenger_)}, start_);
    }
    [[nodiscard]] games::GameRecord later(const games::GameRecord& record, std::int64_t ms) const {
        return games::happen(record, games::Tick{}, start_ + ms);
    }
    [[nodiscard]] net::Game card(const games::GameRecord& record) const {
        return play::card_of(record, {.challenger = challenger_, .challenged = challenged_});
    }

  private:
    static games::PlayerId id(const net::UserRef& user) { return play::player_of(user.id); }
    static games::GameRecord done(const games::Judgement& judged) {
        return std::get<games::GameRecord>(judged);
    }

    net::UserRef challenger_;
    net::UserRef challenged_;
    std::int64_t start_;
};

inline std::vector<CardGame> card_games(const net::UserRef& me, const net::UserRef& other,
                                        const net::UserRef& third, std::int64_t start_ms) {
    using games::Kind;
    constexpr games::TimeControl clock{games::ClockMode::PerMove, 15'000, 0};
    const CardTable mine(other, me, start_ms);
    const CardTable sent(me, other, start_ms);
    const CardTable open(other, {}, start_ms);
    const CardTable theirs(other, third, start_ms);
    const games::GameRecord won = mine.after(mine.begun(Kind::TicTacToe, clock), {0, 2, 1, 4, 8, 6});
    std::vector<CardGame> list;
    const auto add = [&](std::string name, const CardTable& table, const games::GameRecord& record) {
        list.push_back({std::move(name), table.card(record)});
    };
    add("offered", mine, mine.offered(Kind::TicTacToe, games::SideWish::First, clock));
    add("sent", sent, sent.offered(Kind::Gomoku, games::SideWish::Random));
    add("open", open, open.offered(Kind::Misere, games::SideWish::Second));
    add("watched-offer", theirs, theirs.offered(Kind::FourInARow));
    add("declined", sent, sent.challenged(sent.offered(), games::Decline{games::DeclineReason::Busy}));
    add("cancelled", mine, mine.challenger(mine.offered(), games::Cancel{}));
    add("expired", mine, mine.later(mine.offered(), 61'000));
    add("my-turn", mine, mine.after(mine.begun(Kind::TicTacToe, clock), {4, 0, 8}));
    add("their-turn", mine, mine.after(mine.begun(), {4, 0}));
    add("watched", theirs, theirs.after(theirs.begun(), {0, 2, 4, 8}));
    add("paused", mine, mine.left(mine.after(mine.begun(), {4})));
    add("draw-offered", mine, mine.challenger(mine.after(mine.begun(), {4}), games::OfferDraw{}));
    add("won", mine, won);
    add("lost-on-time", mine, mine.later(mine.after(mine.begun(Kind::TicTacToe, clock), {4, 0, 8}), 16'000));
    add("resigned", theirs, theirs.challenged(theirs.after(theirs.begun(), {4, 0}), games::Resign{}));
    add("drawn", theirs, theirs.after(theirs.begun(), {0, 1, 2, 4, 3, 5, 7, 6, 8}));
    add("aborted", mine, mine.challenger(mine.begun(), games::Abort{}));
    add("rematch-asked", mine, mine.challenger(won, games::OfferRematch{}));
    add("rematch-sent", mine, mine.challenged(won, games::OfferRematch{}));
    add("rematch-agreed", mine,
        mine.challenged(mine.challenger(won, games::OfferRematch{}), games::OfferRematch{}));
    list.back().game.next = {77'000};
    add("gomoku", theirs, theirs.random(Kind::Gomoku, 71));
    add("ultimate", mine, mine.random(Kind::Ultimate, 38));
    add("newer", mine, mine.offered());
    list.back().game.kind = {77};
    return list;
}

inline const net::Game& card_game(const std::vector<CardGame>& list, const std::string& name) {
    for (const CardGame& each : list) {
        if (each.name == name) return each.game;
    }
    throw std::invalid_argument("no game is called " + name);
}

}  // namespace crosstalk::ui::twin
