// What the buttons on the cards of games do, wherever such buttons stand, and the menu of reasons behind Decline.
#pragma once

#include <optional>
#include <string>

#include "client/model/model.hpp"
#include "ui/list/message_list_view.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// Why nothing of that game can be changed now; empty: it can.
std::string why_no_change(const Scene& scene, const model::Room& room, net::MessageId game);

/// One per conversation, and one for what stands outside of any. Thread: the one that draws.
class GameCards {
  public:
    [[nodiscard]] static GameCardState state_of(const Scene& scene, const model::Room& room,
                                                const net::Message& message);
    void obey(const ActOnGame& pressed, const Scene& scene);
    /// Each frame, in the id scope in which obey is called. The game that was declined with it, if one was.
    std::optional<net::MessageId> draw_menu(const Scene& scene) const;

  private:
    net::RoomId room_;  // of the game that the menu is about
    net::MessageId declines_;
    Box below_;
};

/// The commands that cards and notices give.
void answer_offer(const Scene& scene, net::RoomId room, net::MessageId game, net::OfferAnswer answer,
                  net::DeclineReason reason = net::DeclineReason::Unsaid);

}  // namespace crosstalk::ui
