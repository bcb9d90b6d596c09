// The devices of somebody: one's own, to shut a lost one out or let one more in; those of others for admins.
#pragma once

#include <map>
#include <string>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

class DevicesDialog final : public Dialog {
  public:
    explicit DevicesDialog(net::UserRef user) : user_(std::move(user)) {}

    [[nodiscard]] std::string title() const override { return title_; }
    [[nodiscard]] float width() const override { return 500; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void ask(const Scene& scene);
    bool draw_row(const Scene& scene, const net::DeviceInfo& device, Box box);

    net::UserRef user_;
    std::string title_ = "Devices";
    OwnErrand asking_;
    bool asked_ = false;
    net::DeviceId in_question_;  // Remove was pressed once
    std::map<net::DeviceId, OwnErrand> removed_;
    ScrollArea scroll_;
};

}  // namespace crosstalk::ui
