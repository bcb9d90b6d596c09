#include "ui/games/move_list.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "games/notation.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_height = 28;  // at 100 %
constexpr float number_width = 26;
constexpr float move_width = 38;
constexpr float steps_words = 112;
constexpr int most_rows = 3;
constexpr int rows_of_nine = 2;
constexpr Type number_type{TypeStyle::Small, Face::Regular};

}  // namespace

int move_rows(games::Kind kind) {
    const games::KindRow* row = games::row_of(kind);
    return row != nullptr && row->rows * row->columns == 9 ? rows_of_nine : most_rows;
}

float move_list_height(const Context& context, games::Kind kind) {
    return static_cast<float>(move_rows(kind)) * context.px(row_height);
}

std::optional<std::size_t> draw_move_list(const Context& context, Box box, const games::Position& board,
                                          std::span<const games::Cell> moves, std::size_t shown) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope("moves");
    if (moves.empty()) {
        draw_text_within(draw, context, {box.min.x, box.min.y + theme.px(space::tiny)}, box.width(),
                         number_type, theme[Role::TextMuted], "The moves will stand here.");
        return std::nullopt;
    }
    const float turn_width = theme.px(number_width + 2 * move_width + space::medium);
    const auto turns_in_row = static_cast<std::size_t>(std::max(1.0F, std::floor(box.width() / turn_width)));
    const std::size_t turns = (moves.size() + 1) / 2;
    const std::size_t rows = (turns + turns_in_row - 1) / turns_in_row;
    const auto visible = static_cast<std::size_t>(move_rows(board.kind()));
    const std::size_t current = shown == 0 ? 0 : (shown - 1) / 2 / turns_in_row;
    const std::size_t last_first = rows > visible ? rows - visible : 0;
    const std::size_t first = std::min(last_first, current > visible / 2 ? current - visible / 2 : 0);
    std::optional<std::size_t> pressed;
    for (std::size_t turn = first * turns_in_row; turn < std::min(turns, (first + visible) * turns_in_row);
         ++turn) {
        const float x = box.min.x + static_cast<float>(turn % turns_in_row) * turn_width;
        const std::size_t row = turn / turns_in_row - first;
        const float y = box.min.y + static_cast<float>(row) * theme.px(row_height);
        const float text_top = y + std::floor((theme.px(row_height) - theme.type_row(TypeStyle::Small)) / 2);
        draw_text(draw, context, {x, text_top}, number_type, theme[Role::TextMuted],
                  std::to_string(turn + 1) + ".");
        for (std::size_t half = 0; half < 2 && 2 * turn + half < moves.size(); ++half) {
            const std::size_t index = 2 * turn + half;
            const IdScope each(index);
            const Box chip =
                box_at({x + theme.px(number_width + static_cast<float>(half) * move_width),
                        y + theme.px(space::hair)},
                       theme.px(move_width - space::hair), theme.px(row_height - 2 * space::hair));
            const ItemState state = item(context, "move", chip);
            const bool is_shown = index + 1 == shown;
            if (is_shown) {
                fill_selected(draw, context, chip, theme.px(radius::segment));
            } else {
                fill_box(draw, chip, with_opacity(theme[Role::Hover], state.hover),
                         theme.px(radius::segment));
            }
            draw_focus_ring(draw, context, state, chip, theme.px(radius::segment), RingPlace::Inside);
            draw_text_centered(
                draw, context, chip, {TypeStyle::Small, is_shown ? Face::SemiBold : Face::Regular},
                theme[index < shown ? Role::Text : Role::TextMuted], games::cell_name(board, moves[index]));
            if (state.pressed) pressed = index + 1;
        }
    }
    return pressed;
}

float steps_width(const Context& context) {
    return 4 * context.px(measure::icon_button) + context.px(steps_words);
}

std::optional<std::size_t> draw_steps(const Context& context, float right, float top, std::size_t count,
                                      std::size_t shown) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope("steps");
    const float side = theme.px(measure::icon_button);
    const float words = theme.px(steps_words);
    float x = right - 4 * side - words;
    std::optional<std::size_t> pressed;
    const auto step = [&](const char* id, Icon icon, std::string_view tip, bool possible, std::size_t to) {
        const IconButtonLook look{.corner = radius::control,
                                  .disabled_reason = possible ? "" : "There is no move in that direction"};
        if (icon_button(context, id, box_at({x, top}, side, side), icon, tip, look)) pressed = to;
        x += side;
    };
    step("first", Icon::First, "To the empty board", shown > 0, 0);
    step("back", Icon::ChevronLeft, "One move back (Page Up)", shown > 0, shown == 0 ? 0 : shown - 1);
    const std::string text = "Move " + std::to_string(shown) + " of " + std::to_string(count);
    draw_text_centered(draw, context, box_at({x, top}, words, side), {TypeStyle::Ui, Face::SemiBold},
                       theme[Role::Text], text);
    x += words;
    step("forward", Icon::ChevronRight, "One move forward (Page Down)", shown < count, shown + 1);
    step("last", Icon::Last, "To the newest move", shown < count, count);
    return pressed;
}

}  // namespace crosstalk::ui
