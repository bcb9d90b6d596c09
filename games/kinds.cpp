#include "games/kinds.hpp"

#include <algorithm>
#include <array>

namespace crosstalk::games {
namespace {

constexpr std::array<KindRow, 5> rows{{
    {Kind::TicTacToe, "3x3", "Tic Tac Toe", "Three in a row on 3 by 3 cells win.", 3, 3, 3, false},
    {Kind::Misere, "misere", "Misere Tic Tac Toe",
     "3 by 3 cells; who makes three in a row loses, so make the other do it.", 3, 3, 3, true},
    {Kind::FourInARow, "4x4", "Four in a Row", "Four in a row on 4 by 4 cells win.", 4, 4, 4, false},
    {Kind::Gomoku, "15x15", "Gomoku", "Five or more in a row on 15 by 15 cells win.", 15, 15, 5, false},
    {Kind::Ultimate, "ultimate", "Ultimate Tic Tac Toe",
     "Nine boards of 3 by 3. Your cell says in which board the other has to play; three won boards in a row "
     "win.",
     9, 9, 3, false},
}};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_same(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

std::span<const KindRow> kind_rows() {
    return rows;
}

const KindRow* row_of(Kind kind) {
    const auto found = std::ranges::find(rows, kind, &KindRow::kind);
    return found == rows.end() ? nullptr : &*found;
}

std::optional<Kind> find_kind(std::string_view text) {
    for (const KindRow& row : rows) {
        if (is_same(row.name, text) || is_same(row.title, text)) return row.kind;
    }
    return std::nullopt;
}

}  // namespace crosstalk::games
