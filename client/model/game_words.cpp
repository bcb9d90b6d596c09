#include "client/model/game_words.hpp"

#include "client/model/game_state.hpp"
#include "games/notation.hpp"
#include "games/sentences.hpp"

namespace crosstalk::model {

namespace {

games::PlayerNames names_of(const net::Game& game) {
    return {game.challenger.user.name, game.challenged.user.name};
}

std::string said_of(const std::optional<games::GameRecord>& record, const net::Game& game) {
    if (!record) return std::string(games::unknown_kind_text);
    return games::game_in_words(*record, names_of(game));
}

// "Ann (X) plays b2."
std::string move_in_words(const net::GameChanged& changed, const std::optional<games::GameRecord>& record) {
    if (!record || !record->position.last_move()) return changed.by.name + " has moved.";
    const games::Cell cell = *record->position.last_move();
    const char* mark = record->position.at(cell) == games::Mark::X ? " (X)" : " (O)";
    return changed.by.name + mark + " plays " + games::cell_name(record->position, cell) + ".";
}

// What somebody did, where the state of the game does not say it. Empty: it does.
std::string deed_in_words(const net::GameChanged& changed, const std::optional<games::GameRecord>& record) {
    const std::string& by = changed.by.name;
    switch (changed.step) {
        case net::GameStep::Accepted:
            return by + " accepts.";
        case net::GameStep::Moved:
            return move_in_words(changed, record);
        case net::GameStep::DrawOffered:
            return by + " offers a draw.";
        case net::GameStep::DrawDeclined:
            return by + " declines the draw.";
        case net::GameStep::TakeBackAsked:
            return by + " asks to take the last move back.";
        case net::GameStep::TookBack:
            return by + " gives the last move back.";
        case net::GameStep::TakeBackDeclined:
            return by + " does not give the move back.";
        case net::GameStep::RematchOffered:
            return by + " offers a rematch.";
        case net::GameStep::RematchAgreed:
            return by + " agrees to a rematch.";
        case net::GameStep::RematchDeclined:
            return by + " declines the rematch.";
        case net::GameStep::RematchExpired:
            return "The offer of a rematch has expired.";
        case net::GameStep::PlayerLeft:
            return by + " is gone.";
        case net::GameStep::PlayerReturned:
            return by + " is back.";
        case net::GameStep::Restarted:
            return "The server was away.";
        case net::GameStep::Stopped:
            return "The game was stopped.";
        default:
            return {};
    }
}

// The state is as it was: it need not be told again.
bool is_about_requests(net::GameStep step) {
    switch (step) {
        case net::GameStep::DrawOffered:
        case net::GameStep::DrawDeclined:
        case net::GameStep::TakeBackAsked:
        case net::GameStep::TakeBackDeclined:
        case net::GameStep::RematchOffered:
        case net::GameStep::RematchAgreed:
        case net::GameStep::RematchDeclined:
        case net::GameStep::RematchExpired:
            return true;
        default:
            return false;
    }
}

}  // namespace

std::string title_of(net::GameKind kind) {
    const games::KindRow* row = games::row_of(play::kind_of(kind));
    return row == nullptr ? "a game that needs a newer Crosstalk" : std::string(row->title);
}

std::string clock_in_words(const net::GameClock& clock) {
    return games::clock_in_words(play::clock_of(clock));
}

std::string game_in_words(const net::Game& game) {
    return said_of(rules_of(game), game);
}

std::string change_in_words(const net::GameChanged& changed) {
    const auto record = rules_of(changed.game);
    std::string text = deed_in_words(changed, record);
    if (!text.empty() && is_about_requests(changed.step)) return text;
    return text + (text.empty() ? "" : " ") + said_of(record, changed.game);
}

std::string board_in_text(const net::Game& game) {
    const auto record = rules_of(game);
    return record ? games::board_text(record->position) : std::string();
}

}  // namespace crosstalk::model
