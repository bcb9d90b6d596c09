// Asks before a message is deleted: nobody can bring it back.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class DeleteMessageDialog final : public Dialog {
  public:
    DeleteMessageDialog(net::RoomId room, net::Sequence sequence) : room_(room), sequence_(sequence) {}

    [[nodiscard]] std::string title() const override { return "Delete this message?"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    net::RoomId room_;
    net::Sequence sequence_;
    bool is_new_ = true;
};

}  // namespace crosstalk::ui
