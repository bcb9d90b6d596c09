// A board that can be looked at and played on, by pointer and by keys. Where its cells stand: board_layout.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "games/position.hpp"
#include "ui/games/board_layout.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

/// What a board remembers from frame to frame; one per board.
struct BoardMemory {
    std::optional<games::Cell> focus{};           // of the keyboard; nothing: it has not been there
    std::optional<int> chosen_board{};            // of Ultimate, by a digit
    std::optional<games::Position> drawn{};       // in the last frame
    std::optional<std::int64_t> mark_since_ms{};  // since when the newest mark is being drawn
    std::optional<std::int64_t> line_since_ms{};  // since when the deciding line is, its pause included
};

enum class DigitKeys : std::uint8_t { Ignored, Taken };

struct BoardShown {
    const games::Position& position;
    games::Mark mine = games::Mark::None;  // whose ghost follows pointer and keys; None: no moves are taken
    std::optional<games::Cell> pending{};  // my move that is not confirmed yet
    DigitKeys digits = DigitKeys::Ignored;
};

struct BoardPress {
    std::optional<games::Cell> played{};     // legal, and mine is to move
    std::optional<games::Cell> looked_at{};  // under the pointer, else of the keyboard
};

/// `min` is the upper left corner of the well. One item for Tab; arrows, Home and End walk in it, Enter and Space play.
BoardPress draw_board(const Context& context, const char* id, ImVec2 min, const BoardLayout& layout,
                      const BoardShown& shown, BoardMemory& memory);

/// "b2, empty" or "cell 5, X".
std::string cell_words(const games::Position& position, games::Cell cell);

}  // namespace crosstalk::ui
