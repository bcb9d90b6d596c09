// Everything that is known of a message: when and by whom, where it stands, who reacted, whom it has reached.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class MessageDetailsDialog final : public Dialog {
  public:
    MessageDetailsDialog(net::RoomId room, net::Sequence sequence) : room_(room), sequence_(sequence) {}

    [[nodiscard]] std::string title() const override { return "Message details"; }
    [[nodiscard]] float width() const override { return 500; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    net::RoomId room_;
    net::Sequence sequence_;
};

}  // namespace crosstalk::ui
