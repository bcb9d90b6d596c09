// What stands in the window of one game: players, state in words, board, moves, buttons. Draws a GameView and gives what was
// pressed; keeps nothing but where somebody looks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/games/board.hpp"
#include "ui/games/game_view.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

inline constexpr float game_head_height = 46;  // at 100 %

/// What a window remembers of its game; one per window.
struct GameWindowMemory {
    BoardMemory board;
    std::optional<std::size_t> step{};  // so many moves are shown; nothing: all of them
    bool asks_resign = false;
    bool focus_board = false;   // with the next frame
    bool focus_answer = false;  // the answer to what is asked, likewise
    float words_height = 0;     // of everything but the board, as of the last frame
    ScrollArea scroll;
};

enum class WindowKeys : std::uint8_t { Elsewhere, Here };

/// In pixels, its head included: what the window likes to have.
ImVec2 natural_game_size(const Context& context, games::Kind kind);

struct GameHeadPress {
    bool closes = false;
    ImVec2 dragged;  // by how much, in this frame
};
GameHeadPress draw_game_head(const Context& context, Box head, const GameView& view);

/// Into `body`, beside one another where it is low and wide; scrolls where there is too little of both.
std::vector<GamePress> draw_game(const Context& context, Box body, const GameView& view,
                                 GameWindowMemory& memory, WindowKeys keys);

}  // namespace crosstalk::ui
