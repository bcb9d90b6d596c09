#include <algorithm>
#include <vector>

#include "client/model/composer/commands.hpp"
#include "client/model/game_state.hpp"
#include "client/model/game_words.hpp"
#include "client/model/words.hpp"
#include "games/notation.hpp"
#include "net/play/game_records.hpp"

namespace crosstalk::model {

namespace {

using Why = BadLine::Why;

// A game that somebody means.
struct Meant {
    net::RoomId room;
    net::MessageId message;
    std::optional<net::Game> game;  // none: nothing is known of it but its id
};
using Found = std::variant<Meant, Need, BadLine>;

// Which games a command may mean where none is named.
struct Sort {
    bool (*fits)(const net::Game& game, const Model& model);
    // Those that are meant rather, if several fit.
    bool (*rather)(const net::Game& game, const Model& model) = nullptr;
    bool newest_will_do = false;  // else one of several has to be named
    const char* none = "";        // said if there is none
};

bool is_mine(const net::Game& game, const Model& model) {
    return is_player(game, model.me().id);
}

bool is_mine_and_runs(const net::Game& game, const Model& model) {
    return is_mine(game, model) && is_running(game);
}

net::UserId other_of(const net::Game& game, const Model& model) {
    return game.challenger.user.id == model.me().id ? game.challenged.user.id : game.challenger.user.id;
}

bool is_my_turn(const net::Game& game, const Model& model) {
    return is_turn_of(game, model.me().id);
}

// Offered to anyone, by somebody else.
bool is_open_to_me(const net::Game& game, const Model& model) {
    return game.state == net::GameState::Offered && !game.challenged.user.id && !is_mine(game, model) &&
           !model.is_ignored(game.challenger.user.id);
}

bool is_offered_to_me(const net::Game& game, const Model& model) {
    return game.state == net::GameState::Offered && game.challenged.user.id == model.me().id &&
           !model.is_ignored(game.challenger.user.id);
}

bool is_my_offer(const net::Game& game, const Model& model) {
    return game.state == net::GameState::Offered && game.challenger.user.id == model.me().id;
}

bool has_other_left(const net::Game& game, const Model& model) {
    const auto seat = seat_of(game, model.me().id);
    return seat && player_at(game, other(*seat)).gone_since;
}

Meant meant(const KnownGame& known) {
    return {known.room, known.message, known.game};
}

// "14 against anna, #den 17 (id:1017) against bob".
BadLine say_which(const std::vector<const KnownGame*>& games, const Scene& scene) {
    std::string text = "Several games are meant. Say which: ";
    for (const KnownGame* known : games) {
        const net::Game& game = known->game;
        const bool is_here = known->room == scene.room.id;
        const Room* room = scene.model.room(known->room);
        if (known != games.front()) text += ", ";
        text +=
            is_here ? std::to_string(known->sequence.value) : "id:" + std::to_string(known->message.value);
        if (!is_here && room != nullptr) text += " in " + tag_of(*room);
        if (other_of(game, scene.model)) {
            const auto& other =
                game.challenger.user.id == scene.model.me().id ? game.challenged : game.challenger;
            text += " with " + other.user.name;
        }
    }
    return {Why::WrongArgument, text + "."};
}

// In this room first, then anywhere.
Found one_of_sort(const Scene& scene, const Sort& sort) {
    for (const bool here : {true, false}) {
        std::vector<const KnownGame*> fitting;
        for (const auto& [id, known] : scene.model.games().all()) {
            if ((known.room == scene.room.id) == here && sort.fits(known.game, scene.model))
                fitting.push_back(&known);
        }
        const auto is_second = [&](const KnownGame* known) { return !sort.rather(known->game, scene.model); };
        if (sort.rather != nullptr && !std::ranges::all_of(fitting, is_second))
            std::erase_if(fitting, is_second);
        if (fitting.size() == 1 || (sort.newest_will_do && !fitting.empty())) return meant(*fitting.back());
        if (!fitting.empty()) return say_which(fitting, scene);
    }
    // A game that went on before this client was started may be unknown so far.
    if (!scene.found.games) return Need{NeedGames{}};
    return BadLine{Why::NoSuchMessage, sort.none};
}

Found game_named(const Scene& scene) {
    const MessageName& name = *scene.typed.message;
    if (name.by != MessageName::By::FromTheEnd) {
        const bool is_id = name.by == MessageName::By::Id || name.value > scene.room.told_head.value;
        const KnownGame* known = is_id ? scene.model.games().find({name.value}) : nullptr;
        if (known != nullptr) return meant(*known);
    }
    auto message = message_named(name, scene.model, scene.room, scene.found);
    if (auto* wrong = std::get_if<BadLine>(&message)) return std::move(*wrong);
    if (const auto* need = std::get_if<Need>(&message)) return *need;
    const auto& found = std::get<FoundMessage>(message);
    const KnownGame* known = scene.model.games().find(found.id);
    if (known != nullptr) return meant(*known);
    if (!found.known) return Meant{scene.room.id, found.id, std::nullopt};
    if (!found.known->game) return BadLine{Why::NoSuchMessage, "This message is no game. /games lists them."};
    return Meant{scene.room.id, found.id, found.known->game};
}

template <std::invocable<const Meant&> Then>
Step with_game(const Scene& scene, const Sort& sort, Then then) {
    Found found = scene.typed.message ? game_named(scene) : one_of_sort(scene, sort);
    if (const auto* game = std::get_if<Meant>(&found)) return then(*game);
    if (const auto* need = std::get_if<Need>(&found)) return *need;
    return std::get<BadLine>(std::move(found));
}

constexpr Sort running{.fits = is_mine_and_runs,
                       .none = "You play no game now. /ttt USER challenges somebody, /games lists games."};

Step act(const Scene& scene, const Sort& sort, net::GameAction action) {
    return with_game(scene, sort, [&](const Meant& game) {
        return perform(net::ActInGame{game.room, game.message, action});
    });
}

// --- the commands

Step challenge_somebody(const Scene& scene, net::UserId opponent) {
    if (opponent == scene.model.me().id) {
        return bad(Why::NoSuchUser, "This is you. Name somebody else; /practice is a game by yourself.");
    }
    net::OfferGame offer;
    offer.room = scene.room.id;
    offer.opponent = opponent;
    offer.kind = scene.typed.game.kind;
    offer.clock = scene.typed.game.clock;
    offer.wish = scene.typed.game.wish;
    return perform(offer);
}

Step challenge(const Scene& scene) {
    // In a conversation of two there is but one who could be meant.
    if (scene.typed.user.empty()) return challenge_somebody(scene, scene.room.peer.id);
    return scene.with_user([&](const net::UserRef& user) { return challenge_somebody(scene, user.id); });
}

Step accept(const Scene& scene) {
    constexpr Sort sort{.fits =
                            [](const net::Game& game, const Model& model) {
                                return is_offered_to_me(game, model) || is_open_to_me(game, model);
                            },
                        .rather = is_offered_to_me,
                        .none = "Nobody waits for you to play. /ttt USER challenges somebody."};
    return with_game(scene, sort, [](const Meant& game) {
        return perform(net::AnswerOffer{.room = game.room, .game = game.message});
    });
}

Step decline(const Scene& scene) {
    constexpr Sort sort{.fits = is_offered_to_me, .none = "No challenge of anybody waits for your answer."};
    return with_game(scene, sort, [&](const Meant& game) {
        return perform(net::AnswerOffer{.room = game.room,
                                        .game = game.message,
                                        .answer = net::OfferAnswer::Decline,
                                        .reason = scene.typed.game.reason});
    });
}

Step no_such_cell(const games::Position& position) {
    const games::Cell last{static_cast<std::uint8_t>(position.cell_count() - 1)};
    std::string text = "There is no such cell. The cells of this board are a1 to " +
                       games::cell_name(position, last) + ": the column, then the row";
    if (position.cell_count() == 9) text += "; or 1 to 9 along the rows";
    return bad(Why::WrongArgument, text + ".");
}

Step move(const Scene& scene) {
    Sort sort = running;
    sort.rather = is_my_turn;
    return with_game(scene, sort, [&](const Meant& meant) -> Step {
        if (!meant.game) {
            return bad(Why::NoSuchMessage, "This game is not known here. Name it by its number in its room.");
        }
        if (games::row_of(play::kind_of(meant.game->kind)) == nullptr)
            return bad(Why::NotHere, std::string(games::unknown_kind_text));
        const games::Position board(play::kind_of(meant.game->kind));
        const auto cell = games::parse_cell(board, scene.typed.game.cell);
        if (!cell) return no_such_cell(board);
        return perform(net::MakeMove{meant.room, meant.message, meant.game->next_number, cell->index});
    });
}

Step resign(const Scene& scene) {
    return act(scene, running, net::GameAction::Resign);
}

bool is_draw_offered(const net::Game& game, const Model& model) {
    return is_mine_and_runs(game, model) && game.draw_offered_by && game.draw_offered_by != model.me().id;
}

bool is_take_back_asked(const net::Game& game, const Model& model) {
    return is_mine_and_runs(game, model) && game.take_back_asked_by &&
           game.take_back_asked_by != model.me().id;
}

Step draw(const Scene& scene) {
    if (scene.typed.game.answer == GameAnswer::Decline) {
        constexpr Sort sort{.fits = is_draw_offered, .none = "Nobody has offered you a draw."};
        return act(scene, sort, net::GameAction::DeclineDraw);
    }
    Sort sort = running;
    sort.rather = is_draw_offered;
    return act(scene, sort, net::GameAction::OfferDraw);
}

Step take_back(const Scene& scene) {
    constexpr Sort asked{.fits = is_take_back_asked, .none = "Nobody has asked to take a move back."};
    switch (scene.typed.game.answer) {
        case GameAnswer::Allow:
            return act(scene, asked, net::GameAction::AllowTakeBack);
        case GameAnswer::Decline:
            return act(scene, asked, net::GameAction::DeclineTakeBack);
        default:
            return act(scene, running, net::GameAction::AskTakeBack);
    }
}

// One's own offer is taken back, a game that has hardly begun ends without a result.
Step abort_game(const Scene& scene) {
    constexpr Sort sort{
        .fits = [](const net::Game& game,
                   const Model& model) { return is_my_offer(game, model) || is_mine_and_runs(game, model); },
        .rather = [](const net::Game& game,
                     const Model& model) { return is_my_offer(game, model) || game.moves.size() < 2; },
        .none = "You have no challenge that waits and no game that has just begun."};
    return with_game(scene, sort, [](const Meant& game) {
        if (game.game && game.game->state == net::GameState::Offered) {
            return perform(net::AnswerOffer{
                .room = game.room, .game = game.message, .answer = net::OfferAnswer::Cancel});
        }
        return perform(net::ActInGame{game.room, game.message, net::GameAction::Abort});
    });
}

Step claim_game(const Scene& scene) {
    Sort sort = running;
    sort.rather = has_other_left;
    return act(
        scene, sort,
        scene.typed.game.answer == GameAnswer::Draw ? net::GameAction::ClaimDraw : net::GameAction::ClaimWin);
}

Step rematch(const Scene& scene) {
    constexpr Sort sort{
        .fits =
            [](const net::Game& game, const Model& model) {
                return is_mine(game, model) && !is_offer(game) && !is_running(game) && !game.next;
            },
        .rather =
            [](const net::Game& game, const Model& model) {
                return game.rematch == net::RematchState::Offered && game.rematch_by != model.me().id;
            },
        .newest_will_do = true,
        .none = "You have finished no game lately. /ttt USER challenges somebody."};
    return act(scene, sort,
               scene.typed.game.answer == GameAnswer::Decline ? net::GameAction::DeclineRematch
                                                              : net::GameAction::OfferRematch);
}

// One's own that is running, or the newest one here. The server tells all of it, its moves and their times.
Step board(const Scene& scene) {
    constexpr Sort sort{
        .fits = [](const net::Game& game, const Model&) { return !is_offer(game); },
        .rather = is_mine_and_runs,
        .newest_will_do = true,
        .none =
            "There has been no game here. /games lists those of other rooms, /games finished older ones."};
    return with_game(scene, sort, [](const Meant& game) {
        return ask(net::GameDetail{game.room, game.message});
    });
}

Step list_games(const Scene& scene) {
    net::Games question;
    if (!scene.typed.room.empty()) {
        const Room* room = find_room(scene.model, scene.typed.room);
        if (room == nullptr)
            return bad(Why::NoSuchRoom,
                       "You are in no such room. /rooms lists yours; /games lists the games of all.");
        question.room = room->id;
    }
    if (scene.typed.game.only_mine) question.player = scene.model.me().id;
    if (scene.typed.game.finished) question.phase = net::GamePhase::Finished;
    return ask(question);
}

constexpr auto group = CommandGroup::Games;

constexpr std::array rows{
    CommandRow{{"ttt",
                {maybe(ArgumentKind::Opponent), maybe(ArgumentKind::GameKind), maybe(ArgumentKind::GameSide),
                 maybe(ArgumentKind::GameClock)},
                "challenge somebody, or anyone, to Tic Tac Toe or another of its kind",
                "/ttt bob 3x3 first 10s",
                group},
               challenge},
    CommandRow{{"accept", {maybe(ArgumentKind::Game)}, "accept a challenge", "/accept 17", group}, accept},
    CommandRow{{"decline",
                {maybe(ArgumentKind::Game), maybe(ArgumentKind::DeclineReason)},
                "decline a challenge, with a reason or without",
                "/decline 17 busy",
                group},
               decline},
    CommandRow{{"move",
                {needed(ArgumentKind::Cell), maybe(ArgumentKind::Game)},
                "make a move: the column as a letter, the row as a number; or 1 to 9 on nine cells",
                "/move b2",
                group},
               move},
    CommandRow{{"resign", {maybe(ArgumentKind::Game)}, "give a game up", "/resign", group}, resign},
    CommandRow{{"draw",
                {maybe(ArgumentKind::DeclineWord), maybe(ArgumentKind::Game)},
                "offer a draw, or accept or decline the other's offer",
                "/draw",
                group},
               draw},
    CommandRow{{"takeback",
                {maybe(ArgumentKind::TakeBackAnswer), maybe(ArgumentKind::Game)},
                "ask to have your last move back, or allow or decline that the other has it",
                "/takeback allow",
                group},
               take_back},
    CommandRow{{"abort",
                {maybe(ArgumentKind::Game)},
                "take your challenge back, or end a game before the second move without a result",
                "/abort",
                group},
               abort_game},
    CommandRow{{"claim-game",
                {maybe(ArgumentKind::ClaimAnswer), maybe(ArgumentKind::Game)},
                "claim a win or a draw when the other has been gone for a minute",
                "/claim-game draw",
                group},
               claim_game},
    CommandRow{{"rematch",
                {maybe(ArgumentKind::DeclineWord), maybe(ArgumentKind::Game)},
                "play once more with sides changed, or decline it",
                "/rematch",
                group},
               rematch},
    CommandRow{{"board", {maybe(ArgumentKind::Game)}, "show the board of a game", "/board 17", group}, board},
    CommandRow{{"games",
                {maybe(ArgumentKind::MineWord), maybe(ArgumentKind::FinishedWord), maybe(ArgumentKind::Room)},
                "list the games that run, or that are over: of all your rooms or one, of anybody or yours",
                "/games mine finished",
                group},
               list_games},
    CommandRow{
        {"top", {maybe(ArgumentKind::RankedKind)}, "show who plays best on this server", "/top 4x4", group},
        [](const Scene& scene) -> Step {
            return ask(net::Leaderboard{scene.typed.game.kind, 0});
        }},
    CommandRow{{"practice", {}, "play against the computer", "/practice", group},
               [](const Scene&) -> Step { return Deed{Practise{}}; }},
};

}  // namespace

std::span<const CommandRow> game_commands() {
    return rows;
}

}  // namespace crosstalk::model
