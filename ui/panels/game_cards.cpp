#include "ui/panels/game_cards.hpp"

#include <imgui.h>

#include <algorithm>
#include <string>

#include "ui/panels/rights.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

constexpr const char* reasons_menu = "decline-reasons";
constexpr float menu_width = 220;

// A command about that game is on its way.
bool is_being_changed(const model::Model& model, net::MessageId game) {
    return std::ranges::any_of(model.changes(), [&](const model::PendingChange& change) {
        if (change.state == model::PendingState::Failed) return false;
        if (const auto* answer = std::get_if<net::AnswerOffer>(&change.command)) return answer->game == game;
        const auto* act = std::get_if<net::ActInGame>(&change.command);
        return act != nullptr && act->game == game;
    });
}

void act(const Scene& scene, net::RoomId room, net::MessageId game, net::GameAction action) {
    scene.commands.send(model::Perform{net::ActInGame{room, game, action}, {}});
}

}  // namespace

void answer_offer(const Scene& scene, net::RoomId room, net::MessageId game, net::OfferAnswer answer,
                  net::DeclineReason reason) {
    scene.commands.send(
        model::Perform{net::AnswerOffer{.room = room, .game = game, .answer = answer, .reason = reason}, {}});
}

std::string why_no_change(const Scene& scene, const model::Room& room, net::MessageId game) {
    if (!scene.is_online()) return "There is no connection";
    if (is_being_changed(scene.model, game)) return "It is on its way";
    return silence_in_words(room, scene.model, net::Timestamp{scene.now.wall_ms});
}

GameCardState GameCards::state_of(const Scene& scene, const model::Room& room, const net::Message& message) {
    return {.now_ms = scene.now.server_ms, .disabled_reason = why_no_change(scene, room, message.id)};
}

void GameCards::obey(const ActOnGame& pressed, const Scene& scene) {
    const auto answer = [&](net::OfferAnswer given) {
        answer_offer(scene, pressed.room, pressed.game, given);
    };
    switch (pressed.deed) {
        case CardDeed::Accept:
            return answer(net::OfferAnswer::Accept);
        case CardDeed::Cancel:
            return answer(net::OfferAnswer::Cancel);
        case CardDeed::Decline:
            room_ = pressed.room;
            declines_ = pressed.game;
            below_ = pressed.button;
            return open_menu(reasons_menu);
        case CardDeed::Rematch:
            return act(scene, pressed.room, pressed.game, net::GameAction::OfferRematch);
        case CardDeed::DeclineRematch:
            return act(scene, pressed.room, pressed.game, net::GameAction::DeclineRematch);
        case CardDeed::Open:
        case CardDeed::Watch:
        case CardDeed::Replay:
            return scene.commands.show(OpenGame{pressed.game, pressed.room});
        case CardDeed::NextGame:
            return scene.commands.show(OpenGame{pressed.next, pressed.room});
    }
}

std::optional<net::MessageId> GameCards::draw_menu(const Scene& scene) const {
    const Context& context = scene.context;
    if (!begin_menu(context, reasons_menu, menu_width, below_)) return std::nullopt;
    const model::KnownGame* known = scene.model.games().find(declines_);
    const bool stands = known == nullptr || known->game.state == net::GameState::Offered;
    if (!stands) ImGui::CloseCurrentPopup();
    std::optional<net::MessageId> declined;
    const auto entry = [&](const char* id, std::string_view label, net::DeclineReason reason) {
        if (!menu_entry(context, id, label)) return;
        answer_offer(scene, room_, declines_, net::OfferAnswer::Decline, reason);
        declined = declines_;
    };
    entry("unsaid", "No, thanks", net::DeclineReason::Unsaid);
    entry("busy", "Busy now", net::DeclineReason::Busy);
    entry("later", "Later, perhaps", net::DeclineReason::Later);
    entry("other", "Rather another game", net::DeclineReason::OtherKind);
    end_menu(context);
    return declined;
}

}  // namespace crosstalk::ui
