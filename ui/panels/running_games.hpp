// The games that one plays oneself and that run: as rows above the rooms, as the strip below the head of the only pane, and in
// the status bar. Pressing one opens its window.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "games/position.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// Valid for the frame that it was made in.
struct RunningGame {
    net::RoomId room;
    net::MessageId message;
    std::string title;    // "You vs juniper"
    std::string words;    // "Your turn", "juniper's turn, draw offered"
    std::string about;    // "Tic Tac Toe, 15 s a move"
    std::string against;  // the other one's name
    bool is_my_turn = false;
    games::Mark mark = games::Mark::None;  // one's own; none: of a kind that is not known
    games::Position position{games::Kind{}};
    std::optional<std::int64_t> left_ms{};  // of one's own clock; nothing: there is none
    std::int64_t full_ms = 0;               // what it has at the beginning
    bool counts_down = false;               // one's own clock does, now
};

/// Rows above the rooms at most; what is more stands in a dialog.
inline constexpr std::size_t most_game_rows = 3;

/// By the server's clock; the oldest first.
std::vector<RunningGame> running_games(const model::Model& model, std::int64_t server_ms);
/// The one that waits for oneself, that with the least time before the others; else the oldest. Null if there is none.
const RunningGame* most_urgent(std::span<const RunningGame> games);

/// Below one another from `min` on. Gives their height.
float draw_game_rows(const Scene& scene, ImVec2 min, float width, std::span<const RunningGame> games);
/// Of the most urgent one; nothing if there is none.
void draw_game_strip(const Scene& scene, Box box, std::span<const RunningGame> games);
/// At the right of the box, as much of it as there is room for. Gives the right edge of what is left.
float draw_game_status(const Context& context, Box box, std::span<const RunningGame> games,
                       Commands& commands);

}  // namespace crosstalk::ui
