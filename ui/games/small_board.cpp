#include "ui/games/small_board.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "games/kinds.hpp"
#include "ui/games/marks.hpp"

namespace crosstalk::ui {

namespace {

using games::Cell;
using games::Mark;

constexpr float outlined_from = 8;    // smaller cells have no outline, but a ground; at 100 %
constexpr float quiet_share = 0.35F;  // of marks in a decided board of Ultimate
constexpr float line_share = 0.055F;
constexpr float line_least = 1.5F;
constexpr float beyond = 0.36F;  // the line, past the centres of its ends

class SmallBoard {
  public:
    SmallBoard(ImDrawList& draw, const Theme& theme, ImVec2 min, const BoardLayout& layout,
               const games::Position& position)
        : draw_(draw), theme_(theme), min_(min), layout_(layout), position_(position) {
        for (const auto& line : position.deciding_lines())
            deciding_.insert(deciding_.end(), line.begin(), line.end());
    }

    void draw() const {
        for (int index = 0; index < position_.cell_count(); ++index)
            draw_cell({static_cast<std::uint8_t>(index)});
        if (is_ultimate()) draw_won_boards();
        draw_lines();
    }

  private:
    [[nodiscard]] bool is_ultimate() const { return position_.kind() == games::Kind::Ultimate; }
    [[nodiscard]] Box box_of(BoardSquare square) const {
        return box_at({min_.x + square.left, min_.y + square.top}, square.side, square.side);
    }

    void draw_cell(Cell cell) const {
        const Box box = box_of(layout_.square(cell));
        const Mark mark = position_.at(cell);
        const bool is_last = position_.last_move() == cell;
        const bool decides = !is_ultimate() && std::ranges::find(deciding_, cell) != deciding_.end();
        const bool is_large = layout_.cell >= theme_.px(outlined_from);
        const float corner = is_large ? std::min(theme_.px(radius::code), layout_.cell / 6) : 0;
        fill_box(draw_, box,
                 theme_[decides    ? Role::Selected
                        : is_large ? Role::Raised
                                   : Role::Board],
                 corner);
        // Small marks fill their cell, or nobody could tell them apart.
        const float grown = is_large ? 0 : layout_.cell * 0.4F;
        const bool is_quiet =
            is_ultimate() && position_.board_outcome(position_.board_of(cell)) != games::Outcome::Ongoing;
        const Color ink = theme_[role_of(mark)];
        if (is_large)
            outline_box(draw_, box, theme_[is_last ? role_of(mark) : Role::Grid], corner,
                        theme_.px(line::border));
        if (mark == Mark::None) return;
        draw_game_mark(draw_, box.grown(grown), mark,
                       is_quiet ? mix(theme_[Role::Board], ink, quiet_share) : ink);
    }

    void draw_won_boards() const {
        for (int board = 0; board < 9; ++board) {
            const Mark winner = games::winner_of(position_.board_outcome(board));
            if (winner != Mark::None)
                draw_game_mark(draw_, box_of(layout_.board(board)), winner, theme_[role_of(winner)]);
        }
    }

    [[nodiscard]] Box end_of(Cell cell) const {
        return is_ultimate() ? box_of(layout_.board(position_.board_of(cell))) : box_of(layout_.square(cell));
    }

    void draw_lines() const {
        const games::KindRow* row = games::row_of(position_.kind());
        if (row == nullptr) return;
        for (const auto& line : position_.deciding_lines()) {
            const Box first = end_of(line.front());
            const Box last = end_of(line.back());
            const ImVec2 along{last.center().x - first.center().x, last.center().y - first.center().y};
            const float length = std::hypot(along.x, along.y);
            if (length <= 0) continue;
            const float further = beyond * first.width() / length;
            round_line(draw_, {first.center().x - along.x * further, first.center().y - along.y * further},
                       {last.center().x + along.x * further, last.center().y + along.y * further},
                       theme_[row->misere ? Role::Danger : Role::Win],
                       std::max(theme_.px(line_least), line_share * first.width()));
        }
    }

    ImDrawList& draw_;
    const Theme& theme_;
    ImVec2 min_;
    const BoardLayout& layout_;
    const games::Position& position_;
    std::vector<Cell> deciding_;
};

}  // namespace

void draw_small_board(ImDrawList& draw, const Theme& theme, ImVec2 min, const BoardLayout& layout,
                      const games::Position& position) {
    if (layout.rows == 0 || layout.kind != position.kind()) return;
    SmallBoard(draw, theme, min, layout, position).draw();
}

}  // namespace crosstalk::ui
