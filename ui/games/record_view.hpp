// A game's record as the view of one who plays or watches. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "games/record.hpp"
#include "ui/games/game_view.hpp"

namespace crosstalk::ui {

struct Onlooker {
    /// None: who watches.
    std::optional<games::Seat> seat{};
    std::array<std::string, 2> names;      // by seat, as people read them
    std::array<std::uint64_t, 2> users{};  // by seat; 0: the computer
    std::int64_t now_ms = 0;               // on the record's clock
};

/// Everything but id, about, is_practice, pending, spectators. Of a kind without rules here nothing can be done.
GameView view_of(const games::GameRecord& record, const Onlooker& onlooker);

/// For the clipboard: who plays, the board, the moves, how it stands.
std::string copied_text(const GameView& view);

}  // namespace crosstalk::ui
