#include "ui/panels/dialogs/games_dialog.hpp"

#include <imgui.h>

#include <array>
#include <cmath>

#include "net/play/game_records.hpp"
#include "ui/games/small_board.hpp"
#include "ui/list/game_card.hpp"
#include "ui/list/game_card_layout.hpp"
#include "ui/panels/paging.hpp"
#include "ui/panels/side_panel.hpp"
#include "ui/widgets/list_box.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_height = 64;
constexpr int board_side = 44;
constexpr std::array<std::string_view, 2> phases{"Running", "Finished"};

std::string_view nothing(net::GamePhase phase) {
    return phase == net::GamePhase::Running ? "No game is being played. Challenge somebody."
                                            : "No game has been played to the end.";
}

// What the model knows may be newer than the answer.
const net::Game& newest(const net::GameEntry& entry, const model::Model& model) {
    const model::KnownGame* known = model.games().find(entry.message);
    return known != nullptr && known->game.changed_at >= entry.game.changed_at ? known->game : entry.game;
}

}  // namespace

GamesDialog::GamesDialog(const net::Games& question)
    : room_(question.room), player_(question.player), phase_(static_cast<std::size_t>(question.phase)) {
    const Where where = question.player ? Where::Mine : question.room ? Where::Room : Where::Everywhere;
    where_ = static_cast<std::size_t>(where);
}

net::Games GamesDialog::question(const Scene& scene) const {
    net::Games question{
        .room = {}, .player = {}, .phase = static_cast<net::GamePhase>(phase_), .before = next_};
    const auto where = static_cast<Where>(where_);
    if (where == Where::Room) question.room = room_ ? room_ : scene.here;
    if (where == Where::Mine) question.player = player_ ? player_ : scene.model.me().id;
    return question;
}

void GamesDialog::begin_again() {
    games_.clear();
    asked_ = last_ = false;
    next_ = {};
    scroll_ = {};
    asking_.forget();
}

void GamesDialog::ask(const Scene& scene) {
    asked_ = true;
    asked_before_ = next_;
    asking_.ask(question(scene), scene);
}

void GamesDialog::take() {
    const auto* page = asking_.answer<net::GamesPage>();
    if (page == nullptr) return;
    games_.insert(games_.end(), page->games.begin(), page->games.end());
    next_ = page->next;
    last_ = !goes_down(next_, asked_before_) || games_.size() >= rows_kept_most;
    asking_.forget();
}

void GamesDialog::draw_choices(const Scene& scene, Form& form) {
    const bool is_elsewhere = room_ && room_ != scene.here;
    // The last one is somebody else's games, if those were asked for.
    const bool is_other = player_ && player_ != scene.model.me().id;
    const std::array<std::string_view, 3> places{is_elsewhere ? "That room" : "This room", "Everywhere",
                                                 is_other ? "Theirs" : "Mine"};
    const bool phase_chosen = form.segmented("phase", "", phases, phase_);
    const bool place_chosen = form.segmented("where", "", places, where_);
    if (phase_chosen || place_chosen) begin_again();
}

Staying GamesDialog::draw(const Scene& scene, Form& form) {
    draw_choices(scene, form);
    if (!asked_ && scene.is_online()) ask(scene);
    take();
    if (!games_.empty()) {
        const ListBoxResult list =
            list_box(form, "games", scroll_, scene.px(row_height), games_.size(),
                     [&](std::size_t index, Box box) { return draw_row(scene, games_[index], box); });
        if (list.at_end && !last_ && asking_.is_idle() && scene.is_online()) ask(scene);
    }
    if (draw_asking(form, scene, asking_)) ask(scene);
    if (last_ && games_.empty()) draw_nothing(form, nothing(static_cast<net::GamePhase>(phase_)));
    if (opened_) return Staying::Close;
    return close_button(form) ? Staying::Close : Staying::Open;
}

bool GamesDialog::draw_row(const Scene& scene, const net::GameEntry& entry, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope(entry.message.value);
    const ItemState state = item(context, "game", box);
    fill_box(draw, box, with_opacity(theme[Role::Hover], state.hover), theme.px(radius::control));
    draw_focus_ring(draw, context, state, box, theme.px(radius::control), RingPlace::Inside);
    const net::Game& game = newest(entry, scene.model);
    const GameCard card = card_of(game, scene.model.me().id);
    const int side = theme.pixels(board_side);
    const float left = box.min.x + theme.px(space::medium);
    const BoardLayout board = lay_out_small_board(card.position.kind(), side, theme.scale());
    draw_small_board(draw, theme, {left, std::floor(box.center().y - board.height / 2)}, board,
                     card.position);
    const float text_left = left + static_cast<float>(side) + theme.px(space::medium);
    const float right = box.max.x - theme.px(space::group);
    const std::string when = when_of(scene, game.changed_at);
    const float when_width = std::ceil(text_width(context, {TypeStyle::Small}, when));
    const float rows = theme.type_row(TypeStyle::Body) + 2 * theme.type_row(TypeStyle::Small);
    float top = std::floor(box.center().y - rows / 2);
    draw_text(draw, context, {right - when_width, top + theme.px(space::hair)}, {TypeStyle::Small},
              theme[Role::TextMuted], when);
    const std::string players =
        game.challenger.user.name + " vs " + opponent_name(game, game.challenger.user.id);
    draw_text_within(draw, context, {text_left, top},
                     right - when_width - theme.px(space::control) - text_left,
                     {TypeStyle::Body, Face::SemiBold}, theme[Role::Text], players);
    top += theme.type_row(TypeStyle::Body);
    const bool is_result = card.tone == CardTone::Won || card.tone == CardTone::Drawn;
    const std::string words = is_result ? title_in_words(card) + ". " + card.line : card.line;
    draw_text_within(draw, context, {text_left, top}, right - text_left, {TypeStyle::Small},
                     theme[Role::TextSecondary], words);
    top += theme.type_row(TypeStyle::Small);
    const std::string about = kind_in_words(game.kind) + ", " + clock_in_short(play::clock_of(game.clock)) +
                              "  \u00B7  " + tag_of(scene.model, entry.room);
    const Ellipsis cut = draw_text_within(draw, context, {text_left, top}, right - text_left,
                                          {TypeStyle::Small}, theme[Role::TextMuted], about);
    if (cut == Ellipsis::Drawn) tooltip(context, state, players + "\n" + words + "\n" + about);
    if (state.pressed) {
        scene.commands.show(OpenGame{entry.message, entry.room});
        opened_ = entry.message;
    }
    return state.focused;
}

}  // namespace crosstalk::ui
