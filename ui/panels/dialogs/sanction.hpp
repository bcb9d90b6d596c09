// Puts somebody out of a room, keeps somebody out, or lets somebody read only; in the lobby, on the whole server. With a
// reason that the person is told, and for how long.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/panels/dialogs/span_choice.hpp"

namespace crosstalk::ui {

enum class Sanction : std::uint8_t { Kick, Ban, Mute };

class SanctionDialog final : public Dialog {
  public:
    SanctionDialog(Sanction kind, net::RoomId room, net::UserRef user);

    [[nodiscard]] std::string title() const override;
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void go(const Scene& scene);

    Sanction kind_;
    net::RoomId room_;
    net::UserRef user_;
    std::string reason_;
    std::string reason_fault_;
    SpanChoice span_;
    bool with_addresses_ = false;
    OwnErrand doing_;
    bool is_new_ = true;
};

}  // namespace crosstalk::ui
