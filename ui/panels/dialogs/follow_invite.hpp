// An invite to another server that the desktop opened: says where it leads, before this server is left for it.
#pragma once

#include <string>

#include "net/messages.hpp"
#include "ui/panels/dialog.hpp"
#include "ui/widgets/field.hpp"

namespace crosstalk::ui {

class FollowInviteDialog final : public Dialog {
  public:
    /// The whole link, a secret, and the key in it.
    FollowInviteDialog(std::string link, const net::ServerKeyHash& server);

    [[nodiscard]] std::string title() const override { return "Join another server?"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    std::string link_;
    net::ServerKeyHash server_;
    std::string address_;  // as it stands in the link
    std::string name_;
    std::string fault_;
    bool has_begun_ = false;
    // The keyboard stays away at first: whoever is just writing something and presses Enter shall not leave by it.
    FieldRequest request_ = FieldRequest::Nothing;
};

}  // namespace crosstalk::ui
