// Tells that one was put out of a room, or that a room is no more: by whom, why, for how long.
#pragma once

#include <cstdint>
#include <string>

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

/// Tells each removal once. One per window. Thread: the one that draws.
class RemovalTeller {
  public:
    /// Opens a dialog for what is new.
    void draw(const Scene& scene);

  private:
    net::Timestamp told_until_;
    std::size_t told_then_ = 0;  // so many of that very moment
};

}  // namespace crosstalk::ui
