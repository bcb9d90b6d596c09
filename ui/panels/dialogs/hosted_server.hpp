// The server that runs on this machine: how others come in, where it keeps its things, and how it stops.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/panels/hosting_desk.hpp"
#include "ui/widgets/qr_code.hpp"
#include "ui/widgets/secret_text.hpp"

namespace crosstalk::ui {

class HostedServerDialog final : public Dialog {
  public:
    /// `own`: who one will be there; of no use inside.
    explicit HostedServerDialog(OwnName own = {}) : own_(std::move(own)) {}

    [[nodiscard]] std::string title() const override { return "Your server"; }
    [[nodiscard]] float width() const override { return 480; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void learn(const model::HostedServer& server);

    OwnName own_;
    SecretText invite_;
    SecretText passkey_;
    QrCode code_;
    bool code_shown_ = false;
};

}  // namespace crosstalk::ui
