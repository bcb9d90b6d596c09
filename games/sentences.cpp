#include "games/sentences.hpp"

#include <algorithm>

#include "games/notation.hpp"

namespace crosstalk::games {
namespace {

std::string letter(Mark mark) {
    return mark == Mark::X ? "X" : "O";
}

std::string outcome_in_words(const Position& position, Mark viewer) {
    const Mark winner = winner_of(position.outcome());
    if (winner == Mark::None) return "Drawn.";
    std::string text = letter(winner) + " wins.";
    if (viewer != Mark::None) text += viewer == winner ? " You won." : " You lost.";
    return text;
}

std::string name_of(const GameRecord& record, const PlayerNames& names, Seat seat) {
    if (!record.seats[static_cast<std::size_t>(seat)].player) return "someone";
    return std::string(seat == Seat::Challenger ? names.challenger : names.challenged);
}

std::string with_mark(const GameRecord& record, const PlayerNames& names, Seat seat) {
    return name_of(record, names, seat) + " (" + letter(mark_of(record, seat)) + ")";
}

std::string title_of(Kind kind) {
    const KindRow* row = row_of(kind);
    return row == nullptr ? "a game that needs a newer Crosstalk" : std::string(row->title);
}

std::string offer_in_words(const GameRecord& record, const PlayerNames& names) {
    const std::string challenger = name_of(record, names, Seat::Challenger);
    const std::string challenged =
        record.seats[1].player ? name_of(record, names, Seat::Challenged) : "anyone";
    switch (record.state) {
        case GameState::Offered:
            return challenger + " challenges " + challenged + " to " + title_of(record.terms.kind) + ", " +
                   clock_in_words(record.terms.clock) + ".";
        case GameState::Declined: {
            const std::string text = challenged + " declined";
            if (record.decline_reason == DeclineReason::Busy) return text + ": busy now.";
            if (record.decline_reason == DeclineReason::Later) return text + ": later, perhaps.";
            if (record.decline_reason == DeclineReason::OtherKind)
                return text + ": rather another kind of game.";
            return text + ".";
        }
        case GameState::Cancelled:
            return challenger + "'s challenge was cancelled.";
        default:
            return challenger + "'s challenge expired.";
    }
}

std::string series_in_words(const GameRecord& record) {
    const Series& series = record.series;
    if (series.wins[0] + series.wins[1] + series.draws < 2) return "";
    std::string text = " Series " + std::to_string(series.wins[0]) + " to " + std::to_string(series.wins[1]);
    if (series.draws > 0) text += ", " + std::to_string(series.draws) + " drawn";
    return text + ".";
}

std::string win_in_words(const GameRecord& record, const PlayerNames& names) {
    const Seat winner = record.winner.value_or(Seat::Challenger);
    const std::string loser = name_of(record, names, other(winner));
    std::string text = with_mark(record, names, winner) + " won";
    if (record.state == GameState::Resigned) text += ": " + loser + " resigned";
    if (record.state == GameState::TimedOut) text += ": " + loser + "'s time was up";
    if (record.state == GameState::Abandoned) text += ": " + loser + " was gone";
    return text + ".";
}

std::string draw_in_words(DrawReason reason) {
    if (reason == DrawReason::Agreement) return "Drawn by agreement.";
    if (reason == DrawReason::Claim) return "Drawn: one player was gone.";
    return "Drawn: the board is full.";
}

std::string seconds_text(std::int64_t milliseconds) {
    const std::int64_t seconds = (std::max<std::int64_t>(milliseconds, 0) + 999) / 1'000;
    return std::to_string(seconds) + (seconds == 1 ? " second" : " seconds");
}

std::string absence_in_words(const GameRecord& record, const PlayerNames& names, Seat gone,
                             std::int64_t now_ms) {
    const auto from = claim_from_ms(record, gone);
    if (!from) return "";
    const std::string text = name_of(record, names, gone) + " is gone. ";
    const std::string claimant = name_of(record, names, other(gone));
    const std::int64_t now = std::clamp<std::int64_t>(now_ms, 0, latest_time_ms);
    if (now >= *from) return text + claimant + " may claim a win or a draw, or wait. ";
    return text + claimant + " may claim the game in " + seconds_text(*from - now) + ". ";
}

}  // namespace

std::string position_in_words(const Position& position, Mark viewer) {
    if (position.cell_count() == 0) return std::string(unknown_kind_text);
    std::string text;
    if (const auto last = position.last_move())
        text = letter(position.at(*last)) + " at " + cell_in_words(position, *last) + ". ";
    if (position.is_over()) return text + outcome_in_words(position, viewer);
    text += viewer == position.turn() ? "Your turn." : letter(position.turn()) + " to move.";
    if (const auto board = position.required_board())
        text += " Play in the " + std::string(board_name(*board)) + " board.";
    return text;
}

std::string game_in_words(const GameRecord& record, const PlayerNames& names) {
    switch (record.state) {
        case GameState::Offered:
        case GameState::Declined:
        case GameState::Cancelled:
        case GameState::Expired:
            return offer_in_words(record, names);
        case GameState::Playing:
        case GameState::Paused: {
            const std::string text = with_mark(record, names, *to_move(record)) + " to move, move " +
                                     std::to_string(record.moves.size() + 1) + ".";
            return record.state == GameState::Paused ? "Paused. " + text : text;
        }
        case GameState::Won:
        case GameState::Resigned:
        case GameState::TimedOut:
        case GameState::Abandoned:
            return win_in_words(record, names) + series_in_words(record);
        case GameState::Drawn:
            return draw_in_words(record.draw_reason) + series_in_words(record);
        case GameState::Aborted:
            return "The game was aborted and does not count.";
    }
    return std::string(unknown_kind_text);
}

std::string requests_in_words(const GameRecord& record, const PlayerNames& names, std::int64_t now_ms) {
    std::string text;
    if (record.draw_offer) text += name_of(record, names, *record.draw_offer) + " offers a draw. ";
    if (record.take_back_request)
        text += name_of(record, names, *record.take_back_request) + " asks to take the last move back. ";
    for (const Seat seat : {Seat::Challenger, Seat::Challenged})
        text += absence_in_words(record, names, seat, now_ms);
    if (record.rematch == RematchState::Offered && record.rematch_by)
        text += name_of(record, names, *record.rematch_by) + " offers a rematch. ";
    if (text.ends_with(' ')) text.pop_back();
    return text;
}

}  // namespace crosstalk::games
