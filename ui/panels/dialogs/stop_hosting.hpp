// Asks what becomes of the server on this machine, and of the people in it: when it is to stop, or the window is closed.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class StopHostingDialog final : public Dialog {
  public:
    /// To stop it.
    StopHostingDialog() = default;
    /// The window closes. `question` ends with this.
    explicit StopHostingDialog(std::shared_ptr<const void> question) : question_(std::move(question)) {}

    [[nodiscard]] std::string title() const override {
        return closes_window() ? "What becomes of your server?" : "Stop the server?";
    }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    Staying draw_buttons(const Scene& scene, Form& form);

    [[nodiscard]] bool closes_window() const { return question_ != nullptr; }

    std::shared_ptr<const void> question_;
};

}  // namespace crosstalk::ui
