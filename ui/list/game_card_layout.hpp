// Where the parts of a game's card stand. All cards of one width are equally high, so that nothing moves when a game goes
// on or ends. Pure.
#pragma once

#include <cstddef>
#include <vector>

#include "ui/games/board_layout.hpp"
#include "ui/list/game_card.hpp"
#include "ui/list/text_layout.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

/// Pixels of the screen, from the card's upper left corner.
struct CardPlace {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
};

struct GameCardLayout {
    int width = 0;
    int height = 0;
    BoardLayout board;  // no rows: there is no room for it
    CardPlace board_at;
    CardPlace title;
    CardPlace line;
    int line_rows = 1;               // it may wrap into so many
    std::vector<CardPlace> buttons;  // one for each of the card's
    CardPlace countdown;             // width 0: there is none
    CardPlace note;                  // width 0: no room
};

/// `column` is the width of the text.
int game_card_width(const Theme& theme, int column);
int game_card_height(const Theme& theme, int column);
GameCardLayout lay_out_game_card(const GameCard& card, const Theme& theme, const TextMeasure& measure,
                                 int column);

/// A board without digits, coordinates and well, into a square of that side.
BoardLayout lay_out_small_board(games::Kind kind, int side, float scale);

}  // namespace crosstalk::ui
