// The kinds of games and their rules as one table; what is played on them is in position.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace crosstalk::games {

// Numbers go over the wire and into journals: they are never used again. A value that has no row in the table
// below comes from a newer program; it is kept as it is and shown with unknown_kind_text.
enum class Kind : std::uint8_t {
    TicTacToe = 1,
    Misere = 2,
    FourInARow = 3,
    Gomoku = 4,
    Ultimate = 5,
};

// Every kind but Ultimate is an m,n,k-game: who has `in_a_row` marks or more in one row, column or diagonal wins
// (misere: loses). Of Ultimate, rows and columns are those of the whole 9x9 board.
struct KindRow {
    Kind kind;
    std::string_view name;   // what people type, without blanks
    std::string_view title;  // what people read
    std::string_view description;
    int rows;
    int columns;
    int in_a_row;
    bool misere;
};

inline constexpr int max_cells = 15 * 15;
inline constexpr std::string_view unknown_kind_text =
    "This game is of a kind that this version does not know. Update Crosstalk to play it.";

std::span<const KindRow> kind_rows();

// Null for a kind that this program does not know. The row lives as long as the program.
const KindRow* row_of(Kind kind);

// By the name or title, in any case of ASCII letters.
std::optional<Kind> find_kind(std::string_view text);

}  // namespace crosstalk::games
