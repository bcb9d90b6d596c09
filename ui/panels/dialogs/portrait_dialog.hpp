// Shows the square that a picture of oneself has become, before others see it.
#pragma once

#include <string>
#include <utility>

#include "ui/panels/desktop_event.hpp"
#include "ui/panels/dialog.hpp"

namespace crosstalk::ui {

class PortraitDialog final : public Dialog {
  public:
    explicit PortraitDialog(SeenFile file) : file_(std::move(file)) {}
    [[nodiscard]] std::string title() const override { return "Your picture"; }
    [[nodiscard]] float width() const override { return 360; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    SeenFile file_;
};

}  // namespace crosstalk::ui
