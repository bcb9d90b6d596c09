#include "ui/list/game_card_layout.hpp"

#include <algorithm>
#include <cmath>

#include "games/kinds.hpp"
#include "ui/fonts/drawn_text.hpp"

namespace crosstalk::ui {

namespace {

// At 100 %.
constexpr int board_from = 360;      // narrower cards have no board
constexpr int ring_side = 16;        // of the countdown
constexpr float little_board = 40;   // the sides of smaller boards are those of lists
constexpr int most_button_rows = 2;  // of those without a board
constexpr int board_side =
    3 * static_cast<int>(measure::card_cell) + 2 * static_cast<int>(measure::card_cell_gap);
constexpr std::string_view widest_countdown = "0:00";

int width_of(const TextMeasure& measure, TypeStyle style, Face face, std::string_view text) {
    float sum = 0;
    for (DrawnText reader(text); !reader.at_end();)
        sum += measure.advance(style, face, reader.next());
    return static_cast<int>(std::ceil(sum));
}

bool has_board(const Theme& theme, int width) {
    return width >= theme.pixels(board_from);
}

}  // namespace

int game_card_width(const Theme& theme, int column) {
    return std::min(column, theme.pixels(measure::game_card_width));
}

int game_card_height(const Theme& theme, int column) {
    const int one_row = theme.pixels(measure::game_card);
    if (has_board(theme, game_card_width(theme, column))) return one_row;
    return one_row + (most_button_rows - 1) * theme.pixels(measure::button + space::control) +
           static_cast<int>(theme.type_row(TypeStyle::Ui));
}

BoardLayout lay_out_small_board(games::Kind kind, int side, float scale) {
    BoardLayout board;
    board.kind = kind;
    const games::KindRow* row = games::row_of(kind);
    if (row == nullptr) return board;
    board.rows = row->rows;
    board.columns = row->columns;
    const bool is_ultimate = kind == games::Kind::Ultimate;
    const bool has_many = row->columns > 4;
    const bool is_little = static_cast<float>(side) < little_board * scale;
    const float gap = has_many ? 1.0F : is_little ? measure::list_cell_gap : measure::card_cell_gap;
    board.gap = std::max(1.0F, std::floor(gap * scale));
    // Cells that are nothing but a dot stand wall to wall.
    const auto lines = static_cast<float>(row->columns);
    if (has_many && static_cast<float>(side) < 2 * lines + (lines - 1) * board.gap) board.gap = 0;
    board.between = is_ultimate ? std::max(1.0F, 3 * board.gap) : board.gap;
    const int wide = is_ultimate ? row->columns / 3 - 1 : 0;
    const auto narrow = static_cast<float>(row->columns - 1 - wide);
    const float gaps = narrow * board.gap + static_cast<float>(wide) * board.between;
    board.cell =
        std::max(1.0F, std::floor((static_cast<float>(side) - gaps) / static_cast<float>(row->columns)));
    board.width = board.height = gaps + board.cell * static_cast<float>(row->columns);
    return board;
}

namespace {

// Lays one card out, from the board to the buttons.
class CardLaying {
  public:
    CardLaying(const GameCard& card, const Theme& theme, const TextMeasure& measure, int column)
        : card_(card), theme_(theme), measure_(measure) {
        all_.width = game_card_width(theme, column);
        all_.height = game_card_height(theme, column);
        padding_ = theme.pixels(space::card);
        left_ = padding_;
        right_ = all_.width - padding_;
    }

    GameCardLayout lay_out() {
        if (has_board(theme_, all_.width)) place_board();
        const int title = static_cast<int>(theme_.type_row(TypeStyle::Title));
        const int line = static_cast<int>(theme_.type_row(TypeStyle::Ui));
        all_.title = {left_, padding_ - theme_.pixels(space::hair), right_ - left_, title};
        const int line_top = all_.title.top + title;
        const int buttons_top = place_buttons();
        place_beside();
        const bool has_row = !card_.buttons.empty() || all_.note.width > 0 || all_.countdown.top == row_top_;
        const int room = (has_row ? buttons_top : all_.height - padding_) - line_top;
        all_.line_rows = std::max(1, room / line);
        all_.line = {left_, line_top, right_ - left_, all_.line_rows * line};
        return std::move(all_);
    }

  private:
    void place_board() {
        const int side = theme_.pixels(board_side);
        all_.board = lay_out_small_board(card_.position.kind(), side, theme_.scale());
        if (all_.board.rows == 0) return;
        const int inset = (side - static_cast<int>(all_.board.width)) / 2;
        all_.board_at = {padding_ + inset, (all_.height - static_cast<int>(all_.board.height)) / 2,
                         static_cast<int>(all_.board.width), static_cast<int>(all_.board.height)};
        left_ = padding_ + side + padding_;
    }

    [[nodiscard]] int countdown_width() const {
        return theme_.pixels(ring_side) + theme_.pixels(space::small) +
               width_of(measure_, TypeStyle::Body, Face::SemiBold, widest_countdown);
    }

    // In rows from the left, the last row at the bottom. Gives the top of the first.
    int place_buttons() {
        const int gap = theme_.pixels(space::control);
        const int height = theme_.pixels(measure::button);
        const int most = right_ - left_;
        const int most_rows = has_board(theme_, all_.width) ? 1 : most_button_rows;
        int left = left_;
        int row = 0;
        for (const CardButton& button : card_.buttons) {
            const int wanted = width_of(measure_, TypeStyle::Ui, Face::SemiBold, button.label) +
                               2 * theme_.pixels(measure::button_padding);
            if (left > left_ && left + wanted > right_ && row + 1 < most_rows) {
                left = left_;
                ++row;
            }
            const int width = std::max(std::min({wanted, most, right_ - left}), theme_.pixels(measure::hit));
            all_.buttons.push_back({left, row * (height + gap), width, height});
            left += width + gap;
        }
        row_left_ = left;
        const int bottom = all_.height - padding_;
        const int top = bottom - height - row * (height + gap);
        for (CardPlace& place : all_.buttons)
            place.top += top;
        row_top_ = bottom - height;
        return top - theme_.pixels(space::tiny);
    }

    // The countdown and the note share what the last row of buttons leaves; else the countdown stands beside the title.
    void place_beside() {
        const int height = theme_.pixels(measure::button);
        if (card_.ends_at) {
            const int width = countdown_width();
            if (right_ - row_left_ >= width) {
                all_.countdown = {right_ - width, row_top_, width, height};
            } else {
                all_.countdown = {right_ - width, all_.title.top, width, all_.title.height};
                all_.title.width = std::max(0, all_.countdown.left - theme_.pixels(space::control) - left_);
            }
            return;
        }
        if (card_.note.empty()) return;
        const int width = width_of(measure_, TypeStyle::Small, Face::Regular, card_.note);
        if (right_ - row_left_ >= width) all_.note = {right_ - width, row_top_, width, height};
    }

    const GameCard& card_;
    const Theme& theme_;
    const TextMeasure& measure_;
    GameCardLayout all_;
    int padding_ = 0;
    int left_ = 0;  // of the words
    int right_ = 0;
    int row_left_ = 0;  // behind the last button
    int row_top_ = 0;
};

}  // namespace

GameCardLayout lay_out_game_card(const GameCard& card, const Theme& theme, const TextMeasure& measure,
                                 int column) {
    return CardLaying(card, theme, measure, column).lay_out();
}

}  // namespace crosstalk::ui
