// What of this machine's network works, what does not, and what to do about it.
#pragma once

#include <string>
#include <utility>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class NetworkDialog final : public Dialog {
  public:
    /// `target`: HOST[:PORT] that somebody wants to reach; may be empty.
    explicit NetworkDialog(std::string target) : target_(std::move(target)) {}

    [[nodiscard]] std::string title() const override { return "Check the network"; }
    [[nodiscard]] float width() const override { return 520; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    std::string target_;
    bool is_asked_ = false;
};

}  // namespace crosstalk::ui
