// The links that let new people in and are valid: to make one more, or make one void.
#pragma once

#include <map>
#include <string>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

class InvitesDialog final : public Dialog {
  public:
    [[nodiscard]] std::string title() const override { return "Invites to the server"; }
    [[nodiscard]] float width() const override { return 520; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    bool draw_row(const Scene& scene, const net::InviteInfo& invite, Box box);

    OwnErrand asking_;
    bool asked_ = false;
    std::map<net::InviteId, OwnErrand> revoked_;
    ScrollArea scroll_;
};

}  // namespace crosstalk::ui
