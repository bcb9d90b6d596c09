#include "games/notation.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace crosstalk::games {
namespace {

constexpr std::array<std::string_view, 9> board_names{"upper left",  "upper middle", "upper right",
                                                      "middle left", "middle",       "middle right",
                                                      "lower left",  "lower middle", "lower right"};

std::optional<int> parse_number(std::string_view text) {
    int value = 0;
    if (text.empty() || text.size() > 2 || text.front() < '0' || text.front() > '9') return std::nullopt;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

char column_letter(int column) {
    return static_cast<char>('a' + column);
}

char letter_of(Mark mark) {
    if (mark == Mark::None) return '.';
    return mark == Mark::X ? 'X' : 'O';
}

std::string right_aligned(int number) {
    return (number < 10 ? " " : "") + std::to_string(number);
}

// Three characters wide.
std::string cell_text(const Position& position, Cell cell, bool decides) {
    const char mark = letter_of(position.at(cell));
    if (decides) return {'*', mark, '*'};
    if (position.last_move() == cell) return {'[', mark, ']'};
    return {' ', mark, ' '};
}

// Which cells to mark: of Ultimate all of the three boards.
std::vector<bool> deciding_cells(const Position& position) {
    std::vector<bool> cells(max_cells, false);
    for (const auto& line : position.deciding_lines()) {
        for (const Cell cell : line) {
            cells[cell.index] = true;
            if (position.kind() != Kind::Ultimate) continue;
            for (int index = 0; index < position.cell_count(); ++index) {
                const Cell other{static_cast<std::uint8_t>(index)};
                const bool is_winners = position.at(other) == winner_of(position.outcome());
                if (position.board_of(other) == position.board_of(cell) && is_winners)
                    cells[other.index] = true;
            }
        }
    }
    return cells;
}

}  // namespace

std::string_view board_name(int board) {
    if (board < 0 || board >= 9) return "no";
    return board_names[static_cast<std::size_t>(board)];
}

std::string cell_name(const Position& position, Cell cell) {
    if (cell.index >= position.cell_count()) return "-";
    return column_letter(position.column_of(cell)) + std::to_string(position.row_of(cell) + 1);
}

std::string cell_in_words(const Position& position, Cell cell) {
    if (cell.index >= position.cell_count()) return "outside the board";
    std::string text = "row " + std::to_string(position.row_of(cell) + 1) + " column " +
                       std::to_string(position.column_of(cell) + 1);
    if (position.kind() == Kind::Ultimate)
        text += " (" + std::string(board_name(position.board_of(cell))) + " board)";
    return text;
}

std::optional<Cell> parse_cell(const Position& position, std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return std::nullopt;
    const char first = static_cast<char>(text.front() | 0x20);
    if (first >= 'a' && first <= 'z') {
        const auto row = parse_number(text.substr(1));
        return row ? position.cell_at(*row - 1, first - 'a') : std::nullopt;
    }
    const std::size_t gap = text.find_first_of(" ,");
    if (gap == std::string_view::npos) {
        const auto number = parse_number(text);
        if (!number || position.cell_count() != 9 || *number < 1 || *number > 9) return std::nullopt;
        return Cell{static_cast<std::uint8_t>(*number - 1)};
    }
    const auto row = parse_number(text.substr(0, gap));
    const auto column = parse_number(trimmed(text.substr(gap + 1)));
    if (!row || !column) return std::nullopt;
    return position.cell_at(*row - 1, *column - 1);
}

std::string moves_text(const Position& position, std::span<const Cell> moves) {
    std::string text;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        if (!text.empty()) text += ' ';
        if (i % 2 == 0) text += std::to_string(i / 2 + 1) + ". ";
        text += cell_name(position, moves[i]);
    }
    return text;
}

std::string board_text(const Position& position) {
    if (position.cell_count() == 0) return std::string(unknown_kind_text) + "\n";
    const bool is_ultimate = position.kind() == Kind::Ultimate;
    const std::vector<bool> decides = deciding_cells(position);
    const auto is_border = [&](int at, int end) { return is_ultimate && at % 3 == 2 && at + 1 < end; };
    std::string text = "  ";
    std::string rule = "   ";
    for (int column = 0; column < position.columns(); ++column) {
        text += std::string("  ") + column_letter(column);
        rule += "---";
        if (!is_border(column, position.columns())) continue;
        text += "  ";
        rule += "+-";
    }
    text += '\n';
    for (int row = 0; row < position.rows(); ++row) {
        std::string line = right_aligned(row + 1) + " ";
        for (int column = 0; column < position.columns(); ++column) {
            const Cell cell = *position.cell_at(row, column);
            line += cell_text(position, cell, decides[cell.index]);
            if (is_border(column, position.columns())) line += "| ";
        }
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        if (is_border(row, position.rows())) text += rule + "\n";
    }
    if (is_ultimate && !position.is_over()) {
        const auto board = position.required_board();
        text += "Play in " +
                (board ? "the " + std::string(board_name(*board)) + " board" : "any open board") + ".\n";
    }
    return text;
}

}  // namespace crosstalk::games
