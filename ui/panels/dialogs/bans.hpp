// Who is banned from a room or from the server, by whom, for how long and why; and lets them in again.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

class BansDialog final : public Dialog {
  public:
    explicit BansDialog(net::RoomId room) : room_(room) {}

    [[nodiscard]] std::string title() const override {
        return room_ == net::lobby ? "Banned from the server" : "Banned from this room";
    }
    [[nodiscard]] float width() const override { return 520; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void ask(const Scene& scene);
    void take();
    bool draw_row(const Scene& scene, const net::Ban& ban, Box box);

    net::RoomId room_;
    std::vector<net::Ban> bans_;
    bool last_ = false;
    bool asked_ = false;
    net::UserId asked_from_;  // of the page that was asked for last
    OwnErrand asking_;
    std::map<net::UserId, OwnErrand> lifted_;
    ScrollArea scroll_;
};

}  // namespace crosstalk::ui
