// What this program is: its version, the limits that the server has set, and whose work it contains.
#pragma once

#include "ui/panels/dialog.hpp"

namespace crosstalk::ui {

class AboutDialog final : public Dialog {
  public:
    [[nodiscard]] std::string title() const override { return "About Crosstalk"; }
    [[nodiscard]] float width() const override { return 560; }
    Staying draw(const Scene& scene, Form& form) override;
};

}  // namespace crosstalk::ui
