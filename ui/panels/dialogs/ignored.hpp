// Whom one ignores on this machine, to show again what they write.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

class IgnoredDialog final : public Dialog {
  public:
    [[nodiscard]] std::string title() const override { return "Ignored people"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    ScrollArea scroll_;
};

}  // namespace crosstalk::ui
