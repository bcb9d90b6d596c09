#include "ui/games/record_view.hpp"

#include <algorithm>
#include <utility>

#include "games/notation.hpp"
#include "games/referee.hpp"
#include "games/sentences.hpp"

namespace crosstalk::ui {

namespace {

using games::GameRecord;
using games::GameState;
using games::Mark;
using games::Seat;

std::size_t index_of(Seat seat) {
    return static_cast<std::size_t>(seat);
}

GameTone tone_of(const GameRecord& record, std::optional<Seat> viewer) {
    if (games::is_running(record.state)) {
        if (!viewer) return GameTone::Watching;
        return games::to_move(record) == viewer ? GameTone::MyTurn : GameTone::TheirTurn;
    }
    if (!games::has_result(record.state)) return GameTone::Over;
    if (record.state == GameState::Drawn) return GameTone::Drawn;
    if (!viewer) return GameTone::Over;
    return record.winner == viewer ? GameTone::Won : GameTone::Lost;
}

std::string headline_of(const GameRecord& record, const Onlooker& onlooker, GameTone tone) {
    const auto name = [&](std::optional<Seat> seat) {
        return seat ? onlooker.names[index_of(*seat)] : std::string();
    };
    switch (tone) {
        case GameTone::MyTurn:
            return "Your turn";
        case GameTone::TheirTurn:
        case GameTone::Watching:
            return name(games::to_move(record)) +
                   (record.state == GameState::Paused ? " is to move" : " is thinking");
        case GameTone::Won:
            return "You win";
        case GameTone::Lost:
            return name(record.winner) + " wins";
        case GameTone::Drawn:
            return "A draw";
        case GameTone::Over:
            break;
    }
    if (record.winner) return name(record.winner) + " wins";
    switch (record.state) {
        case GameState::Offered:
            return "Not begun yet";
        case GameState::Declined:
            return "Declined";
        case GameState::Cancelled:
            return "Cancelled";
        case GameState::Expired:
            return "Expired";
        default:
            return "No result";
    }
}

// "You" of who looks on, else the name.
std::string who(const Onlooker& onlooker, Seat seat) {
    return onlooker.seat == seat ? "You" : onlooker.names[index_of(seat)];
}

// As it stands on the board: nine cells have digits, others have letters and numbers at their edges.
std::string place_of(const games::Position& position, games::Cell cell) {
    if (position.cell_count() == 9) return "cell " + std::to_string(cell.index + 1);
    return games::cell_name(position, cell);
}

std::string running_sentence(const GameRecord& record, const Onlooker& onlooker) {
    const games::Position& position = record.position;
    std::string text = record.state == GameState::Paused ? "Paused. " : "";
    text += "Move " + std::to_string(record.moves.size() + 1) + ". ";
    if (const auto last = position.last_move()) {
        text += who(onlooker, games::seat_of(record, position.at(*last))) + " took " +
                place_of(position, *last) + ".";
    } else if (onlooker.seat) {
        text += games::mark_of(record, *onlooker.seat) == Mark::X ? "You play X." : "You play O.";
    }
    if (position.kind() != games::Kind::Ultimate || record.moves.empty()) return text;
    const auto board = position.required_board();
    return text + (board ? " Next is the " + std::string(games::board_name(*board)) + " board."
                         : " Any open board may be next.");
}

// Of a game that the board decided: "X from cell 1 to cell 9, after 7 moves."
std::string line_sentence(const GameRecord& record) {
    const games::Position& position = record.position;
    const std::string after = "after " + std::to_string(record.moves.size()) + " moves.";
    const auto lines = position.deciding_lines();
    if (lines.empty()) return "The game is decided " + after;
    const games::Cell from = lines.front().front();
    const games::Cell to = lines.front().back();
    if (position.kind() == games::Kind::Ultimate) {
        const bool by_x = games::winner_of(position.outcome()) == Mark::X;
        return std::string(by_x ? "X" : "O") + " has the " +
               std::string(games::board_name(position.board_of(from))) + " to the " +
               std::string(games::board_name(position.board_of(to))) + " board, " + after;
    }
    const std::string letter = position.at(from) == Mark::X ? "X" : "O";
    const bool loses = games::row_of(position.kind())->misere;
    return letter + " from " + place_of(position, from) + " to " + place_of(position, to) +
           (loses ? ", which loses, " : ", ") + after;
}

// Why it ended without a line.
std::string end_sentence(const GameRecord& record, const Onlooker& onlooker) {
    if (record.state == GameState::Aborted)
        return "The game was ended before both had moved. It does not count.";
    if (record.state == GameState::Drawn) {
        if (record.draw_reason == games::DrawReason::Agreement) return "Both agreed to a draw.";
        if (record.draw_reason == games::DrawReason::Claim) return "One player was gone.";
        return "Nobody can win any more: the board is full.";
    }
    if (!record.winner) return games::game_in_words(record, {onlooker.names[0], onlooker.names[1]});
    const Seat loser = games::other(*record.winner);
    const bool is_me = onlooker.seat == loser;
    const std::string name = onlooker.names[index_of(loser)];
    if (record.state == GameState::Resigned) return (is_me ? "You" : name) + " resigned.";
    if (record.state == GameState::TimedOut) return (is_me ? "Your" : name + "'s") + " time was up.";
    return (is_me ? "You were" : name + " was") + " gone for too long.";
}

std::string sentence_of(const GameRecord& record, const Onlooker& onlooker) {
    if (games::is_running(record.state)) return running_sentence(record, onlooker);
    return record.state == GameState::Won ? line_sentence(record) : end_sentence(record, onlooker);
}

PlayerView player_of(const GameRecord& record, const Onlooker& onlooker, Seat seat) {
    const std::size_t index = index_of(seat);
    PlayerView player{.name = onlooker.names[index],
                      .user = onlooker.users[index],
                      .is_me = onlooker.seat == seat,
                      .is_gone = record.seats[index].gone_since_ms.has_value(),
                      .mark = games::mark_of(record, seat),
                      .to_move = games::is_running(record.state) && games::to_move(record) == seat,
                      .wins = record.series.wins[index]};
    if (record.terms.clock.mode != games::ClockMode::None)
        player.left_ms = games::remaining_ms(record, seat, onlooker.now_ms);
    return player;
}

// --- what is asked, and how long it stands

std::string seconds_text(std::int64_t milliseconds) {
    const std::int64_t seconds = (std::max<std::int64_t>(milliseconds, 0) + 999) / 1'000;
    return std::to_string(seconds) + (seconds == 1 ? " second" : " seconds");
}

// The words of a notice, sentence by sentence, and when their seconds are others.
class Requests {
  public:
    Requests(const GameRecord& record, const Onlooker& onlooker) : record_(record), onlooker_(onlooker) {
        if (record.draw_offer)
            say(is_me(*record.draw_offer) ? "You offer a draw. It lapses with the next move."
                                          : name(*record.draw_offer) + " offers a draw.");
        if (record.take_back_request)
            say(is_me(*record.take_back_request)
                    ? "You ask to take your move back."
                    : name(*record.take_back_request) + " asks to take the last move back.");
        for (const Seat seat : {Seat::Challenger, Seat::Challenged})
            tell_absence(seat);
        tell_rematch();
    }
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::optional<std::int64_t> changes_in_ms() const { return changes_in_ms_; }

  private:
    [[nodiscard]] bool is_me(Seat seat) const { return onlooker_.seat == seat; }
    [[nodiscard]] const std::string& name(Seat seat) const { return onlooker_.names[index_of(seat)]; }
    void say(const std::string& sentence) { text_ += (text_.empty() ? "" : " ") + sentence; }
    std::string left(std::int64_t until_ms) {
        const std::int64_t left_ms = std::max<std::int64_t>(0, until_ms - onlooker_.now_ms);
        const std::int64_t next = (left_ms + 999) % 1'000 + 1;
        changes_in_ms_ = std::min(changes_in_ms_.value_or(next), next);
        return seconds_text(left_ms);
    }

    // Of oneself the server is about to hear.
    void tell_absence(Seat seat) {
        const auto from = games::claim_from_ms(record_, seat);
        if (!from || is_me(seat)) return;
        const Seat here = games::other(seat);
        const bool is_claimable = onlooker_.now_ms >= *from;
        if (is_me(here)) {
            say(name(seat) + " is gone. " +
                (is_claimable ? "Claim a win or a draw, or wait."
                              : "You can claim the game in " + left(*from) + "."));
        } else if (record_.seats[index_of(here)].gone_since_ms) {
            say(name(seat) + " is gone.");
        } else {
            say(name(seat) + " is gone. " + name(here) +
                (is_claimable ? " may claim a win or a draw."
                              : " may claim the game in " + left(*from) + "."));
        }
    }

    void tell_rematch() {
        if (record_.rematch == games::RematchState::Offered && record_.rematch_by) {
            const Seat by = *record_.rematch_by;
            const std::string time = left(record_.rematch_ends_at_ms);
            if (is_me(by)) {
                say("You want a rematch. " + name(games::other(by)) + " has " + time + " to answer.");
            } else if (onlooker_.seat) {
                const bool is_x = games::mark_of(record_, *onlooker_.seat) == Mark::X;
                say(name(by) + " wants a rematch. You would play " + (is_x ? "O. " : "X. ") + time +
                    " to answer.");
            } else {
                say(name(by) + " wants a rematch.");
            }
        }
        if (record_.rematch == games::RematchState::Declined) say("There will be no rematch.");
        if (record_.rematch == games::RematchState::Expired) say("The offer of a rematch has lapsed.");
    }

    const GameRecord& record_;
    const Onlooker& onlooker_;
    std::string text_;
    std::optional<std::int64_t> changes_in_ms_;
};

// --- what can be pressed, in the order of the buttons

// As the referee would judge it.
std::string reason_against(const GameRecord& record, Seat me, const games::Action& action,
                           std::int64_t now_ms) {
    const auto judged = games::judge(record, record.seats[index_of(me)].player, action, now_ms);
    const auto* refusal = std::get_if<games::Refusal>(&judged);
    // The server says when the time is up.
    if (refusal == nullptr || *refusal == games::Refusal::TimeUp) return {};
    return std::string(games::explain(*refusal));
}

void add_claims(const GameRecord& record, Seat them, std::int64_t now_ms, std::vector<DeedOffered>& deeds) {
    const auto from = games::claim_from_ms(record, them);
    if (!from) return;
    const std::string wait =
        now_ms < *from ? "You can claim in " + seconds_text(*from - now_ms) + "." : std::string();
    deeds.push_back({GameDeed::ClaimWin, wait});
    deeds.push_back({GameDeed::ClaimDraw, wait});
}

std::vector<DeedOffered> running_deeds(const GameRecord& record, Seat me, std::int64_t now_ms) {
    std::vector<DeedOffered> deeds;
    const Seat them = games::other(me);
    if (record.draw_offer == them) {
        deeds.push_back({GameDeed::AcceptDraw});
        deeds.push_back({GameDeed::DeclineDraw});
    }
    if (record.take_back_request == them) {
        deeds.push_back({GameDeed::AllowTakeBack});
        deeds.push_back({GameDeed::DeclineTakeBack});
    }
    add_claims(record, them, now_ms, deeds);
    deeds.push_back({record.moves.size() < 2 ? GameDeed::Abort : GameDeed::Resign});
    if (record.draw_offer != them)
        deeds.push_back({GameDeed::OfferDraw, record.draw_offer == me
                                                  ? "You have offered one. Wait for the answer."
                                                  : reason_against(record, me, games::OfferDraw{}, now_ms)});
    if (record.take_back_request != them)
        deeds.push_back({GameDeed::TakeBack, record.take_back_request == me
                                                 ? "You have asked. Wait for the answer."
                                                 : reason_against(record, me, games::AskTakeBack{}, now_ms)});
    return deeds;
}

std::vector<DeedOffered> deeds_of(const GameRecord& record, Seat me, std::int64_t now_ms) {
    if (games::is_running(record.state)) return running_deeds(record, me, now_ms);
    std::vector<DeedOffered> deeds;
    const bool was_played = games::has_result(record.state) || record.state == GameState::Aborted;
    const bool is_open =
        record.rematch == games::RematchState::None || record.rematch == games::RematchState::Offered;
    if (!was_played || !is_open) return deeds;
    const bool asked = record.rematch == games::RematchState::Offered && record.rematch_by == me;
    deeds.push_back({GameDeed::Rematch, asked ? "You have asked. Wait for the answer." : ""});
    if (record.rematch == games::RematchState::Offered && !asked) deeds.push_back({GameDeed::DeclineRematch});
    return deeds;
}

// Nothing if the time of one of them is not known.
std::vector<std::int64_t> spans_of(const std::vector<games::PlayedMove>& moves) {
    std::vector<std::int64_t> spans;
    for (std::size_t index = 0; index < moves.size(); ++index) {
        if (moves[index].at_ms == 0) return {};
        spans.push_back(index == 0 ? 0
                                   : std::max<std::int64_t>(0, moves[index].at_ms - moves[index - 1].at_ms));
    }
    return spans;
}

}  // namespace

GameView view_of(const GameRecord& record, const Onlooker& onlooker) {
    const games::KindRow* row = games::row_of(record.terms.kind);
    GameView view;
    view.title = row == nullptr ? "A game" : std::string(row->title);
    view.kind = record.terms.kind;
    for (const games::PlayedMove& move : record.moves)
        view.moves.push_back(move.cell);
    view.next_number = record.next_number;
    view.is_over = games::is_over(record.state);
    view.runs = record.state == GameState::Playing && record.terms.clock.mode != games::ClockMode::None;
    const Seat left = onlooker.seat.value_or(Seat::Challenger);
    view.players = {player_of(record, onlooker, left), player_of(record, onlooker, games::other(left))};
    view.draws = record.series.draws;
    view.move_ms = spans_of(record.moves);
    if (row == nullptr) {
        view.has_board = false;
        view.runs = false;
        view.tone = GameTone::Watching;
        view.headline = "Update to play";
        view.sentence = games::unknown_kind_text;
        for (PlayerView& player : view.players)
            player.to_move = false;
        return view;
    }
    view.tone = tone_of(record, onlooker.seat);
    view.headline = headline_of(record, onlooker, view.tone);
    view.sentence = sentence_of(record, onlooker);
    const Requests requests(record, onlooker);
    view.notice = requests.text();
    view.words_change_in_ms = requests.changes_in_ms();
    if (!onlooker.seat) return view;
    view.my_mark = games::mark_of(record, *onlooker.seat);
    view.may_move = view.tone == GameTone::MyTurn;
    view.deeds = deeds_of(record, *onlooker.seat, onlooker.now_ms);
    return view;
}

std::string copied_text(const GameView& view) {
    const games::Replay replay = games::replay(view.kind, view.moves);
    const auto with_mark = [](const PlayerView& player) {
        return player.name + (player.mark == Mark::X ? " (X)" : " (O)");
    };
    std::string text =
        view.title + ", " + with_mark(view.players[0]) + " against " + with_mark(view.players[1]) + "\n";
    text += games::board_text(replay.position);
    const std::string moves = games::moves_text(replay.position, view.moves);
    if (!moves.empty()) text += moves + "\n";
    return text + view.sentence + "\n";
}

}  // namespace crosstalk::ui
