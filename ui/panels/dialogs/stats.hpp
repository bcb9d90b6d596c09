// The server's figures, for its admins.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class StatsDialog final : public Dialog {
  public:
    [[nodiscard]] std::string title() const override { return "Figures of the server"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    OwnErrand asking_;
    bool asked_ = false;
};

}  // namespace crosstalk::ui
