// Enters a locked room by its passkey: one of the list, or a private one whose name one was told.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/secret_text.hpp"

namespace crosstalk::ui {

class JoinRoomDialog final : public Dialog {
  public:
    /// Any private room; its name is asked for too.
    JoinRoomDialog() = default;
    JoinRoomDialog(net::RoomId room, std::string name) : room_(room), name_(std::move(name)) {}

    [[nodiscard]] std::string title() const override {
        return room_ ? "Join #" + name_ : std::string("Join by passkey");
    }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void go(const Scene& scene);

    net::RoomId room_;  // 0: the one of that name
    std::string name_;
    SecretText passkey_;
    std::string name_fault_;
    std::string passkey_fault_;
    OwnErrand joining_;
    FieldRequest name_request_ = FieldRequest::Nothing;  // for the next frame
    FieldRequest passkey_request_ = FieldRequest::Nothing;
    bool is_new_ = true;
};

}  // namespace crosstalk::ui
