// The moves of a game as small buttons, two to a number, and the steps back and forward through them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "games/position.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

/// The rows that are shown of it, around the move that the board shows: a long game has many more.
int move_rows(games::Kind kind);
float move_list_height(const Context& context, games::Kind kind);

/// `shown` of the moves stand on the board. Gives how many shall, if one was pressed.
std::optional<std::size_t> draw_move_list(const Context& context, Box box, const games::Position& board,
                                          std::span<const games::Cell> moves, std::size_t shown);

float steps_width(const Context& context);
/// First, back, "Move 3 of 7", forward, last; ends at `right`. Gives how many moves shall be shown, if one was pressed.
std::optional<std::size_t> draw_steps(const Context& context, float right, float top, std::size_t count,
                                      std::size_t shown);

}  // namespace crosstalk::ui
