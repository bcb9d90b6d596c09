// Removes a room for good. Its name has to be typed, for nothing brings it back.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class DissolveRoomDialog final : public Dialog {
  public:
    explicit DissolveRoomDialog(net::RoomId room) : room_(room) {}

    [[nodiscard]] std::string title() const override { return "Delete this room for good"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    net::RoomId room_;
    std::string typed_;
    OwnErrand doing_;
    bool is_new_ = true;
};

}  // namespace crosstalk::ui
