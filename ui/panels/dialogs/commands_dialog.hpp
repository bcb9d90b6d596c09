// All commands of the composer with what each does, searchable; a press writes one into the composer.
#pragma once

#include <string>

#include "client/model/composer.hpp"
#include "ui/panels/dialog.hpp"

namespace crosstalk::ui {

class CommandsDialog final : public Dialog {
  public:
    [[nodiscard]] std::string title() const override { return "Commands"; }
    [[nodiscard]] float width() const override { return 680; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    /// True if it was pressed.
    static bool draw_row(const Scene& scene, Form& form, const model::ComposerCommand& command);

    std::string search_;
    bool focus_wanted_ = true;
};

}  // namespace crosstalk::ui
