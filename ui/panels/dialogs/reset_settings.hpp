// Asks before a whole section of the settings goes back to normal.
#pragma once

#include <string>

#include "ui/panels/dialog.hpp"
#include "ui/settings/setting_table.hpp"

namespace crosstalk::ui {

class ResetSettings final : public Dialog {
  public:
    explicit ResetSettings(SettingSection section) : section_(section) {}

    [[nodiscard]] std::string title() const override {
        return "Reset " + std::string(title_of(section_)) + "?";
    }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    SettingSection section_;
};

}  // namespace crosstalk::ui
