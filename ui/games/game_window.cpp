#include "ui/games/game_window.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>

#include "games/clock.hpp"
#include "ui/games/clock_wake.hpp"
#include "ui/games/marks.hpp"
#include "ui/games/move_list.hpp"
#include "ui/games/player_plates.hpp"
#include "ui/games/record_view.hpp"
#include "ui/theme/person.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/paragraph.hpp"

namespace crosstalk::ui {

namespace {

// At 100 %.
constexpr float notice_height = 40;  // kept free for it, so that the board stays where it is
constexpr float words_guess = 470;   // of the first frame
constexpr float side_words_least = 300;
constexpr float sideways_below = 600;
constexpr float sideways_from = 620;
constexpr float spectators_width = 210;
constexpr std::size_t spectators_shown = 4;

struct DeedWords {
    const char* id;
    std::string_view label;
    ButtonKind kind = ButtonKind::Outlined;
};

DeedWords words_of(GameDeed deed) {
    switch (deed) {
        case GameDeed::Resign:
            return {"resign", "Resign"};
        case GameDeed::Abort:
            return {"abort", "Abort"};
        case GameDeed::OfferDraw:
            return {"offer-draw", "Offer draw"};
        case GameDeed::AcceptDraw:
            return {"accept-draw", "Accept draw", ButtonKind::Primary};
        case GameDeed::DeclineDraw:
            return {"decline-draw", "No draw"};
        case GameDeed::TakeBack:
            return {"take-back", "Take back"};
        case GameDeed::AllowTakeBack:
            return {"allow-take-back", "Allow it", ButtonKind::Primary};
        case GameDeed::DeclineTakeBack:
            return {"decline-take-back", "Move stands"};
        case GameDeed::Rematch:
            return {"rematch", "Rematch", ButtonKind::Primary};
        case GameDeed::DeclineRematch:
            return {"decline-rematch", "No rematch"};
        case GameDeed::ClaimWin:
            return {"claim-win", "Claim win", ButtonKind::AccentOutlined};
        case GameDeed::ClaimDraw:
            return {"claim-draw", "Claim draw"};
        case GameDeed::OtherTerms:
            return {"other-terms", "New game"};
    }
    return {"none", ""};
}

struct Headline {
    std::string text;
    Role role = Role::Text;
};

Headline headline_of(const GameView& view) {
    if (view.tone == GameTone::Won) return {view.headline, Role::Win};
    if (view.tone != GameTone::MyTurn) return {view.headline};
    for (const PlayerView& player : view.players) {
        if (!player.is_me || !view.runs || !is_urgent(player)) continue;
        const std::int64_t seconds = (std::max<std::int64_t>(0, *player.left_ms) + 999) / 1'000;
        return {view.headline + ", " + std::to_string(seconds) + (seconds == 1 ? " second" : " seconds") +
                    " left",
                Role::Danger};
    }
    return {view.headline, Role::X};
}

// One frame of one game, from the top down.
class GameBody {
  public:
    GameBody(const Context& context, const GameView& view, GameWindowMemory& memory, WindowKeys keys)
        : context_(context),
          theme_(context.theme),
          draw_(*ImGui::GetWindowDrawList()),
          view_(view),
          memory_(memory),
          keys_(keys),
          shown_(std::min(memory.step.value_or(view.moves.size()), view.moves.size())),
          position_(games::replay(view.kind, std::span(view.moves).first(shown_)).position) {
        if (memory.step && shown_ == view.moves.size()) memory.step.reset();
        if (view.is_over) memory.asks_resign = false;
    }

    std::vector<GamePress> draw(Box body) {
        step_by_keys();
        const float edge = theme_.px(space::group);
        const float scale = theme_.scale();
        const bool is_sideways =
            body.height() / scale < sideways_below && body.width() / scale >= sideways_from;
        const ImVec2 origin = begin_scroll_area(context_, "game", body, memory_.scroll);
        const float top = origin.y + theme_.px(space::medium);
        const float room = body.height() - theme_.px(space::medium) - edge;
        float bottom = 0;
        if (is_sideways) {
            const float least = theme_.px(side_words_least);
            const float for_board = body.width() - 2 * edge - theme_.px(space::page) - least;
            const BoardLayout board =
                lay_out_board(board_kind(), for_board, room - cell_words_height(), scale);
            left_ = body.min.x + edge;
            width_ = board.width;
            top_ = top;
            draw_the_board(board);
            bottom = top_;
            left_ += board.width + theme_.px(space::page);
            width_ = body.max.x - edge - left_;
            top_ = top;
            draw_above();
            draw_below(top + room);
        } else {
            left_ = body.min.x + edge;
            width_ = body.width() - 2 * edge;
            top_ = top;
            draw_above();
            const float words = memory_.words_height > 0 ? memory_.words_height : theme_.px(words_guess);
            const BoardLayout board = lay_out_board(board_kind(), width_, room - words, scale);
            const float before = top_;
            draw_the_board(board);
            const float board_height = top_ - before - cell_words_height();
            draw_below(top + room);
            const float all = used_ - top - board_height;
            if (std::exchange(memory_.words_height, all) != all) context_.needs.another_frame = true;
        }
        bottom = std::max(bottom, top_);
        end_scroll_area(context_, body, bottom - origin.y + edge, memory_.scroll);
        wake_for_clock();
        return std::move(presses_);
    }

  private:
    // Of none there is no board.
    [[nodiscard]] games::Kind board_kind() const { return view_.has_board ? view_.kind : games::Kind{}; }
    [[nodiscard]] bool looks_back() const { return shown_ < view_.moves.size(); }
    [[nodiscard]] float cell_words_height() const {
        return theme_.type_row(TypeStyle::Small) + theme_.px(space::tiny);
    }

    void step_by_keys() {
        if (keys_ == WindowKeys::Elsewhere) return;
        own_keys({ImGuiKey_PageUp, ImGuiKey_PageDown});
        if (ImGui::IsKeyPressed(ImGuiKey_PageUp) && shown_ > 0) show_step(shown_ - 1);
        if (ImGui::IsKeyPressed(ImGuiKey_PageDown) && looks_back()) show_step(shown_ + 1);
    }
    void show_step(std::size_t step) {
        memory_.step = step;
        context_.needs.another_frame = true;
    }

    void draw_above() {
        top_ += draw_plates(context_, {left_, top_}, width_, view_) + theme_.px(space::medium);
        const Headline headline =
            looks_back() ? Headline{"Looking back", Role::TextSecondary} : headline_of(view_);
        const float row = theme_.type_row(TypeStyle::Heading);
        draw_centered({TypeStyle::Heading, Face::SemiBold}, theme_[headline.role], headline.text, row);
        const std::string back = back_sentence();
        const std::string& sentence = looks_back() ? back : view_.sentence;
        if (text_width(context_, {TypeStyle::Ui}, sentence) <= width_) {
            draw_centered({TypeStyle::Ui}, theme_[Role::TextSecondary], sentence,
                          theme_.type_row(TypeStyle::Ui));
        } else {
            top_ += draw_paragraph(draw_, context_, {left_, top_}, width_, {TypeStyle::Ui},
                                   theme_[Role::TextSecondary], sentence);
        }
        top_ += theme_.px(space::medium);
    }

    [[nodiscard]] std::string back_sentence() const {
        std::string text =
            "After move " + std::to_string(shown_) + " of " + std::to_string(view_.moves.size());
        // Of the first nobody knows when its player began to think.
        if (shown_ > 1 && shown_ <= view_.move_ms.size())
            text += ", which took " + games::span_in_words(view_.move_ms[shown_ - 1]);
        return text + ". The last arrow leads back to the game.";
    }

    void draw_centered(Type type, Color color, const std::string& text, float row) {
        const float width = std::min(width_, text_width(context_, type, text));
        draw_text_within(draw_, context_, {std::floor(left_ + (width_ - width) / 2), top_}, width + 1, type,
                         color, text);
        top_ += row;
    }

    void draw_the_board(const BoardLayout& layout) {
        if (!view_.has_board) {
            // The sentence above says why, and what to do.
            top_ += theme_.px(space::large) + cell_words_height();
            return;
        }
        if (std::exchange(memory_.focus_board, false)) focus_next_item();
        const bool may_move = view_.may_move && !looks_back() && !memory_.asks_resign;
        const ImVec2 min{std::floor(left_ + std::max(0.0F, (width_ - layout.width) / 2)), top_};
        const BoardPress press = draw_board(
            context_, "board", min, layout,
            {.position = position_,
             // What waits for its confirmation is mine, too.
             .mine = may_move || view_.pending ? view_.my_mark : games::Mark::None,
             .pending = looks_back() ? std::nullopt : view_.pending,
             .digits = may_move && keys_ == WindowKeys::Here ? DigitKeys::Taken : DigitKeys::Ignored},
            memory_.board);
        if (press.played) presses_.emplace_back(PlayCell{*press.played, view_.next_number});
        top_ += layout.height + theme_.px(space::tiny);
        if (press.looked_at) {
            const std::string words = cell_words(position_, *press.looked_at);
            const float width = std::min(width_, text_width(context_, {TypeStyle::Small}, words));
            draw_text_within(draw_, context_, {std::floor(left_ + (width_ - width) / 2), top_}, width + 1,
                             {TypeStyle::Small}, theme_[Role::TextMuted], words);
        }
        top_ += theme_.type_row(TypeStyle::Small);
    }

    // The buttons stand at `bottom`, if there is room above them.
    void draw_below(float bottom) {
        if (view_.has_board) {
            draw_steps_row();
            const Box list = box_at({left_, top_}, width_, move_list_height(context_, view_.kind));
            if (const auto step = draw_move_list(context_, list, position_, view_.moves, shown_))
                show_step(*step);
            top_ = list.max.y + theme_.px(space::control);
        }
        draw_notice();
        const float buttons = memory_.asks_resign ? question_height() : buttons_height();
        used_ = top_ + buttons;
        top_ = std::max(top_, bottom - buttons);
        memory_.asks_resign ? draw_question() : draw_buttons();
    }

    void draw_steps_row() {
        const float side = theme_.px(measure::icon_button);
        const float right = left_ + width_;
        if (view_.watching > 0) {
            draw_spectators();
            const float beside = theme_.px(spectators_width);
            if (steps_width(context_) + beside > width_) top_ += side;
        }
        if (const auto step = draw_steps(context_, right, top_, view_.moves.size(), shown_)) show_step(*step);
        top_ += side + theme_.px(space::tiny);
    }

    void draw_spectators() {
        const float side = theme_.px(measure::avatar_small);
        const float middle = top_ + theme_.px(measure::icon_button) / 2;
        float x = left_;
        for (std::size_t index = 0; index < std::min(spectators_shown, view_.spectators.size()); ++index) {
            const Spectator& each = view_.spectators[index];
            draw_avatar(draw_, context_, {x, std::floor(middle - side / 2)}, side,
                        {.user = each.user, .name = each.name});
            x += side + theme_.px(space::tiny);
        }
        draw_text_within(draw_, context_,
                         {x + theme_.px(space::tiny), middle - theme_.type_row(TypeStyle::Small) / 2},
                         theme_.px(96), {TypeStyle::Small}, theme_[Role::TextSecondary],
                         std::to_string(view_.watching) + " watching");
    }

    void draw_notice() {
        const float least = theme_.px(notice_height);
        if (view_.notice.empty()) {
            top_ += least + theme_.px(space::control);
            return;
        }
        const float padding = theme_.px(space::card_narrow);
        const float glyph = theme_.px(16);
        const float indent = padding + glyph + theme_.px(space::control);
        const float text =
            paragraph_height(context_, width_ - indent - padding, {TypeStyle::Ui}, view_.notice);
        const Box box = box_at({left_, top_}, width_, std::max(least, text + 2 * padding));
        const bool is_refused = view_.notice_tone == NoticeTone::Refused;
        fill_box(draw_, box, theme_[is_refused ? Role::DangerTint : Role::AccentTint],
                 theme_.px(radius::control));
        draw_icon(draw_, theme_, is_refused ? Icon::Warning : Icon::Info,
                  {box.min.x + padding + glyph / 2, box.center().y}, glyph,
                  theme_[is_refused ? Role::Danger : Role::Accent]);
        draw_paragraph(draw_, context_, {box.min.x + indent, std::floor(box.center().y - text / 2)},
                       width_ - indent - padding, {TypeStyle::Ui}, theme_[Role::Text], view_.notice);
        top_ = box.max.y + theme_.px(space::control);
    }

    // --- buttons

    struct RowButton {
        DeedWords words;
        std::string_view disabled_reason;
        GamePress press;
    };

    [[nodiscard]] std::vector<RowButton> row_buttons() const {
        std::vector<RowButton> row;
        for (const DeedOffered& each : view_.deeds)
            row.push_back({words_of(each.deed), each.disabled_reason, DoDeed{each.deed}});
        if (!view_.has_board) return row;
        row.push_back(
            {{"copy", "Copy moves"}, view_.moves.empty() ? "Nobody has moved yet." : "", CopyMoves{}});
        return row;
    }
    // Gives the height; `press` is called with each and its place.
    template <typename Each>
    float flow(const std::vector<RowButton>& row, Each each) const {
        const float height = theme_.px(measure::button);
        const float gap = theme_.px(space::control);
        float x = 0;
        float y = 0;
        for (const RowButton& one : row) {
            const float width = std::min(width_, button_width(context_, one.words.label, {}));
            if (x > 0 && x + width > width_) {
                x = 0;
                y += height + gap;
            }
            each(one, box_at({left_ + x, top_ + y}, width, height));
            x += width + gap;
        }
        return y + height;
    }
    [[nodiscard]] float buttons_height() const {
        return flow(row_buttons(), [](const RowButton&, Box) {});
    }

    void draw_buttons() {
        const std::vector<RowButton> row = row_buttons();
        top_ += flow(row, [&](const RowButton& each, Box box) {
            const ButtonLook look{.kind = each.words.kind, .disabled_reason = each.disabled_reason};
            if (button(context_, each.words.id, box, each.words.label, look)) press(each.press);
        });
    }

    void press(const GamePress& press) {
        const bool by_keys = ImGui::GetIO().NavVisible;
        const auto* deed = std::get_if<DoDeed>(&press);
        if (deed != nullptr && deed->deed == GameDeed::Resign) {
            memory_.asks_resign = true;
            memory_.focus_answer = by_keys;
            context_.needs.another_frame = true;
            return;
        }
        if (std::holds_alternative<CopyMoves>(press)) {
            presses_.emplace_back(CopyMoves{copied_text(view_)});
            return;
        }
        // What was pressed may be gone with the next frame.
        memory_.focus_board = by_keys && deed != nullptr && deed->deed != GameDeed::OtherTerms;
        memory_.step.reset();
        presses_.push_back(press);
    }

    [[nodiscard]] float question_height() const {
        return theme_.type_row(TypeStyle::Ui) + theme_.px(space::control + measure::button);
    }
    void draw_question() {
        draw_text_within(draw_, context_, {left_, top_}, width_, {TypeStyle::Ui}, theme_[Role::Text],
                         "Resign this game? It counts as lost.");
        top_ += theme_.type_row(TypeStyle::Ui) + theme_.px(space::control);
        const ButtonLook danger{.kind = ButtonKind::Danger};
        const float height = theme_.px(measure::button);
        const Box yes = box_at({left_, top_}, button_width(context_, "Resign", danger), height);
        const Box no = box_at({yes.max.x + theme_.px(space::control), top_},
                              button_width(context_, "Play on", {}), height);
        const bool resigns = button(context_, "really", yes, "Resign", danger);
        if (std::exchange(memory_.focus_answer, false)) focus_next_item();
        const bool plays_on = button(context_, "play-on", no, "Play on", {});
        top_ += height;
        if (!resigns && !plays_on) return;
        memory_.asks_resign = false;
        memory_.focus_board = ImGui::GetIO().NavVisible;
        context_.needs.another_frame = true;
        if (resigns) presses_.emplace_back(DoDeed{GameDeed::Resign});
    }

    // A clock is looked at again when its figures change.
    void wake_for_clock() const {
        if (view_.words_change_in_ms) context_.needs.wake_in(*view_.words_change_in_ms);
        if (!view_.runs) return;
        for (const PlayerView& player : view_.players) {
            if (!player.to_move || !player.left_ms) continue;
            if (const std::int64_t wake = clock_changes_in_ms(*player.left_ms); wake > 0)
                context_.needs.wake_in(wake);
        }
    }

    const Context& context_;
    const Theme& theme_;
    ImDrawList& draw_;
    const GameView& view_;
    GameWindowMemory& memory_;
    WindowKeys keys_;
    std::size_t shown_;
    games::Position position_;
    std::vector<GamePress> presses_;
    float left_ = 0;
    float width_ = 0;
    float top_ = 0;
    float used_ = 0;  // where everything ends if nothing is pushed down
};

}  // namespace

ImVec2 natural_game_size(const Context& context, games::Kind kind) {
    const Theme& theme = context.theme;
    constexpr float plenty = 4'000;
    const BoardLayout board = lay_out_board(kind, plenty, plenty, theme.scale());
    const float width = std::max(theme.px(measure::dock), board.width + 2 * theme.px(space::group));
    return {width, theme.px(game_head_height + 330) + move_list_height(context, kind) + board.height};
}

GameHeadPress draw_game_head(const Context& context, Box head, const GameView& view) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    GameHeadPress press;
    const float side = theme.px(measure::icon_button);
    // Clear of the cut corner.
    const float right = head.max.x - theme.px(measure::cut_window + space::small);
    const Box cross = box_at({right - side, std::floor(head.center().y - side / 2)}, side, side);
    const Box handle{head.min, {cross.min.x, head.max.y}};
    ImGui::SetCursorScreenPos(handle.min);
    // Only for the pointer: keys have nothing to do here.
    ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
    ImGui::InvisibleButton("handle", {handle.width(), handle.height()});
    ImGui::PopItemFlag();
    if (ImGui::IsItemActive()) press.dragged = ImGui::GetIO().MouseDelta;
    const float left = head.min.x + theme.px(space::group);
    const Type title{TypeStyle::Title, Face::SemiBold};
    const float row = std::floor(head.center().y - theme.type_row(TypeStyle::Title) / 2);
    const float room = cross.min.x - left - theme.px(space::control);
    draw_text_within(draw, context, {left, row}, room, title, theme[Role::Text], view.title);
    const float after = left + text_width(context, title, view.title) + theme.px(space::card_narrow);
    const float rest = cross.min.x - theme.px(space::control) - after;
    if (rest > theme.px(40))
        draw_text_within(draw, context,
                         {after, std::floor(head.center().y - theme.type_row(TypeStyle::Ui) / 2)}, rest,
                         {TypeStyle::Ui}, theme[Role::TextSecondary], view.about);
    horizontal_line(draw, head.min.x, head.max.x, head.max.y - theme.px(line::border), theme[Role::Border],
                    theme.px(line::border));
    press.closes = icon_button(context, "close", cross, Icon::Close, "Close");
    return press;
}

std::vector<GamePress> draw_game(const Context& context, Box body, const GameView& view,
                                 GameWindowMemory& memory, WindowKeys keys) {
    return GameBody(context, view, memory, keys).draw(body);
}

}  // namespace crosstalk::ui
