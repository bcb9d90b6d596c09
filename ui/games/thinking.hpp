// What is asked of whoever thinks for the computer player, and the answer. The program around the window thinks on a thread
// of its own, so that no frame waits.
#pragma once

#include <cstdint>

#include "games/search.hpp"
#include "ui/games/game_view.hpp"

namespace crosstalk::ui {

/// Chosen by whoever asks; an answer with another one than was asked for last is out of date.
struct ThinkTicket {
    std::uint64_t value = 0;
    friend constexpr auto operator<=>(const ThinkTicket&, const ThinkTicket&) = default;
};

/// A newer one for the same game takes the place of the older. Answered by at most one MoveThought.
struct ThinkOfMove {
    GameId game;
    ThinkTicket ticket;
    games::Position position;  // not over, of a known kind
    games::Level level{};
    std::uint64_t seed = 0;
};
/// Nothing more is wanted for this game. An answer that is on its way may still come.
struct StopThinking {
    GameId game;
};

struct MoveThought {
    GameId game;
    ThinkTicket ticket;
    games::Cell cell;
};

}  // namespace crosstalk::ui
