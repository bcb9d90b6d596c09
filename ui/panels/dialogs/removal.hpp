// Tells that one was put out of a room, or that a room is no more: by whom, why, for how long.
#pragma once

#include <string>
#include <utility>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class RemovalDialog final : public Dialog {
  public:
    explicit RemovalDialog(model::Removal removal) : removal_(std::move(removal)) {}

    [[nodiscard]] std::string title() const override;
    Staying draw(const Scene& scene, Form& form) override;

  private:
    model::Removal removal_;
};

}  // namespace crosstalk::ui
