// How the card of a game is drawn, and what was pressed on it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ui/list/game_card.hpp"
#include "ui/list/game_card_layout.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

/// What is known of a game besides what its card says.
struct GameCardState {
    std::int64_t now_ms = 0;      // by the server's clock
    std::string disabled_reason;  // why nothing can be done with it now; empty: it can
};

/// Of the button that does it, within the scope of its game.
const char* id_of(CardDeed deed);
/// It has to be asked of the server, and cannot be done without.
bool needs_server(CardDeed deed);

enum class CardMarking : std::uint8_t { None, Selected };

struct GameCardPress {
    std::optional<CardDeed> deed;
    Box button;  // the one that was pressed, on the screen
    bool hovered = false;
};

/// `min` is the card's upper left corner; ids are of the scope that is open. Asks to be drawn again with the countdown's
/// next second.
GameCardPress draw_game_card(const Context& context, ImVec2 min, const GameCard& card,
                             const GameCardLayout& layout, const GameCardState& state, CardMarking marking);

}  // namespace crosstalk::ui
