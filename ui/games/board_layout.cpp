#include "ui/games/board_layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme/tokens.hpp"

namespace crosstalk::ui {

namespace {

using games::Cell;
using games::Kind;

constexpr float label_room = 18;  // at 100 %
constexpr float least_many = 24;  // of 15x15: smaller ones are missed by hands
constexpr float tightest_many = 16;
constexpr float least_ultimate = 32;
constexpr float tightest_ultimate = 26;
constexpr float gap_many = 1;
constexpr float padding_large = 10;
constexpr float padding_small = 6;
constexpr int board_side = 3;  // of Ultimate's boards, in cells and in boards

bool has_many(Kind kind) {
    return kind == Kind::Gomoku;
}

float gap_of(Kind kind, float cell) {
    if (has_many(kind)) return gap_many;
    if (kind == Kind::Ultimate) return space::hair;
    return cell < measure::board_small ? measure::board_gap_small : measure::board_gap;
}

float round_to_pixels(float at_100_percent, float scale) {
    return std::max(1.0F, std::floor(at_100_percent * scale + 0.5F));
}

// Everything but the size of the cells.
BoardLayout frame_of(Kind kind, float cell_at_100, float scale) {
    const games::KindRow* row = games::row_of(kind);
    BoardLayout layout;
    layout.kind = kind;
    if (row == nullptr) return layout;
    layout.rows = row->rows;
    layout.columns = row->columns;
    layout.has_digits = row->rows * row->columns == 9;
    layout.gap = round_to_pixels(gap_of(kind, cell_at_100), scale);
    layout.between = kind == Kind::Ultimate ? round_to_pixels(space::control, scale) : layout.gap;
    layout.padding = round_to_pixels(row->columns > 4 ? padding_small : padding_large, scale);
    layout.label = layout.has_digits ? 0 : round_to_pixels(label_room, scale);
    return layout;
}

// What is no cell, along one side.
float around(const BoardLayout& layout, int lines) {
    const int wide = layout.kind == Kind::Ultimate ? lines / board_side - 1 : 0;
    const auto narrow = static_cast<float>(lines - 1 - wide);
    return 2 * layout.padding + layout.label + narrow * layout.gap +
           static_cast<float>(wide) * layout.between;
}

}  // namespace

CellSides cell_sides(Kind kind) {
    switch (kind) {
        case Kind::TicTacToe:
        case Kind::Misere:
            return {measure::board_cell, measure::board_cell_least, measure::board_cell_least};
        case Kind::FourInARow:
            return {72, measure::board_cell_least, measure::board_cell_least};
        case Kind::Ultimate:
            return {measure::board_cell_least, least_ultimate, tightest_ultimate};
        case Kind::Gomoku:
            return {measure::board_cell_least, least_many, tightest_many};
    }
    return {};
}

BoardLayout lay_out_board(Kind kind, float room_width, float room_height, float scale) {
    const CellSides sides = cell_sides(kind);
    const float most = std::floor(sides.wanted * scale + 0.5F);
    const float least = std::floor(sides.least * scale + 0.5F);
    const float tightest = std::floor(sides.tightest * scale + 0.5F);
    // Small cells have narrower gaps: the second time the gaps are those of the cells that were found.
    float cell = most;
    BoardLayout layout;
    for (int round = 0; round < 2; ++round) {
        layout = frame_of(kind, cell / scale, scale);
        if (layout.rows == 0) return layout;
        const float across =
            std::floor((room_width - around(layout, layout.columns)) / static_cast<float>(layout.columns));
        const float down =
            std::floor((room_height - around(layout, layout.rows)) / static_cast<float>(layout.rows));
        cell = std::clamp(std::min(across, std::max(down, least)), tightest, most);
    }
    layout.cell = cell;
    layout.width = around(layout, layout.columns) + cell * static_cast<float>(layout.columns);
    layout.height = around(layout, layout.rows) + cell * static_cast<float>(layout.rows);
    return layout;
}

float BoardLayout::offset(int line) const {
    const int wide = kind == Kind::Ultimate ? line / board_side : 0;
    return padding + label + static_cast<float>(line) * cell + static_cast<float>(line - wide) * gap +
           static_cast<float>(wide) * between;
}

BoardSquare BoardLayout::square(Cell at) const {
    return {offset(at.index % columns), offset(at.index / columns), cell};
}

BoardSquare BoardLayout::board(int board) const {
    const float side = board_side * cell + (board_side - 1) * gap;
    return {offset(board % board_side * board_side), offset(board / board_side * board_side), side};
}

std::optional<Cell> BoardLayout::hit(float x, float y) const {
    if (rows == 0) return std::nullopt;
    const auto line_at = [&](float place, int lines) -> std::optional<int> {
        const float margin = gap / 2;
        if (place < offset(0) - margin || place >= offset(lines - 1) + cell + margin) return std::nullopt;
        int nearest = 0;
        for (int line = 1; line < lines; ++line) {
            // Half of what lies between two cells belongs to each.
            const float border = (offset(line - 1) + cell + offset(line)) / 2;
            if (place >= border) nearest = line;
        }
        return nearest;
    };
    const auto column = line_at(x, columns);
    const auto row = line_at(y, rows);
    if (!column || !row) return std::nullopt;
    return Cell{static_cast<std::uint8_t>(*row * columns + *column)};
}

// --- keys

Cell step(const games::Position& position, Cell from, BoardKey key) {
    int row = position.row_of(from);
    int column = position.column_of(from);
    switch (key) {
        case BoardKey::Left:
            --column;
            break;
        case BoardKey::Right:
            ++column;
            break;
        case BoardKey::Up:
            --row;
            break;
        case BoardKey::Down:
            ++row;
            break;
        case BoardKey::Home:
            column = 0;
            break;
        case BoardKey::End:
            column = position.columns() - 1;
            break;
    }
    return position.cell_at(row, column).value_or(from);
}

Cell first_focus(const games::Position& position) {
    if (position.kind() == Kind::Ultimate) {
        const int board = position.required_board().value_or(4);
        const int row = board / board_side * board_side + 1;
        return position.cell_at(row, board % board_side * board_side + 1).value_or(Cell{});
    }
    return position.cell_at((position.rows() - 1) / 2, (position.columns() - 1) / 2).value_or(Cell{});
}

DigitMeaning digit_meaning(const games::Position& position, std::optional<int> chosen_board, int digit) {
    if (digit < 1 || digit > 9) return {};
    const int place = digit - 1;
    if (position.cell_count() == 9) return {Cell{static_cast<std::uint8_t>(place)}, {}};
    if (position.kind() != Kind::Ultimate) return {};
    const std::optional<int> board = position.required_board() ? position.required_board() : chosen_board;
    if (!board) return {{}, place};
    const int row = *board / board_side * board_side + place / board_side;
    return {position.cell_at(row, *board % board_side * board_side + place % board_side), {}};
}

}  // namespace crosstalk::ui
