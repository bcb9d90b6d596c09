// Every keyboard shortcut, searchable; those that may have other keys are given them here.
#pragma once

#include <optional>
#include <string>

#include "ui/panels/dialog.hpp"
#include "ui/settings/shortcuts.hpp"

namespace crosstalk::ui {

class ShortcutsDialog final : public Dialog {
  public:
    [[nodiscard]] std::string title() const override { return "Keyboard"; }
    [[nodiscard]] float width() const override { return 620; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void draw_row(const Scene& scene, Form& form, const Shortcut& shortcut);
    void listen(const Scene& scene);

    std::string search_;
    bool focus_wanted_ = true;
    std::optional<ShortcutId> listening_;  // its new keys are waited for
    std::string fault_;                    // of the keys that were pressed last
};

}  // namespace crosstalk::ui
