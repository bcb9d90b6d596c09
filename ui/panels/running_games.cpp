#include "ui/panels/running_games.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "client/model/game_state.hpp"
#include "games/clock.hpp"
#include "net/play/game_records.hpp"
#include "ui/games/clock_wake.hpp"
#include "ui/games/game_view.hpp"
#include "ui/games/small_board.hpp"
#include "ui/games/time_ring.hpp"
#include "ui/list/game_card.hpp"
#include "ui/list/game_card_layout.hpp"
#include "ui/panels/dialogs/games_dialog.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

namespace {

// At 100 %.
constexpr float row_board = 30;
constexpr float strip_board = 36;
constexpr float status_glyph = 14;
constexpr float ring_from = 400;  // narrower strips have no ring
constexpr Type title_type{TypeStyle::Ui, Face::SemiBold};
constexpr Type clock_type{TypeStyle::Body, Face::SemiBold};

// --- what there is to say

std::string requests_in_words(const net::Game& game, const net::GamePlayer& other) {
    if (game.draw_offered_by && game.draw_offered_by == other.user.id) return ", draw offered";
    if (game.take_back_asked_by && game.take_back_asked_by == other.user.id) return ", asks to take back";
    return {};
}

std::string state_in_words(const net::Game& game, const net::GamePlayer& other, bool is_my_turn) {
    const std::string& name = other.user.name;
    if (other.gone_since) return is_my_turn ? "Your turn, " + name + " is gone" : name + " is gone";
    return (is_my_turn ? std::string("Your turn") : name + "'s turn") + requests_in_words(game, other);
}

RunningGame running_game(const model::KnownGame& known, net::Seat seat, std::int64_t server_ms) {
    const net::Game& game = known.game;
    const net::GamePlayer& other = model::player_at(game, model::other(seat));
    RunningGame running{.room = known.room,
                        .message = known.message,
                        .title = "You vs " + other.user.name,
                        .words = "Update to play",
                        .about = "A game",
                        .against = other.user.name};
    const std::optional<games::GameRecord> record = model::rules_of(game);
    if (!record) return running;
    const games::TimeControl& clock = record->terms.clock;
    const games::Seat mine = play::seat_of(seat);
    running.is_my_turn = games::to_move(*record) == mine;
    running.words = state_in_words(game, other, running.is_my_turn);
    running.about = kind_in_words(game.kind) + ", " + clock_in_short(clock);
    running.mark = games::mark_of(*record, mine);
    running.position = record->position;
    if (clock.mode == games::ClockMode::None) return running;
    running.left_ms = std::max<std::int64_t>(0, games::remaining_ms(*record, mine, server_ms));
    running.full_ms = clock.main_ms;
    running.counts_down = running.is_my_turn && game.state == net::GameState::Playing && *running.left_ms > 0;
    return running;
}

// Those that wait for oneself before the others, where not all have room.
std::vector<const RunningGame*> in_order_of_rows(std::span<const RunningGame> games) {
    std::vector<const RunningGame*> rows;
    for (const RunningGame& game : games)
        rows.push_back(&game);
    if (rows.size() > most_game_rows) {
        // Not the one of std::ranges: clang 14 cannot read what libstdc++'s returns.
        std::stable_partition(rows.begin(), rows.end(),
                              [](const RunningGame* game) { return game->is_my_turn; });
    }
    return rows;
}

void show_all(const model::Model& model, Commands& commands) {
    commands.show(OpenDialog{std::make_unique<GamesDialog>(net::Games{.player = model.me().id})});
}

// --- parts of rows and strip

void draw_board(ImDrawList& draw, const Context& context, Box box, const RunningGame& game) {
    const Theme& theme = context.theme;
    const BoardLayout board =
        lay_out_small_board(game.position.kind(), static_cast<int>(box.width()), theme.scale());
    if (game.mark == games::Mark::None || board.rows == 0)
        return draw_icon(draw, theme, Icon::Games, box.center(), theme.px(measure::icon_glyph),
                         theme[Role::TextMuted]);
    draw_small_board(
        draw, theme,
        {std::floor(box.center().x - board.width / 2), std::floor(box.center().y - board.height / 2)}, board,
        game.position);
}

bool is_urgent(const RunningGame& game) {
    return game.is_my_turn && game.left_ms && *game.left_ms <= clock_warns_from_ms;
}

void wake_with_clock(const Context& context, const RunningGame& game) {
    if (game.counts_down) context.needs.wake_in(clock_changes_in_ms(*game.left_ms));
}

// One's own clock, before `right`. Gives its left edge.
float draw_clock(ImDrawList& draw, const Context& context, float right, float middle,
                 const RunningGame& game) {
    if (!game.left_ms) return right;
    const Theme& theme = context.theme;
    const std::string time = games::time_left_text(*game.left_ms);
    const float left = right - digits_width(context, clock_type, time);
    const Role ink = is_urgent(game) ? Role::Danger : game.is_my_turn ? Role::Text : Role::TextSecondary;
    draw_digits(draw, context, {left, std::floor(middle - theme.type_row(clock_type.style) / 2)}, clock_type,
                theme[ink], time);
    wake_with_clock(context, game);
    return left - theme.px(space::control);
}

// Who plays, and below it whose turn it is.
Ellipsis draw_words(ImDrawList& draw, const Context& context, ImVec2 left_middle, float width,
                    const RunningGame& game, std::string_view words) {
    const Theme& theme = context.theme;
    const Type type{TypeStyle::Small, game.is_my_turn ? Face::SemiBold : Face::Regular};
    const float title = theme.type_row(title_type.style);
    const float top = std::floor(left_middle.y - (title + theme.type_row(type.style)) / 2);
    const Ellipsis one = draw_text_within(draw, context, {left_middle.x, top}, width, title_type,
                                          theme[Role::Text], game.title);
    const Ellipsis two = draw_text_within(draw, context, {left_middle.x, top + title}, width, type,
                                          theme[game.is_my_turn ? Role::X : Role::TextSecondary], words);
    return one == Ellipsis::Drawn ? one : two;
}

// --- rows

void draw_row(const Scene& scene, Box box, const RunningGame& game) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    const IdScope scope(game.message.value);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ItemState state = item(context, "game", box);
    const float corner = theme.px(radius::control);
    fill_box(draw, box, theme[Role::Raised], corner);
    fill_box(draw, box, with_opacity(theme[Role::Selected], state.hover * 0.5F), corner);
    const float side = theme.px(row_board);
    const float padding = theme.px(space::control);
    draw_board(draw, context,
               box_at({box.min.x + padding, std::floor(box.center().y - side / 2)}, side, side), game);
    const float left = box.min.x + padding + side + padding;
    const float right = draw_clock(draw, context, box.max.x - padding, box.center().y, game);
    const Ellipsis cut = draw_words(draw, context, {left, box.center().y}, right - left, game, game.words);
    draw_focus_ring(draw, context, state, box, corner, RingPlace::Inside);
    tooltip(context, state,
            cut == Ellipsis::Drawn ? game.title + "\n" + game.words + "\n" + game.about : game.about);
    if (state.pressed) scene.commands.show(OpenGame{game.message, game.room});
}

// "2 more games", which leads to all of them.
void draw_more(const Scene& scene, Box box, std::span<const RunningGame* const> hidden) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ItemState state = item(context, "more", box);
    const float corner = theme.px(radius::control);
    fill_box(draw, box, with_opacity(theme[Role::Hover], state.hover), corner);
    draw_focus_ring(draw, context, state, box, corner, RingPlace::Inside);
    const auto turns = std::ranges::count_if(hidden, &RunningGame::is_my_turn);
    std::string words = std::to_string(hidden.size()) + (hidden.size() == 1 ? " more game" : " more games");
    if (turns > 0) words += ", your turn";
    const Type type{TypeStyle::Ui};
    const float left = box.min.x + theme.px(space::control + row_board + space::control);
    draw_text_within(draw, context, {left, std::floor(box.center().y - theme.type_row(type.style) / 2)},
                     box.max.x - theme.px(space::control) - left, type,
                     theme[turns > 0 ? Role::X : Role::TextSecondary], words);
    if (state.pressed) show_all(scene.model, scene.commands);
}

// --- the status bar

// From the longest to the shortest, of which there is always room for the last: the icon alone.
std::array<std::string, 3> status_words(std::span<const RunningGame> games, const RunningGame& game) {
    const auto turns = std::ranges::count_if(games, &RunningGame::is_my_turn);
    if (turns == 0) {
        return {games.size() > 1 ? std::to_string(games.size()) + " games" : "Playing " + game.against,
                "Playing", std::string()};
    }
    const std::string clock = game.left_ms ? " " + games::time_left_text(*game.left_ms) : std::string();
    return {(turns > 1 ? "Your turn in " + std::to_string(turns) + " games"
                       : "Your turn against " + game.against) +
                clock,
            "Your turn" + clock, std::string()};
}

}  // namespace

std::vector<RunningGame> running_games(const model::Model& model, std::int64_t server_ms) {
    std::vector<RunningGame> games;
    for (const auto& [message, known] : model.games().all()) {
        if (!model::is_running(known.game)) continue;
        if (const auto seat = model::seat_of(known.game, model.me().id))
            games.push_back(running_game(known, *seat, server_ms));
    }
    return games;
}

const RunningGame* most_urgent(std::span<const RunningGame> games) {
    if (games.empty()) return nullptr;
    const auto urgency = [](const RunningGame& game) {
        if (!game.is_my_turn) return std::numeric_limits<std::int64_t>::max();
        return game.left_ms.value_or(games::latest_time_ms);
    };
    return &*std::ranges::min_element(games, {}, urgency);
}

float draw_game_rows(const Scene& scene, ImVec2 min, float width, std::span<const RunningGame> games) {
    const IdScope scope("running-games");
    const float gap = scene.px(space::tiny);
    const float height = scene.px(measure::game_row);
    const std::vector<const RunningGame*> rows = in_order_of_rows(games);
    const std::size_t shown = std::min(rows.size(), most_game_rows);
    float top = min.y;
    for (std::size_t index = 0; index < shown; ++index) {
        draw_row(scene, box_at({min.x, top}, width, height), *rows[index]);
        top += height + gap;
    }
    if (rows.size() > shown) {
        const float more = scene.px(measure::hit);
        draw_more(scene, box_at({min.x, top}, width, more), std::span(rows).subspan(shown));
        top += more + gap;
    }
    return top > min.y ? top - gap - min.y : 0;
}

// --- the strip

void draw_game_strip(const Scene& scene, Box box, std::span<const RunningGame> games) {
    const RunningGame* game = most_urgent(games);
    if (game == nullptr) return;
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    const IdScope scope("game-strip");
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, theme[Role::Panel]);
    horizontal_line(draw, box.min.x, box.max.x, box.max.y - theme.px(line::border), theme[Role::Border],
                    theme.px(line::border));
    const float middle = std::floor(box.center().y);
    const float height = theme.px(measure::button);
    const auto button_before = [&](float right, const char* id, std::string_view label, ButtonKind kind) {
        const float width = button_width(context, label, {.kind = kind});
        const Box place = box_at({right - width, std::floor(middle - height / 2)}, width, height);
        return std::pair{place.min.x - theme.px(space::control),
                         button(context, id, place, label, {.kind = kind})};
    };
    auto [right, opens] = button_before(box.max.x - theme.px(space::medium), "open", "Open",
                                        game->is_my_turn ? ButtonKind::Primary : ButtonKind::AccentOutlined);
    if (games.size() > 1) {
        const auto [left, shows] =
            button_before(right, "more", "+" + std::to_string(games.size() - 1), ButtonKind::Outlined);
        right = left;
        if (shows) show_all(scene.model, scene.commands);
    }
    right = draw_clock(draw, context, right - theme.px(space::tiny), middle, *game);
    if (game->left_ms && box.width() >= theme.px(ring_from)) {
        const float share = static_cast<float>(*game->left_ms) / static_cast<float>(game->full_ms);
        const float side = theme.px(time_ring_side);
        draw_time_ring(draw, theme, {right - side / 2, middle}, share,
                       is_urgent(*game) ? Role::Danger : Role::X);
        right -= side + theme.px(space::control);
    }
    const float side = theme.px(strip_board);
    const Box board = box_at({box.min.x + theme.px(space::group), middle - side / 2}, side, side);
    draw_board(draw, context, board, *game);
    const float left = board.max.x + theme.px(space::card_narrow);
    std::string words = game->words;
    if (game->words == "Your turn") words += game->mark == games::Mark::X ? ", X" : ", O";
    draw_words(draw, context, {left, middle}, right - left, *game, words);
    // All of it leads there; Tab goes to the button alone.
    const Box rest{box.min, {right, box.max.y}};
    ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, true);
    const ItemState words_pressed = item(context, "game", rest);
    ImGui::PopItemFlag();
    draw_focus_ring(draw, context, words_pressed, rest, 0, RingPlace::Inside);
    if (opens || words_pressed.pressed) scene.commands.show(OpenGame{game->message, game->room});
}

// --- the status bar

float draw_game_status(const Context& context, Box box, std::span<const RunningGame> games,
                       Commands& commands) {
    const RunningGame* game = most_urgent(games);
    if (game == nullptr) return box.max.x;
    const std::array<std::string, 3> choices = status_words(games, *game);
    const Type type{TypeStyle::Small, game->is_my_turn ? Face::SemiBold : Face::Regular};
    const float glyph = context.px(status_glyph);
    for (const std::string& words : choices) {
        const float words_width = digits_width(context, type, words);
        const float gap = words.empty() ? 0 : context.px(space::small);
        const Box place{{box.max.x - words_width - gap - glyph, box.min.y}, box.max};
        if (place.min.x < box.min.x) continue;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const ItemState state = item(context, "running-game", place);
        const Role quiet = state.hovered ? Role::Text : Role::TextSecondary;
        const Color ink = context.color(game->is_my_turn ? Role::X : quiet);
        draw_icon(draw, context.theme, Icon::Games, {place.min.x + glyph / 2, box.center().y}, glyph, ink);
        draw_digits(draw, context,
                    {box.max.x - words_width, box.center().y - context.theme.type_row(type.style) / 2}, type,
                    ink, words);
        if (!words.empty()) wake_with_clock(context, *game);
        draw_focus_ring(draw, context, state, place, context.px(radius::code), RingPlace::Inside);
        tooltip(context, state, game->title + ": " + game->words + "\n" + game->about);
        if (state.pressed) commands.show(OpenGame{game->message, game->room});
        return place.min.x - context.px(space::group);
    }
    return box.max.x;
}

}  // namespace crosstalk::ui
