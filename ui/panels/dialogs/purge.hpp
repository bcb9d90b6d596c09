// Removes for good what was said in a room before a time.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/panels/dialogs/span_choice.hpp"

namespace crosstalk::ui {

class PurgeDialog final : public Dialog {
  public:
    explicit PurgeDialog(net::RoomId room);

    [[nodiscard]] std::string title() const override { return "Remove old messages"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    net::RoomId room_;
    SpanChoice age_;
    std::string typed_;
    OwnErrand doing_;
};

}  // namespace crosstalk::ui
