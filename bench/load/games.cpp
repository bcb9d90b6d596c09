#include "bench/load/games.hpp"

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "bench/load/crosstalk_asker.hpp"
#include "games/kinds.hpp"

namespace crosstalk::bench {

namespace {

constexpr std::uint32_t cells = 15 * 15;
// From one move to the next, so that no five marks are in a row.
constexpr std::uint32_t stride = 17;

void require(bool holds, const std::string& what) {
    if (!holds) throw RoundFailed(what);
}

struct Player {
    std::unique_ptr<CrosstalkAsker> asker;
    Latencies* answers = nullptr;

    net::Outcome submit(const net::Command& command) {
        const net::Outcome outcome = asker->submit(command);
        require(outcome.status == net::Status::Done, "a command was refused");
        if (answers != nullptr) answers->add(asker->took());
        return outcome;
    }
};

struct Pair {
    net::RoomId room;
    std::array<Player, 2> players;
    std::array<net::MessageId, games_of_two> games{};
};

// In the only room that it has besides the lobby, and watching that.
Player enter(const ProtocolOptions& options, const Plan& plan, std::size_t device, net::RoomId& room) {
    const AskerOptions known{
        .port = plan.port, .device = device, .passkey = options.passkey, .name = "bench player"};
    {
        CrosstalkAsker first(known);
        for (const net::MyRoom& mine : first.enter({}).rooms) {
            if (mine.room.id != net::lobby) room = mine.room.id;
        }
    }
    require(bool(room), "a player has no room");
    Player player{std::make_unique<CrosstalkAsker>(known)};
    player.asker->enter(room);
    return player;
}

std::vector<Pair> all_pairs(const ProtocolOptions& options, const Plan& plan) {
    std::vector<Pair> pairs(plan.rooms);
    for (std::size_t device = 0; device < 2 * plan.rooms; ++device) {
        Pair& pair = pairs[device % plan.rooms];
        pair.players[device / plan.rooms] = enter(options, plan, device, pair.room);
    }
    return pairs;
}

void begin(Pair& pair) {
    for (net::MessageId& game : pair.games) {
        const net::GameKind kind{static_cast<std::uint8_t>(games::Kind::Gomoku)};
        game = pair.players[0].submit(net::OfferGame{.room = pair.room, .kind = kind}).message;
        pair.players[1].submit(net::AnswerOffer{.room = pair.room, .game = game});
    }
}

// Calls it for each game in each round of moves.
template <class Each>
void play_all(std::vector<Pair>& pairs, Each&& each) {
    for (std::uint32_t move = 0; move < moves_of_game; ++move) {
        for (Pair& pair : pairs) {
            for (const net::MessageId game : pair.games)
                each(pair, pair.players[move % 2], game, move);
        }
    }
}

}  // namespace

nlohmann::json play_games(const ProtocolOptions& options, const Plan& plan) {
    std::vector<Pair> pairs = all_pairs(options, plan);
    for (Pair& pair : pairs)
        begin(pair);
    const ProcessMeter meter(plan.server);
    const double commands = static_cast<double>(pairs.size() * games_of_two * moves_of_game);
    const auto measured = [&](const auto& command) {
        Latencies answers;
        for (Pair& pair : pairs) {
            for (Player& player : pair.players)
                player.answers = &answers;
        }
        const Nanoseconds before = meter.cpu();
        play_all(pairs, command);
        const double cpu = std::chrono::duration<double, std::micro>(meter.cpu() - before).count();
        nlohmann::json result = percentiles(answers);
        result["cpu_us"] = cpu / commands;
        return result;
    };
    nlohmann::json result{{"games", pairs.size() * games_of_two}, {"commands", commands}};
    result["move"] = measured([](const Pair& pair, Player& player, net::MessageId game, std::uint32_t move) {
        player.submit(
            net::MakeMove{pair.room, game, move + 1, static_cast<std::uint8_t>(move * stride % cells)});
    });
    result["post"] = measured([](const Pair& pair, Player& player, net::MessageId, std::uint32_t) {
        player.submit(net::PostMessage{.room = pair.room, .text = std::string(100, 'x')});
    });
    result["move_x_post"] = result["move"]["cpu_us"].get<double>() / result["post"]["cpu_us"].get<double>();
    return result;
}

}  // namespace crosstalk::bench
