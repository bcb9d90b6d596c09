// What an edited message said before, for those who keep order.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class FormerTextsDialog final : public Dialog {
  public:
    FormerTextsDialog(net::RoomId room, net::MessageId message) : room_(room), message_(message) {}

    [[nodiscard]] std::string title() const override { return "Former texts"; }
    [[nodiscard]] float width() const override { return 520; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    net::RoomId room_;
    net::MessageId message_;
    OwnErrand asking_;
    bool asked_ = false;
};

}  // namespace crosstalk::ui
