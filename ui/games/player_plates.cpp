#include "ui/games/player_plates.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "games/clock.hpp"
#include "ui/games/marks.hpp"
#include "ui/theme/icons.hpp"
#include "ui/theme/person.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

namespace {

// At 100 %.
constexpr float plate_height = 58;
constexpr float plate_height_stacked = 46;
constexpr float series_width = 72;
constexpr float stacked_below = 400;
constexpr float mark_side = 36;  // of the cell that the mark is drawn for; the mark is half of it

std::string games_won(std::uint32_t count) {
    return count == 1 ? "1 win" : std::to_string(count) + " wins";
}

std::string about(const PlayerView& player) {
    if (player.is_gone) return "is gone";
    if (player.to_move && is_urgent(player)) return "time runs out";
    return (player.is_me ? "you, " : "") + games_won(player.wins);
}

// In the last seconds the edge beats twice a second; without motion it stands there.
float beat(const Context& context) {
    if (context.theme.motion() == MotionLevel::Reduced) return 1;
    context.needs.another_frame = true;
    const auto period = static_cast<float>(2 * motion::clock_pulse.milliseconds);
    const float phase = static_cast<float>(context.now_ms % (2 * motion::clock_pulse.milliseconds)) / period;
    return 0.5F - 0.5F * std::cos(2 * std::numbers::pi_v<float> * phase);
}

void draw_plate(const Context& context, Box box, const PlayerView& player) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float corner = theme.px(radius::control);
    const bool hurries = player.to_move && is_urgent(player);
    if (player.to_move) {
        fill_selected(draw, context, box, corner);
    } else {
        fill_box(draw, box, theme[Role::Raised], corner);
    }
    Color edge = theme[player.to_move ? Role::BorderControl : Role::Border];
    // What has run out waits for the referee's word.
    if (hurries) edge = mix(edge, theme[Role::Danger], *player.left_ms > 0 ? beat(context) : 1);
    outline_box(draw, box, edge, corner, theme.px(hurries ? line::strong : line::border));
    const float padding = theme.px(space::card_narrow);
    const float avatar = theme.px(measure::avatar_medium);
    const ImVec2 at{box.min.x + padding, std::floor(box.center().y - avatar / 2)};
    if (player.user == 0) {
        draw_icon_tile(draw, context, box_at(at, avatar, avatar), Icon::Robot, Role::O, Role::AccentTint);
    } else {
        draw_avatar(draw, context, at, avatar, {.user = player.user, .name = player.name});
    }
    const float mark = theme.px(mark_side);
    const float inner_right = box.max.x - padding;
    const bool has_clock = player.left_ms.has_value();
    const std::string time = has_clock ? games::time_left_text(*player.left_ms) : std::string();
    const Type type{TypeStyle::Body, Face::SemiBold};
    const float time_width = digits_width(context, type, time);
    // Where the plate is low, mark and clock stand beside one another.
    const bool is_low = box.height() < theme.px(plate_height);
    const bool above = has_clock && !is_low;
    const float mark_right =
        has_clock && is_low ? inner_right - time_width - theme.px(space::control) : inner_right;
    const float mark_middle = above ? box.min.y + theme.px(space::control) + mark / 4 : box.center().y;
    const Box mark_box = box_at({mark_right - mark * 0.75F, std::floor(mark_middle - mark / 2)}, mark, mark);
    draw_game_mark(draw, mark_box, player.mark, theme[role_of(player.mark)]);
    const float row = theme.type_row(TypeStyle::Body);
    const float time_top =
        above ? box.max.y - theme.px(space::small) - row : std::floor(box.center().y - row / 2);
    draw_digits(draw, context, {inner_right - time_width, time_top}, type,
                theme[hurries          ? Role::Danger
                      : player.to_move ? Role::Text
                                       : Role::TextSecondary],
                time);
    const float right = std::min(mark_right - mark / 2, inner_right - time_width);
    const float left = at.x + avatar + theme.px(space::control);
    const float room = right - theme.px(space::tiny) - left;
    const float rows = theme.type_row(TypeStyle::Ui) + theme.type_row(TypeStyle::Small);
    const float top = std::floor(box.center().y - rows / 2);
    draw_text_within(draw, context, {left, top}, room, {TypeStyle::Ui, Face::SemiBold},
                     player.user == 0 ? theme[Role::Text] : context.name_color(player.user), player.name);
    draw_text_within(draw, context, {left, top + theme.type_row(TypeStyle::Ui)}, room, {TypeStyle::Small},
                     theme[Role::TextSecondary], about(player));
}

// "2 : 1" and below it what that is.
void draw_series(const Context& context, Box box, const GameView& view) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const std::string score =
        std::to_string(view.players[0].wins) + " : " + std::to_string(view.players[1].wins);
    const std::string below = view.draws == 0   ? "Series"
                              : view.draws == 1 ? "1 draw"
                                                : std::to_string(view.draws) + " draws";
    const float heading = theme.type_row(TypeStyle::Heading);
    const float small = theme.type_row(TypeStyle::Small);
    const float top = std::floor(box.center().y - (heading + small) / 2);
    draw_text_centered(draw, context, {{box.min.x, top}, {box.max.x, top + heading}},
                       {TypeStyle::Heading, Face::SemiBold}, theme[Role::Text], score);
    draw_text_centered(draw, context, {{box.min.x, top + heading}, {box.max.x, top + heading + small}},
                       {TypeStyle::Small}, theme[Role::TextMuted], below);
}

}  // namespace

bool is_urgent(const PlayerView& player) {
    return player.left_ms && *player.left_ms <= clock_warns_from_ms;
}

float draw_plates(const Context& context, ImVec2 min, float width, const GameView& view) {
    const Theme& theme = context.theme;
    const float series = theme.px(series_width);
    if (width >= theme.px(stacked_below)) {
        const float height = theme.px(plate_height);
        const float each = std::floor((width - series) / 2);
        draw_plate(context, box_at(min, each, height), view.players[0]);
        draw_series(context, box_at({min.x + each, min.y}, width - 2 * each, height), view);
        draw_plate(context, box_at({min.x + width - each, min.y}, each, height), view.players[1]);
        return height;
    }
    const float height = theme.px(plate_height_stacked);
    const float gap = theme.px(space::tiny);
    const float each = width - series;
    draw_plate(context, box_at(min, each, height), view.players[0]);
    draw_plate(context, box_at({min.x, min.y + height + gap}, each, height), view.players[1]);
    draw_series(context, box_at({min.x + each, min.y}, series, 2 * height + gap), view);
    return 2 * height + gap;
}

}  // namespace crosstalk::ui
