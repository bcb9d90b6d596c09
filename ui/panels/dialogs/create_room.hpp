// Makes a room: its name, who finds it, and what it is about.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class CreateRoomDialog final : public Dialog {
  public:
    [[nodiscard]] std::string title() const override { return "Create a room"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void go(const Scene& scene);

    std::string name_;
    std::string topic_;
    net::RoomKind kind_ = net::RoomKind::Public;
    std::string name_fault_;
    std::string topic_fault_;
    OwnErrand making_;
    bool topic_sent_ = false;
    FieldRequest name_request_ = FieldRequest::Focus;  // for the next frame
    FieldRequest topic_request_ = FieldRequest::Nothing;
};

}  // namespace crosstalk::ui
