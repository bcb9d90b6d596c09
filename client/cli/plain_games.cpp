// Games, as lines for people: challenges, what happens in them, boards, and lists.
#include <algorithm>

#include "client/cli/hushed_games.hpp"
#include "client/cli/line_editor.hpp"
#include "client/cli/plain_text.hpp"
#include "client/model/game_state.hpp"
#include "client/model/game_words.hpp"

namespace crosstalk::cli {

namespace {

std::string padded(std::string text, std::size_t width) {
    const std::size_t columns = columns_of(text);
    text.append(width > columns ? width - columns : 0, ' ');
    return text;
}

std::string right_aligned(const std::string& text, std::size_t width) {
    return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

// "anna challenges ben to Tic Tac Toe": what stands behind the first name.
std::string challenge_in_words(const net::Game& game, net::UserId me) {
    const net::UserRef& other = game.challenged.user;
    const std::string whom = !other.id ? "anyone" : other.id == me ? "you" : other.name;
    return "challenges " + whom + " to " + model::title_of(game.kind) + " (" +
           model::clock_in_words(game.clock) + ")";
}

// What it is, between whom, and what has become of it. An offer says all of that itself.
std::string game_in_a_line(const net::Game& game) {
    const std::string title = model::title_of(game.kind);
    if (model::is_offer(game)) return title + ": " + model::game_in_words(game);
    return title + ", " + game.challenger.user.name + " against " + game.challenged.user.name + ": " +
           model::game_in_words(game);
}

// What one can do about it now, if anything. `name` is how commands name the game.
std::string advice_on(const net::Game& game, net::UserId me, const std::string& name) {
    const auto seat = model::seat_of(game, me);
    if (game.state == net::GameState::Offered) {
        if (seat == net::Seat::Challenger) return "/abort " + name + " takes it back";
        if (seat == net::Seat::Challenged) return "/accept " + name + " or /decline " + name;
        return game.challenged.user.id ? "" : "/accept " + name;
    }
    if (!seat || !model::is_running(game)) return {};
    return model::to_move(game) == seat ? "your turn: /move CELL " + name : "";
}

// The other one wants something.
std::string advice_on(const net::GameChanged& changed, const std::string& name) {
    switch (changed.step) {
        case net::GameStep::DrawOffered:
            return "/draw " + name + " accepts, /draw decline " + name + " does not";
        case net::GameStep::TakeBackAsked:
            return "/takeback allow " + name + " or /takeback decline " + name;
        case net::GameStep::RematchOffered:
            return "/rematch " + name + " accepts, /rematch decline " + name + " does not";
        case net::GameStep::PlayerLeft:
            return "if that lasts for a minute, /claim-game " + name + " claims a win";
        default:
            return {};
    }
}

// The game is over, and there may be another one.
bool may_go_on(const net::Game& game) {
    return model::has_result(game) && !game.next && game.rematch == net::RematchState::None;
}

// "ada and ben watch", "ada and 2 more watch", "nobody watches any more".
std::string audience_in_words(const net::Spectators& spectators) {
    if (spectators.count == 0 || spectators.users.empty()) return "nobody watches any more";
    const std::string& first = spectators.users.front().name;
    if (spectators.count == 1) return first + " watches";
    if (spectators.count == 2 && spectators.users.size() == 2)
        return first + " and " + spectators.users.back().name + " watch";
    return first + " and " + std::to_string(spectators.count - 1) + " more watch";
}

bool changes_board(const net::GameChanged& changed) {
    return changed.step == net::GameStep::Accepted || changed.step == net::GameStep::Moved ||
           changed.step == net::GameStep::TookBack;
}

std::string signed_number(std::int32_t number) {
    return (number > 0 ? "+" : "") + std::to_string(number);
}

}  // namespace

std::string PlainPrinter::name_of_game(net::RoomId room, net::Sequence sequence, net::MessageId id) const {
    return room == current_ ? std::to_string(sequence.value) : "id:" + std::to_string(id.value);
}

std::string PlainPrinter::card_of(const model::Model& model, const model::Room& room,
                                  const net::Message& message) const {
    const net::Game& game = *message.game;
    const net::UserId me = model.me().id;
    const std::string advice = advice_on(game, me, name_of_game(room.id, message.sequence, message.id));
    std::string text = game.state == net::GameState::Offered ? in_one_line(challenge_in_words(game, me))
                                                             : in_one_line(game_in_a_line(game));
    if (!advice.empty()) text += styled(colours_, Style::Dim, "  " + advice);
    if (model::is_running(game) && model::is_player(game, me)) text += "\n" + model::board_in_text(game);
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

void PlainPrinter::show_board(const net::Game& game) {
    const std::string board = model::board_in_text(game);
    for (std::size_t begin = 0; begin < board.size();) {
        const std::size_t end = std::min(board.find('\n', begin), board.size());
        write_(styled(colours_, Style::Dim, bar) + board.substr(begin, end - begin) + "\n");
        begin = end + 1;
    }
}

void PlainPrinter::show_change(const model::Model& model, const model::Room& room,
                               const net::GameChanged& changed) {
    const net::UserId me = model.me().id;
    const bool is_mine = model::is_player(changed.game, me);
    std::string text =
        "game " + std::to_string(changed.sequence.value) + ": " + model::change_in_words(changed);
    const std::string name = name_of_game(room.id, changed.sequence, changed.message);
    std::string advice = changed.by.id == me || !is_mine ? std::string() : advice_on(changed, name);
    if (advice.empty() && changes_board(changed)) advice = advice_on(changed.game, me, name);
    if (is_mine && may_go_on(changed.game)) advice = "/rematch " + name + " plays once more";
    if (!advice.empty()) text += "  " + advice;
    notice_in(room, text);
    if (is_mine && changes_board(changed)) show_board(changed.game);
}

void PlainPrinter::spectators(const model::Model& model, const model::Room& room,
                              const net::Spectators& spectators) {
    const model::KnownGame* known = model.games().find(spectators.game);
    if (known == nullptr || !model::is_player(known->game, model.me().id)) return;
    notice_in(room, "game " + std::to_string(known->sequence.value) + ": " + audience_in_words(spectators));
}

// --- answers

void PlainPrinter::show_answer(const model::Model& model, const net::GamesPage& page) {
    bool is_empty = true;
    for (const net::GameEntry& entry : page.games) {
        if (is_hushed(model, entry.game)) continue;
        is_empty = false;
        const bool is_mine = model::is_player(entry.game, model.me().id);
        const std::string advice =
            advice_on(entry.game, model.me().id, name_of_game(entry.room, entry.sequence, entry.message));
        line(in_one_line((is_mine ? "* " : "  ") + date_and_time(entry.game.changed_at) + " " +
                         tag_of(model, entry.room) + " " + std::to_string(entry.sequence.value) + " " +
                         game_in_a_line(entry.game) + (advice.empty() ? "" : "  " + advice)));
    }
    if (!is_empty) return;
    notice(page.phase == net::GamePhase::Running
               ? "no such game is running; /ttt USER challenges somebody, /games finished lists older ones"
               : "no such game is finished");
}

void PlainPrinter::show_answer(const model::Model& model, const net::GameFound& found) {
    const net::Game& game = found.record.game;
    line(in_one_line(tag_of(model, found.room) + " " + std::to_string(found.sequence.value) + " " +
                     model::title_of(game.kind) + ", " + game.challenger.user.name + " against " +
                     (game.challenged.user.id ? game.challenged.user.name : "anyone") + ", " +
                     model::clock_in_words(game.clock)));
    show_board(game);
    const std::string advice =
        advice_on(game, model.me().id, name_of_game(found.room, found.sequence, found.message));
    line(in_one_line("  " + model::game_in_words(game) + (advice.empty() ? "" : "  " + advice)));
}

void PlainPrinter::show_answer(const model::Model& model, const net::LeaderboardPage& page) {
    if (page.rows.empty() && page.after == 0)
        return notice("nobody has finished a game of " + model::title_of(page.kind) + " yet");
    constexpr std::size_t name_width = 24;
    const auto show_row = [&](const net::GameStanding& row) {
        const bool is_me = row.user.id == model.me().id;
        std::string text = (is_me ? "* " : "  ") + right_aligned(std::to_string(row.rank), 3) + "  " +
                           padded(in_one_line(row.user.name), name_width);
        for (const std::string& cell :
             {std::to_string(row.rating), std::to_string(row.wins), std::to_string(row.draws),
              std::to_string(row.losses), signed_number(row.streak)})
            text += right_aligned(cell, 8);
        line(text);
    };
    if (page.after == 0) {
        line(Style::Bold, "  " + padded("    " + model::title_of(page.kind), name_width + 5) +
                              "  rating     won   drawn    lost  streak");
    }
    for (const net::GameStanding& row : page.rows)
        show_row(row);
    const bool has_own = std::ranges::any_of(
        page.rows, [&](const net::GameStanding& row) { return row.user.id == model.me().id; });
    if (!has_own && page.own.rank != 0) show_row(page.own);
}

}  // namespace crosstalk::cli
