// The server one is connected to: name, address, how it is known, what one is there; for admins the way to its invites,
// passkey, figures and records.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class ServerInfoDialog final : public Dialog {
  public:
    [[nodiscard]] std::string title() const override { return "Server"; }
    [[nodiscard]] float width() const override { return 540; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    static void draw_limits(const Scene& scene, Form& form);
    static void draw_deeds(const Scene& scene, Form& form);
};

}  // namespace crosstalk::ui
