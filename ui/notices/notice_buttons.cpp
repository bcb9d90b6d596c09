#include "ui/notices/notice_buttons.hpp"

#include <algorithm>
#include <utility>

#include "client/model/game_state.hpp"
#include "ui/list/game_card_drawing.hpp"
#include "ui/panels/game_cards.hpp"

namespace crosstalk::ui {

namespace {

// Of an offer that stands, as its card has them.
std::vector<CardButton> answers_to(const net::Game& game, net::UserId me) {
    std::vector<CardButton> buttons;
    if (game.state != net::GameState::Offered) return buttons;
    for (const CardButton& each : card_of(game, me).buttons) {
        if (each.deed == CardDeed::Accept || each.deed == CardDeed::Decline) buttons.push_back(each);
    }
    return buttons;
}

}  // namespace

std::vector<CardButton> buttons_of(const Notice& notice, const model::Model& model) {
    const model::KnownGame* known = notice.game ? model.games().find(notice.game) : nullptr;
    if (known == nullptr) return {};
    const net::UserId me = model.me().id;
    const std::vector<CardButton> open{{CardDeed::Open, "Open", CardWeight::Accent}};
    switch (notice.kind) {
        case NoticeKind::Challenge:
            return answers_to(known->game, me);
        case NoticeKind::Turn:
            return model::is_turn_of(known->game, me) ? open : std::vector<CardButton>{};
        case NoticeKind::Rematch:
            return model::is_asked_for_rematch(known->game, me) ? open : std::vector<CardButton>{};
        default:
            return {};
    }
}

std::string why_disabled(const Scene& scene, const Notice& notice, CardDeed deed) {
    if (!needs_server(deed)) return {};
    const model::Room* room = scene.model.room(notice.room);
    return room == nullptr ? "You are not in its room any more" : why_no_change(scene, *room, notice.game);
}

ButtonKind kind_of(const CardButton& button) {
    return button.weight == CardWeight::Plain ? ButtonKind::Outlined : ButtonKind::AccentOutlined;
}

std::vector<Toasts::Button> toast_buttons(const Notice& notice, const model::Model& model) {
    std::vector<Toasts::Button> buttons;
    for (const CardButton& each : buttons_of(notice, model)) {
        const bool asks = each.deed == CardDeed::Decline;
        buttons.push_back(
            {.id = id_of(each.deed),
             .label = each.label,
             .kind = kind_of(each),
             .after = asks ? Toasts::AfterPress::Stays : Toasts::AfterPress::Goes,
             .press =
                 [deed = each.deed, room = notice.room, game = notice.game](const Scene& scene, Box button) {
                     scene.commands.show(ActOnGame{room, game, deed, button});
                 },
             .why_disabled = [deed = each.deed,
                              notice](const Scene& scene) { return why_disabled(scene, notice, deed); }});
    }
    return buttons;
}

}  // namespace crosstalk::ui
