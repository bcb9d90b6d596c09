#include "ui/panels/dialogs/leaderboard_dialog.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "games/kinds.hpp"
#include "net/play/game_records.hpp"
#include "ui/panels/paging.hpp"
#include "ui/widgets/choice_row.hpp"
#include "ui/widgets/list_box.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_height = 44;
constexpr float rank_width = 40;
constexpr float column_width = 56;
constexpr float rating_width = 60;
// Narrower rows say in a second line what else has columns.
constexpr float columns_from = 460;

std::string streak_in_words(std::int32_t streak) {
    if (streak == 0) return "\u2013";
    return (streak > 0 ? "+" : "\u2212") + std::to_string(std::abs(streak));
}

struct Column {
    std::string_view name;
    float width;
    std::string (*value)(const net::GameStanding&);
};
constexpr std::array<Column, 5> columns{{
    {"Wins", column_width, [](const net::GameStanding& row) { return std::to_string(row.wins); }},
    {"Draws", column_width, [](const net::GameStanding& row) { return std::to_string(row.draws); }},
    {"Losses", column_width, [](const net::GameStanding& row) { return std::to_string(row.losses); }},
    {"Streak", column_width, [](const net::GameStanding& row) { return streak_in_words(row.streak); }},
    {"Rating", rating_width, [](const net::GameStanding& row) { return std::to_string(row.rating); }},
}};

std::string record_in_words(const net::GameStanding& row) {
    std::string text = count_of(row.wins, "win") + ", " + count_of(row.draws, "draw") + ", " +
                       std::to_string(row.losses) + (row.losses == 1 ? " loss" : " losses");
    if (row.streak != 0) text += ", streak " + streak_in_words(row.streak);
    return text;
}

bool has_columns(const Context& context, float width) {
    return width >= context.px(columns_from);
}

// Right-aligned; gives the left edge of the first column that is drawn.
template <typename Draw>
float for_columns(const Context& context, Box box, Draw draw) {
    float right = box.max.x - context.px(space::group);
    const std::size_t first = has_columns(context, box.width()) ? 0 : columns.size() - 1;
    for (std::size_t index = columns.size(); index-- > first;) {
        draw(columns[index], right);
        right -= context.px(columns[index].width);
    }
    return right;
}

// As wide as the rows of the list.
Box take_row(Form& form, float height) {
    const float inset = form.context().px(space::tiny);
    const Box whole = form.take(height);
    return {{whole.min.x + inset, whole.min.y}, {whole.max.x - inset, whole.max.y}};
}

void draw_heads(Form& form) {
    const Context& context = form.context();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Type type{TypeStyle::Micro, Face::SemiBold};
    const Box box = take_row(form, context.theme.type_row(TypeStyle::Micro) + context.px(space::tiny));
    for_columns(context, box, [&](const Column& column, float right) {
        const float width = std::ceil(text_width(context, type, column.name));
        draw_text(draw, context, {right - width, box.min.y}, type, context.color(Role::TextMuted),
                  column.name);
    });
    draw_text(draw, context, {box.min.x + context.px(space::medium), box.min.y}, type,
              context.color(Role::TextMuted), "Rank");
}

void draw_standing(const Scene& scene, const net::GameStanding& row, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool is_me = row.user.id == scene.model.me().id;
    if (is_me) fill_selected(draw, context, box, theme.px(radius::control));
    const Type number{TypeStyle::Ui};
    const float number_top = std::floor(box.center().y - theme.type_row(number.style) / 2);
    const float right = for_columns(context, box, [&](const Column& column, float edge) {
        const std::string value = column.value(row);
        const bool is_rating = column.name == columns.back().name;
        const Type type{number.style, is_rating ? Face::SemiBold : Face::Regular};
        draw_digits(draw, context, {edge - digits_width(context, type, value), number_top}, type,
                    theme[is_rating ? Role::Text : Role::TextSecondary], value);
    });
    const Type place{TypeStyle::Body, Face::SemiBold};
    float x = box.min.x + theme.px(space::medium);
    const bool is_first = row.rank == 1;
    const float body_top = std::floor(box.center().y - theme.type_row(TypeStyle::Body) / 2);
    draw_digits(draw, context, {x, body_top}, place, theme[is_first ? Role::Win : Role::TextSecondary],
                row.rank == 0 ? std::string("\u2013") : std::to_string(row.rank));
    x += theme.px(rank_width);
    const float side = theme.px(measure::avatar_small);
    draw_avatar(draw, context, {x, std::floor(box.center().y - side / 2)}, side,
                {.user = row.user.id.value, .name = row.user.name});
    x += side + theme.px(space::control);
    const std::string name = row.user.name + (is_me ? " (you)" : "");
    const bool is_narrow = !has_columns(context, box.width());
    const float rows =
        theme.type_row(TypeStyle::Body) + (is_narrow ? theme.type_row(TypeStyle::Small) : 0.0F);
    const float top = std::floor(box.center().y - rows / 2);
    draw_text_within(draw, context, {x, top}, right - x, {TypeStyle::Body, Face::SemiBold},
                     context.name_color(row.user.id.value), name);
    if (!is_narrow) return;
    draw_text_within(draw, context, {x, top + theme.type_row(TypeStyle::Body)}, right - x, {TypeStyle::Small},
                     theme[Role::TextSecondary], record_in_words(row));
}

}  // namespace

LeaderboardDialog::LeaderboardDialog(net::GameKind kind) {
    const auto rows = games::kind_rows();
    const auto row = std::ranges::find(rows, play::kind_of(kind), &games::KindRow::kind);
    if (row != rows.end()) kind_ = static_cast<std::size_t>(row - rows.begin());
}

void LeaderboardDialog::begin_again() {
    rows_.clear();
    own_ = {};
    asked_ = last_ = is_answered_ = false;
    scroll_ = {};
    asking_.forget();
}

void LeaderboardDialog::ask(const Scene& scene) {
    asked_ = true;
    asked_after_ = rows_.empty() ? 0 : rows_.back().rank;
    asking_.ask(net::Leaderboard{play::kind_of(games::kind_rows()[kind_].kind), asked_after_}, scene);
}

void LeaderboardDialog::take() {
    const auto* page = asking_.answer<net::LeaderboardPage>();
    if (page == nullptr) return;
    rows_.insert(rows_.end(), page->rows.begin(), page->rows.end());
    own_ = page->own;
    is_answered_ = true;
    last_ = page->last || page->rows.empty() || rows_.size() >= rows_kept_most ||
            page->rows.back().rank <= asked_after_;
    asking_.forget();
}

// Whoever is not among those in the list sees at the bottom where he stands.
void LeaderboardDialog::draw_own(const Scene& scene, Form& form) {
    if (!is_answered_) return;
    if (own_.rank == 0) {
        form.gap(space::control);
        form.paragraph("You have not played this kind yet.");
        return;
    }
    const bool is_listed =
        std::ranges::any_of(rows_, [&](const net::GameStanding& row) { return row.user.id == own_.user.id; });
    if (is_listed) return;
    form.gap(space::control);
    draw_standing(scene, own_, take_row(form, scene.px(row_height)));
}

Staying LeaderboardDialog::draw(const Scene& scene, Form& form) {
    std::vector<std::string_view> kinds;
    for (const games::KindRow& row : games::kind_rows())
        kinds.push_back(row.title);
    if (choice_row(form, "kind", "", kinds, kind_)) begin_again();
    if (!asked_ && scene.is_online()) ask(scene);
    take();
    if (!rows_.empty()) {
        draw_heads(form);
        const ListBoxResult list = list_box(
            form, "standings", scroll_, scene.px(row_height), rows_.size(), [&](std::size_t index, Box box) {
                const net::GameStanding& row = rows_[index];
                const IdScope scope(row.user.id.value);
                const ItemState state = item(scene.context, "standing", box);
                draw_standing(scene, row, box);
                draw_focus_ring(*ImGui::GetWindowDrawList(), scene.context, state, box,
                                scene.px(radius::control), RingPlace::Inside);
                tooltip(scene.context, state,
                        row.user.name + "\n" + record_in_words(row) + "\nBest streak " +
                            std::to_string(row.best_streak));
                return state.focused;
            });
        if (list.at_end && !last_ && asking_.is_idle() && scene.is_online()) ask(scene);
    }
    if (draw_asking(form, scene, asking_)) ask(scene);
    if (last_ && rows_.empty()) draw_nothing(form, "Nobody has played this kind to the end yet.");
    draw_own(scene, form);
    return close_button(form) ? Staying::Close : Staying::Open;
}

}  // namespace crosstalk::ui
