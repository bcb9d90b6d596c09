// What somebody is in a room or, in the lobby, on the server; also hands the room or the server over.
#pragma once

#include <optional>
#include <string>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class SetRoleDialog final : public Dialog {
  public:
    SetRoleDialog(net::RoomId room, net::UserRef user) : room_(room), user_(std::move(user)) {}

    [[nodiscard]] std::string title() const override { return "Change the role"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void draw_choice(Form& form, const model::Room& room, net::Role role);

    net::RoomId room_;
    net::UserRef user_;
    std::optional<net::Role> chosen_;  // nothing: as it is
    bool is_sure_ = false;             // of handing over
    OwnErrand doing_;
};

}  // namespace crosstalk::ui
