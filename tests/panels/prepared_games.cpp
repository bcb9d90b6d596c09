#include "tests/panels/prepared_games.hpp"

#include <initializer_list>
#include <stdexcept>
#include <utility>
#include <variant>

#include "games/random.hpp"
#include "games/referee.hpp"
#include "net/play/game_records.hpp"
#include "ui/games/live_game.hpp"
#include "ui/games/record_view.hpp"

namespace crosstalk::ui::twin {

namespace {

using games::GameRecord;
using games::Kind;
using games::PlayerId;
using games::Seat;

constexpr PlayerId harbor{10};
constexpr PlayerId quartz{11};
constexpr std::int64_t start_ms = 1'000;

GameRecord done(const games::Judgement& judged) {
    return std::get<GameRecord>(judged);
}

GameRecord begun(Kind kind, games::TimeControl clock = {}) {
    return done(games::judge(done(games::offer({.kind = kind, .clock = clock}, harbor, quartz, start_ms)),
                             quartz, games::Accept{}, start_ms));
}

GameRecord after(GameRecord record, std::initializer_list<int> cells) {
    for (const int cell : cells) {
        const PlayerId mover = games::to_move(record) == Seat::Challenger ? harbor : quartz;
        record = done(games::judge(
            record, mover, games::MakeMove{record.next_number, {static_cast<std::uint8_t>(cell)}}, start_ms));
    }
    return record;
}

// So many moves that chance chose.
GameRecord random_game(Kind kind, int moves, std::uint64_t seed) {
    games::Random random(seed);
    GameRecord record = begun(kind);
    for (int move = 0; move < moves && games::is_running(record.state); ++move) {
        const games::CellList legal = record.position.legal_moves();
        record =
            after(std::move(record), {legal[random.below(static_cast<std::uint32_t>(legal.size()))].index});
    }
    return record;
}

PreparedGame game(std::string name, const GameRecord& record, std::int64_t now_ms = start_ms,
                  bool plays = true) {
    Onlooker onlooker{.names = {"harbor", "quartz"}, .users = {10, 11}, .now_ms = now_ms};
    if (plays) onlooker.seat = Seat::Challenger;
    PreparedGame prepared{std::move(name), view_of(record, onlooker)};
    prepared.view.id = {1};
    prepared.view.about = games::clock_in_words(record.terms.clock);
    return prepared;
}

// --- against people, as the server tells of them

GameRecord asked_of(const GameRecord& record, PlayerId who, const games::Action& action) {
    return done(games::judge(record, who, action, start_ms));
}

struct Told {
    std::string challenger = "harbor";
    std::string challenged = "quartz";
    std::uint64_t viewer = harbor.value;
    std::uint8_t kind = 0;  // instead of the record's; 0: that
};

LiveGame told(const GameRecord& record, const Told& told) {
    const net::GameRecord whole =
        play::record_of(record, {.challenger = {net::UserId{harbor.value}, told.challenger},
                                 .challenged = {net::UserId{quartz.value}, told.challenged}});
    model::KnownGame known{
        .room = net::lobby, .message = {77}, .sequence = {3}, .game = whole.game, .times = whole.moves};
    if (told.kind != 0) known.game.kind = {told.kind};
    LiveGame live({1}, net::lobby, {77});
    live.learn(&known, {net::UserId{told.viewer}, "me"}, Contact::Online);
    return live;
}

void add_live_games(std::vector<PreparedGame>& list) {
    const games::TimeControl clock{games::ClockMode::Total, 180'000, 2'000};
    const GameRecord playing = after(begun(Kind::TicTacToe, clock), {4, 0});
    const auto add = [&](std::string name, const LiveGame& live, std::int64_t later_ms = 0) {
        list.push_back({std::move(name), live.view(start_ms + later_ms)});
    };
    add("live-playing", told(playing, {}), 23'400);
    add("live-watched", told(playing, {.viewer = 99}), 23'400);
    add("live-paused", told(games::happen(playing, games::PlayerLeft{quartz}, start_ms), {}), 18'500);
    add("live-claim", told(games::happen(playing, games::PlayerLeft{quartz}, start_ms), {}), 61'000);
    add("live-draw-offered", told(asked_of(playing, quartz, games::OfferDraw{}), {}), 2'000);
    add("live-take-back", told(asked_of(playing, quartz, games::AskTakeBack{}), {}), 2'000);
    const GameRecord won = after(begun(Kind::TicTacToe), {0, 3, 1, 4, 2});
    add("live-rematch", told(asked_of(won, quartz, games::OfferRematch{}), {}), 17'000);
    LiveGame refused = told(playing, {});
    refused.take_move_refusal(std::string(games::explain(games::Refusal::WrongNumber)));
    add("live-refused", refused);
    add("live-unknown-kind", told(playing, {.kind = 77}));
    // What people call themselves: very long, right to left, with marks that combine, and as a format.
    std::string marked = "Z";
    for (int count = 0; count < 40; ++count)
        marked += "\u0310";
    add("live-hostile-names", told(asked_of(playing, quartz, games::OfferDraw{}),
                                   {.challenger = std::string(200, 'W') + " %s%n##id",
                                    .challenged = "\u202e\u05d0\u05d1 " + marked}));
    LiveGame missing({1}, net::lobby, {77});
    missing.tell_missing("It may have been deleted. Look for it in its room.");
    add("live-missing", missing);
}

GameRecord with_series(GameRecord record) {
    record.series.wins = {2, 1};
    record.series.draws = 1;
    return record;
}

}  // namespace

std::vector<PreparedGame> prepared_games() {
    const games::TimeControl clock{games::ClockMode::PerMove, 15'000, 0};
    std::vector<PreparedGame> list;
    list.push_back(game("begun", begun(Kind::TicTacToe)));
    list.push_back(game("won", with_series(after(begun(Kind::TicTacToe, clock), {0, 1, 4, 2, 5, 7, 8}))));
    list.back().view.watching = 4;
    list.back().view.spectators = {{12, "tinsel"}, {13, "cobalt"}, {14, "Орбита"}, {15, "pebble"}};
    list.back().view.notice = "quartz wants a rematch. You would play O.";
    list.push_back(game("lost", after(begun(Kind::TicTacToe), {0, 4, 1, 2, 8, 6})));
    list.push_back(game("drawn", after(begun(Kind::TicTacToe), {0, 1, 2, 4, 3, 5, 7, 6, 8})));
    list.push_back(game("misere-lost", after(begun(Kind::Misere), {0, 3, 1, 8, 2})));
    list.push_back(game("four", after(begun(Kind::FourInARow), {0, 5, 10, 15, 3})));
    list.push_back(game("hurry", after(begun(Kind::TicTacToe, clock), {4, 0}), start_ms + 11'600));
    list.push_back(game("gomoku", random_game(Kind::Gomoku, 71, 5)));
    list.push_back(game("gomoku-won", after(begun(Kind::Gomoku), {112, 0, 113, 1, 114, 2, 115, 3, 116})));
    list.push_back(game("ultimate", random_game(Kind::Ultimate, 38, 8)));
    list.push_back(game("ultimate-over", random_game(Kind::Ultimate, 81, 8)));
    list.push_back(game("watched", after(begun(Kind::TicTacToe), {4}), start_ms, false));
    GameRecord asked = after(begun(Kind::TicTacToe), {4, 0});
    asked.draw_offer = Seat::Challenged;
    list.push_back(game("asked", asked));
    list.back().view.notice = "quartz offers a draw.";
    list.push_back(game("unconfirmed", after(begun(Kind::TicTacToe), {4, 0})));
    list.back().view.pending = games::Cell{8};
    GameRecord newer = begun(Kind::TicTacToe);
    newer.terms.kind = static_cast<Kind>(77);
    newer.position = games::Position(newer.terms.kind);
    list.push_back(game("newer", newer));
    list.push_back(game("long-names", after(begun(Kind::TicTacToe, clock), {4})));
    list.back().view.players[0].name = std::string(64, 'W');
    list.back().view.players[1].name = "a name of many words that goes on and on and does not end soon";
    list.back().view.notice = std::string(300, 'm');
    add_live_games(list);
    return list;
}

PreparedGame prepared_game(const std::string& name) {
    for (PreparedGame& each : prepared_games()) {
        if (each.name == name) return each;
    }
    throw std::invalid_argument("no prepared game is called " + name);
}

}  // namespace crosstalk::ui::twin
