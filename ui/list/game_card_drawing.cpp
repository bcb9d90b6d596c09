#include "ui/list/game_card_drawing.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/games/marks.hpp"
#include "ui/games/small_board.hpp"
#include "ui/games/time_ring.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/tinted_text.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::int64_t hurries_below_ms = 10'000;
// Offers of both sorts stand for so long.
constexpr std::int64_t offer_ms = 60'000;
constexpr std::int64_t second_ms = 1'000;
constexpr float first_name_share = 0.45F;

bool is_running_out(const GameCard& card, const GameCardState& state) {
    return card.ends_at && card.ends_at->value - state.now_ms <= 0;
}

std::optional<Role> ribbon_of(const GameCard& card) {
    switch (card.tone) {
        case CardTone::Quiet:
            return std::nullopt;
        case CardTone::Calls:
            return Role::X;
        case CardTone::Live:
            return Role::O;
        case CardTone::Won:
        case CardTone::Drawn:
            return Role::Win;
    }
    return std::nullopt;
}

ButtonKind kind_of(CardWeight weight) {
    switch (weight) {
        case CardWeight::Plain:
            return ButtonKind::Outlined;
        case CardWeight::Accent:
            return ButtonKind::AccentOutlined;
        case CardWeight::Main:
            return ButtonKind::Primary;
    }
    return ButtonKind::Outlined;
}

// One frame of one card.
class CardDrawing {
  public:
    CardDrawing(const Context& context, ImVec2 min, const GameCard& card, const GameCardLayout& layout,
                const GameCardState& state)
        : context_(context),
          theme_(context.theme),
          draw_(*ImGui::GetWindowDrawList()),
          min_(min),
          card_(card),
          layout_(layout),
          state_(state) {}

    GameCardPress draw(CardMarking marking) {
        const Box all = box_at(min_, static_cast<float>(layout_.width), static_cast<float>(layout_.height));
        const bool is_marked = marking == CardMarking::Selected;
        draw_cut_card(
            draw_, context_, all,
            {.outline = is_marked ? Role::Accent : Role::BorderControl, .ribbon = ribbon_of(card_)});
        draw_small_board(draw_, theme_, box_of(layout_.board_at).min, layout_.board, card_.position);
        draw_title();
        draw_line();
        GameCardPress press;
        for (std::size_t index = 0; index < layout_.buttons.size(); ++index)
            draw_button(card_.buttons[index], box_of(layout_.buttons[index]), press);
        if (card_.ends_at) draw_countdown();
        draw_note();
        press.hovered = press.hovered || all.contains(ImGui::GetIO().MousePos);
        return press;
    }

  private:
    [[nodiscard]] Box box_of(const CardPlace& place) const {
        return box_at({min_.x + static_cast<float>(place.left), min_.y + static_cast<float>(place.top)},
                      static_cast<float>(place.width), static_cast<float>(place.height));
    }

    void draw_title() const {
        const Box box = box_of(layout_.title);
        float x = box.min.x;
        if (card_.is_live) x += draw_live(box);
        if (card_.tone == CardTone::Won) {
            const float side = theme_.px(measure::icon_glyph);
            draw_icon(draw_, theme_, Icon::Trophy, {x + side / 2, std::floor(box.center().y)}, side,
                      theme_[Role::Win]);
            x += side + theme_.px(space::small);
        }
        const bool has_names = card_.title.size() > 1;
        const Type type{has_names ? TypeStyle::Body : TypeStyle::Title, Face::SemiBold};
        const float top = std::floor(box.center().y - theme_.type_row(type.style) / 2);
        const float first_most = (box.max.x - x) * first_name_share;
        for (std::size_t index = 0; index < card_.title.size(); ++index) {
            const CardPiece& piece = card_.title[index];
            const float room = has_names && index == 0 ? first_most : box.max.x - x;
            if (room <= 0) return;
            const bool is_name = static_cast<bool>(piece.user);
            const Type drawn{type.style, is_name || !has_names ? Face::SemiBold : Face::Regular};
            const Color ink = is_name     ? context_.name_color(piece.user.value)
                              : has_names ? theme_[Role::TextSecondary]
                                          : theme_[Role::Text];
            const float width = std::min(room, std::ceil(text_width(context_, drawn, piece.text)));
            draw_text_within(draw_, context_, {x, top}, width + 1, drawn, ink, piece.text);
            x += width;
        }
    }

    // The word in its chip, before the names. Gives the width with the gap behind it.
    [[nodiscard]] float draw_live(Box row) const {
        const Type type{TypeStyle::Micro, Face::SemiBold};
        const float width = std::ceil(text_width(context_, type, "Live")) + 2 * theme_.px(space::small);
        const float height = theme_.px(measure::badge);
        const Box chip = box_at({row.min.x, std::floor(row.center().y - height / 2)}, width, height);
        fill_box(draw_, chip, theme_[Role::Accent], theme_.px(radius::code));
        draw_text_centered(draw_, context_, chip, type, theme_[Role::AccentText], "Live");
        return width + theme_.px(space::control);
    }

    [[nodiscard]] Color line_color() const {
        if (!card_.turn || *card_.turn == games::Mark::None) return theme_[Role::TextSecondary];
        return theme_[role_of(*card_.turn)];
    }

    void draw_line() const {
        const Box box = box_of(layout_.line);
        const Type type{TypeStyle::Ui, card_.turn ? Face::SemiBold : Face::Regular};
        const Color ink = line_color();
        if (layout_.line_rows > 1) {
            draw_tinted_paragraph(draw_, context_, box.min, box.width(), {type, ink, ink}, card_.line, {},
                                  static_cast<std::size_t>(layout_.line_rows));
            return;
        }
        const bool is_cut =
            draw_text_within(draw_, context_, box.min, box.width(), type, ink, card_.line) == Ellipsis::Drawn;
        if (is_cut && ImGui::IsWindowHovered() && box.contains(ImGui::GetIO().MousePos))
            draw_tooltip(context_, card_.line);
    }

    void draw_button(const CardButton& offered, Box box, GameCardPress& press) const {
        ButtonLook look{.kind = kind_of(offered.weight)};
        if (needs_server(offered.deed)) {
            look.disabled_reason = state_.disabled_reason;
            if (look.disabled_reason.empty() && is_running_out(card_, state_))
                look.disabled_reason = "Its time is over";
        }
        const bool pressed = button(context_, id_of(offered.deed), box, offered.label, look);
        press.hovered = press.hovered || ImGui::IsItemHovered();
        if (!pressed || !look.disabled_reason.empty()) return;
        press.deed = offered.deed;
        press.button = box;
    }

    // A ring that gets shorter, and the time in words.
    void draw_countdown() const {
        const std::int64_t left = std::max<std::int64_t>(0, card_.ends_at->value - state_.now_ms);
        const Box box = box_of(layout_.countdown);
        const Color ink = theme_[left < hurries_below_ms ? Role::Danger : Role::TextSecondary];
        const Type type{TypeStyle::Body, Face::SemiBold};
        const std::string text = countdown_text(left);
        const float width = digits_width(context_, type, text);
        draw_digits(draw_, context_,
                    {box.max.x - width, std::floor(box.center().y - theme_.type_row(type.style) / 2)}, type,
                    ink, text);
        const ImVec2 center{box.max.x - width - theme_.px(space::small) - theme_.px(time_ring_side) / 2,
                            std::floor(box.center().y)};
        draw_time_ring(draw_, theme_, center, static_cast<float>(left) / static_cast<float>(offer_ms),
                       left < hurries_below_ms ? Role::Danger : Role::X);
        if (left > 0) context_.needs.wake_in((left - 1) % second_ms + 1);
    }

    void draw_note() const {
        if (layout_.note.width == 0) return;
        const Box box = box_of(layout_.note);
        const Type type{TypeStyle::Small};
        draw_text_within(draw_, context_,
                         {box.min.x, std::floor(box.center().y - theme_.type_row(type.style) / 2)},
                         box.width() + 1, type, theme_[Role::TextMuted], card_.note);
    }

    const Context& context_;
    const Theme& theme_;
    ImDrawList& draw_;
    ImVec2 min_;
    const GameCard& card_;
    const GameCardLayout& layout_;
    const GameCardState& state_;
};

}  // namespace

const char* id_of(CardDeed deed) {
    switch (deed) {
        case CardDeed::Accept:
            return "accept";
        case CardDeed::Decline:
            return "decline";
        case CardDeed::Cancel:
            return "cancel";
        case CardDeed::Open:
            return "open";
        case CardDeed::Watch:
            return "watch";
        case CardDeed::Rematch:
            return "rematch";
        case CardDeed::DeclineRematch:
            return "decline-rematch";
        case CardDeed::NextGame:
            return "next-game";
        case CardDeed::Replay:
            return "replay";
    }
    return "none";
}

bool needs_server(CardDeed deed) {
    return deed != CardDeed::Open && deed != CardDeed::Watch && deed != CardDeed::NextGame &&
           deed != CardDeed::Replay;
}

GameCardPress draw_game_card(const Context& context, ImVec2 min, const GameCard& card,
                             const GameCardLayout& layout, const GameCardState& state, CardMarking marking) {
    return CardDrawing(context, min, card, layout, state).draw(marking);
}

}  // namespace crosstalk::ui
