#include "ui/games/board.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "games/notation.hpp"
#include "ui/games/marks.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {

using games::Cell;
using games::Mark;
using games::Outcome;
using games::Position;

constexpr float digits_from = 40;     // cells that are smaller show none; at 100 %
constexpr float ghost_share = 0.5F;   // of the mark's colour
constexpr float quiet_share = 0.35F;  // of marks in a decided board of Ultimate
constexpr float line_share = 0.055F;
constexpr float line_least = 3;
constexpr float beyond = 0.36F;  // the line, past the centres of its ends

Cell cell_of(int index) {
    return {static_cast<std::uint8_t>(index)};
}

// Everything of one frame.
class BoardDrawing {
  public:
    BoardDrawing(const Context& context, ImVec2 min, const BoardLayout& layout, const BoardShown& shown,
                 BoardMemory& memory)
        : context_(context),
          theme_(context.theme),
          draw_(*ImGui::GetWindowDrawList()),
          min_(min),
          layout_(layout),
          shown_(shown),
          position_(shown.position),
          memory_(memory),
          is_ultimate_(position_.kind() == games::Kind::Ultimate) {
        for (const auto& line : position_.deciding_lines())
            deciding_.insert(deciding_.end(), line.begin(), line.end());
    }

    BoardPress draw(const char* id) {
        follow_changes();
        draw_well();
        const Box inside = box_at(min_, layout_.width, layout_.height);
        const ItemState state = item(context_, id, inside);
        const bool has_keys = ImGui::IsItemFocused();
        BoardPress press;
        const std::optional<Cell> under =
            state.hovered ? under_pointer(ImGui::GetIO().MousePos) : std::nullopt;
        if (has_keys) walk();
        const std::optional<Cell> focus = state.focused ? std::optional(focus_cell()) : std::nullopt;
        press.looked_at = under ? under : focus;
        if (state.pressed) press.played = ImGui::IsMouseReleased(0) ? clicked(under) : focus;
        if (const auto typed = typed_digit()) press.played = typed;
        if (press.played && !is_playable(*press.played)) press.played.reset();
        draw_boards();
        for (int index = 0; index < position_.cell_count(); ++index)
            draw_cell(cell_of(index), under == cell_of(index), focus == cell_of(index));
        draw_decided_boards();
        draw_lines();
        return press;
    }

  private:
    [[nodiscard]] Box box_of(BoardSquare square) const {
        return box_at({min_.x + square.left, min_.y + square.top}, square.side, square.side);
    }
    [[nodiscard]] bool is_playable(Cell cell) const {
        return shown_.mine != Mark::None && !shown_.pending && position_.turn() == shown_.mine &&
               position_.judge(cell) == games::MoveResult::Done;
    }
    [[nodiscard]] bool is_open(int board) const {
        return !position_.is_over() && position_.board_outcome(board) == Outcome::Ongoing &&
               position_.required_board().value_or(board) == board;
    }
    [[nodiscard]] float corner() const {
        const float side = layout_.cell / theme_.scale();
        return theme_.px(side >= measure::board_small ? radius::control
                         : side >= 36                 ? radius::code
                                                      : space::hair);
    }

    // A mark that was not there in the last frame is drawn stroke by stroke; the line follows it.
    void follow_changes() {
        if (memory_.drawn && *memory_.drawn == position_) return;
        const bool is_next = memory_.drawn && memory_.drawn->kind() == position_.kind() &&
                             position_.move_count() == memory_.drawn->move_count() + 1;
        memory_.mark_since_ms = is_next ? std::optional(context_.now_ms) : std::nullopt;
        memory_.line_since_ms.reset();
        if (is_next && !deciding_.empty())
            memory_.line_since_ms =
                context_.now_ms + motion::mark_drawn.milliseconds + motion::win_line_pause_ms;
        memory_.chosen_board.reset();
        memory_.drawn = position_;
    }

    [[nodiscard]] float share_of(std::optional<std::int64_t> since_ms, Motion movement) const {
        if (!since_ms || theme_.motion() == MotionLevel::Reduced) return 1;
        const float share = theme_.progress(movement, std::max<std::int64_t>(0, context_.now_ms - *since_ms));
        if (share < 1) context_.needs.another_frame = true;
        return share;
    }

    // --- pointer and keys

    [[nodiscard]] std::optional<Cell> under_pointer(ImVec2 at) const {
        return layout_.hit(at.x - min_.x, at.y - min_.y);
    }
    // Where it was pressed and where it was let go.
    [[nodiscard]] std::optional<Cell> clicked(std::optional<Cell> under) const {
        return under_pointer(ImGui::GetIO().MouseClickedPos[0]) == under ? under : std::nullopt;
    }
    [[nodiscard]] Cell focus_cell() const { return memory_.focus.value_or(first_focus(position_)); }

    void walk() {
        static constexpr std::array keys{
            std::pair{ImGuiKey_LeftArrow, BoardKey::Left}, std::pair{ImGuiKey_RightArrow, BoardKey::Right},
            std::pair{ImGuiKey_UpArrow, BoardKey::Up},     std::pair{ImGuiKey_DownArrow, BoardKey::Down},
            std::pair{ImGuiKey_Home, BoardKey::Home},      std::pair{ImGuiKey_End, BoardKey::End}};
        const ImGuiIO& io = ImGui::GetIO();
        if (io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
        for (const auto& [key, direction] : keys) {
            own_keys_of_item({key});
            if (!ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, ImGui::GetItemID())) continue;
            memory_.focus = step(position_, focus_cell(), direction);
            show_focus();
        }
    }

    [[nodiscard]] std::optional<Cell> typed_digit() const {
        const ImGuiIO& io = ImGui::GetIO();
        if (shown_.digits == DigitKeys::Ignored || io.KeyCtrl || io.KeyAlt || io.KeySuper || io.WantTextInput)
            return std::nullopt;
        for (int digit = 1; digit <= 9; ++digit) {
            const auto key = static_cast<ImGuiKey>(ImGuiKey_0 + digit);
            const auto on_keypad = static_cast<ImGuiKey>(ImGuiKey_Keypad0 + digit);
            if (!ImGui::IsKeyPressed(key, false) && !ImGui::IsKeyPressed(on_keypad, false)) continue;
            const DigitMeaning meaning = digit_meaning(position_, memory_.chosen_board, digit);
            if (meaning.board) memory_.chosen_board = meaning.board;
            if (meaning.cell) {
                memory_.chosen_board.reset();
                memory_.focus = meaning.cell;
            }
            return meaning.cell;
        }
        return std::nullopt;
    }

    // --- what is drawn

    void draw_well() const {
        const Box well = box_at(min_, layout_.width, layout_.height);
        fill_box(draw_, well, theme_[Role::Board], theme_.px(radius::board));
        outline_box(draw_, well, theme_[Role::Border], theme_.px(radius::board), theme_.px(line::border));
        if (layout_.label <= 0) return;
        const Type type{TypeStyle::Micro, Face::Regular};
        const Color ink = theme_[Role::TextSecondary];
        for (int column = 0; column < layout_.columns; ++column) {
            const Box box = box_of(layout_.square(cell_of(column)));
            const std::string letter(1, static_cast<char>('a' + column));
            draw_text_centered(draw_, context_,
                               {{box.min.x, min_.y + theme_.px(space::hair)}, {box.max.x, box.min.y}}, type,
                               ink, letter);
        }
        for (int row = 0; row < layout_.rows; ++row) {
            const Box box = box_of(layout_.square(cell_of(row * layout_.columns)));
            draw_text_centered(draw_, context_,
                               {{min_.x + theme_.px(space::hair), box.min.y}, {box.min.x, box.max.y}}, type,
                               ink, std::to_string(row + 1));
        }
    }

    // Which of Ultimate's nine can be played in: a line around each, in the colour of who is to move.
    void draw_boards() const {
        if (!is_ultimate_) return;
        for (int board = 0; board < 9; ++board) {
            if (!is_open(board)) continue;
            const Box around = box_of(layout_.board(board)).grown(theme_.px(3));
            const bool is_chosen = memory_.chosen_board == board;
            outline_box(draw_, around, theme_[role_of(position_.turn())], theme_.px(radius::segment),
                        theme_.px(is_chosen ? line::bar : line::strong));
        }
    }

    void draw_cell(Cell cell, bool is_under, bool has_focus) const {
        const Box box = box_of(layout_.square(cell));
        const bool decides = !is_ultimate_ && std::ranges::find(deciding_, cell) != deciding_.end();
        const bool is_closed = is_ultimate_ && !position_.is_over() && !is_open(position_.board_of(cell));
        const bool plays = is_playable(cell) && (is_under || has_focus);
        if (decides) {
            fill_selected(draw_, context_, box, corner());
        } else {
            const Role ground = is_closed ? Role::Board : plays ? Role::Hover : Role::Raised;
            fill_box(draw_, box, theme_[ground], corner());
        }
        const Mark mark = position_.at(cell);
        const bool is_last = position_.last_move() == cell;
        const Role edge = is_last ? role_of(mark) : is_closed ? Role::Border : Role::Grid;
        outline_box(draw_, box, theme_[edge], corner(), theme_.px(is_last ? line::strong : line::border));
        if (mark != Mark::None) {
            const bool is_quiet =
                is_ultimate_ && position_.board_outcome(position_.board_of(cell)) != Outcome::Ongoing;
            const Color color = theme_[role_of(mark)];
            draw_game_mark(draw_, box, mark, is_quiet ? mix(theme_[Role::Board], color, quiet_share) : color,
                           is_last ? share_of(memory_.mark_since_ms, motion::mark_drawn) : 1);
        } else if (shown_.pending == cell || plays) {
            draw_game_mark(draw_, box, shown_.mine,
                           mix(theme_[Role::Raised], theme_[role_of(shown_.mine)], ghost_share));
        }
        if (mark == Mark::None && layout_.has_digits && layout_.cell >= digits_from * theme_.scale())
            draw_text(draw_, context_,
                      {box.min.x + theme_.px(space::control), box.min.y + theme_.px(space::tiny)},
                      {TypeStyle::Small}, theme_[Role::TextMuted], std::to_string(cell.index + 1));
        if (has_focus) outline_box(draw_, box, theme_[Role::Focus], corner(), theme_.px(line::strong));
    }

    void draw_decided_boards() const {
        if (!is_ultimate_) return;
        for (int board = 0; board < 9; ++board) {
            const Outcome outcome = position_.board_outcome(board);
            if (outcome == Outcome::Ongoing) continue;
            const Box box = box_of(layout_.board(board));
            const Mark winner = games::winner_of(outcome);
            const bool is_newest =
                position_.last_move() && position_.board_of(*position_.last_move()) == board;
            const float share = is_newest ? share_of(memory_.mark_since_ms, motion::mark_drawn) : 1;
            if (winner != Mark::None) {
                draw_game_mark(draw_, box, winner, theme_[role_of(winner)], share);
                continue;
            }
            // Nobody's: two bars, as in "=".
            for (const float side : {-1.0F, 1.0F}) {
                const ImVec2 center = box.center();
                const float half = box.width() * 0.2F;
                const float y = center.y + side * box.height() * 0.1F;
                round_line(draw_, {center.x - half, y}, {center.x + half, y}, theme_[Role::TextSecondary],
                           theme_.px(6));
            }
        }
    }

    void draw_lines() const {
        const games::KindRow* row = games::row_of(position_.kind());
        if (row == nullptr) return;
        const float share = share_of(memory_.line_since_ms, motion::win_line);
        if (memory_.line_since_ms && context_.now_ms < *memory_.line_since_ms &&
            theme_.motion() == MotionLevel::Full) {
            context_.needs.another_frame = true;
            return;
        }
        for (const auto& line : position_.deciding_lines()) {
            const Box first = end_of(line.front());
            const Box last = end_of(line.back());
            const ImVec2 a = first.center();
            const ImVec2 b = last.center();
            const float length = std::hypot(b.x - a.x, b.y - a.y);
            if (length <= 0) continue;
            const float further = beyond * first.width();
            const ImVec2 unit{(b.x - a.x) / length, (b.y - a.y) / length};
            const ImVec2 from{a.x - unit.x * further, a.y - unit.y * further};
            const float whole = (length + 2 * further) * share;
            round_line(draw_, from, {from.x + unit.x * whole, from.y + unit.y * whole},
                       theme_[row->misere ? Role::Danger : Role::Win],
                       std::max(theme_.px(line_least), line_share * layout_.cell));
        }
    }
    // Of Ultimate a line goes over whole boards.
    [[nodiscard]] Box end_of(Cell cell) const {
        return is_ultimate_ ? box_of(layout_.board(position_.board_of(cell))) : box_of(layout_.square(cell));
    }

    const Context& context_;
    const Theme& theme_;
    ImDrawList& draw_;
    ImVec2 min_;
    const BoardLayout& layout_;
    const BoardShown& shown_;
    const Position& position_;
    BoardMemory& memory_;
    bool is_ultimate_;
    std::vector<Cell> deciding_;
};

}  // namespace

BoardPress draw_board(const Context& context, const char* id, ImVec2 min, const BoardLayout& layout,
                      const BoardShown& shown, BoardMemory& memory) {
    if (layout.rows == 0 || layout.rows != shown.position.rows()) return {};
    return BoardDrawing(context, min, layout, shown, memory).draw(id);
}

std::string cell_words(const Position& position, Cell cell) {
    std::string text = position.cell_count() == 9 ? "Cell " + std::to_string(cell.index + 1) + ", "
                                                  : games::cell_name(position, cell) + ", ";
    text += games::cell_in_words(position, cell);
    switch (position.at(cell)) {
        case Mark::X:
            return text + ": X";
        case Mark::O:
            return text + ": O";
        case Mark::None:
            break;
    }
    return text +
           (position.judge(cell) == games::MoveResult::WrongBoard ? ": closed for this move" : ": empty");
}

}  // namespace crosstalk::ui
