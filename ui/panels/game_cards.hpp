// What the buttons on the cards of games do in a room, and the menu of reasons behind Decline.
#pragma once

#include "client/model/model.hpp"
#include "ui/list/message_list_view.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// One per conversation. Thread: the one that draws.
class GameCards {
  public:
    [[nodiscard]] static GameCardState state_of(const Scene& scene, const model::Room& room,
                                                const net::Message& message);
    /// Does what was pressed on the card of that message.
    void obey(const ListWishes::OnGame& wish, const Scene& scene, const model::Room& room,
              const net::Message& message);
    /// Each frame, in the conversation's id scope.
    void draw_menu(const Scene& scene) const;

  private:
    net::RoomId room_;  // of the game that the menu is about
    net::MessageId declines_;
    Box below_;
};

/// The commands that cards and notices give.
void answer_offer(const Scene& scene, net::RoomId room, net::MessageId game, net::OfferAnswer answer,
                  net::DeclineReason reason = net::DeclineReason::Unsaid);

}  // namespace crosstalk::ui
