// What is known of somebody, and what one can do with them. The room it was opened in says what for.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class PersonDialog final : public Dialog {
  public:
    PersonDialog(net::UserRef user, net::RoomId room) : user_(std::move(user)), room_(room) {}

    [[nodiscard]] std::string title() const override { return "Profile"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void draw_head(const Scene& scene, Form& form) const;
    static void draw_known(const Scene& scene, Form& form, const net::PersonFound& found);
    Staying draw_deeds(const Scene& scene, Form& form);
    void draw_order(const Scene& scene, Form& form);

    net::UserRef user_;
    net::RoomId room_;
    OwnErrand asking_;
    OwnErrand lifting_;  // a mute
    bool asked_ = false;
};

}  // namespace crosstalk::ui
