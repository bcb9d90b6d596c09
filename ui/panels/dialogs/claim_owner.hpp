// Becomes the owner of the server by its one-time owner code.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/secret_text.hpp"

namespace crosstalk::ui {

class ClaimOwnerDialog final : public Dialog {
  public:
    [[nodiscard]] std::string title() const override { return "Become the owner"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    SecretText code_;
    std::string fault_;
    OwnErrand doing_;
    FieldRequest request_ = FieldRequest::Focus;
};

}  // namespace crosstalk::ui
