// A new passkey for the server: the old one and the link of its start let nobody in any more.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/secret_text.hpp"

namespace crosstalk::ui {

class RotatePasskeyDialog final : public Dialog {
  public:
    explicit RotatePasskeyDialog(Begin begin = Begin::WhenAsked) : begin_(begin) {}

    [[nodiscard]] std::string title() const override { return "New passkey"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    Begin begin_;
    OwnErrand asking_;
    SecretText passkey_;
};

}  // namespace crosstalk::ui
