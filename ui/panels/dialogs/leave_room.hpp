// Leaves a room; a private one asks before, for it takes an invitation to come back.
#pragma once

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class LeaveRoomDialog final : public Dialog {
  public:
    explicit LeaveRoomDialog(net::RoomId room) : room_(room) {}

    [[nodiscard]] std::string title() const override { return "Leave this room"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    net::RoomId room_;
    OwnErrand doing_;
};

/// Leaves a public room at once, and asks about a private one.
void leave_room(const Scene& scene, const model::Room& room);

}  // namespace crosstalk::ui
