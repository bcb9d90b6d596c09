// A link that lets new people in, for a time and so many of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "client/model/deed.hpp"
#include "ui/panels/dialogs/parts.hpp"
#include "ui/panels/dialogs/span_choice.hpp"
#include "ui/widgets/secret_text.hpp"

namespace crosstalk::ui {

class NewInviteDialog final : public Dialog {
  public:
    NewInviteDialog();
    /// Makes it at once, as it was typed.
    explicit NewInviteDialog(const model::NewInvite& wanted);

    [[nodiscard]] std::string title() const override { return "Invite people"; }
    [[nodiscard]] float width() const override { return 480; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void make(const Scene& scene, const model::NewInvite& wanted);
    void go(const Scene& scene);

    SpanChoice span_;
    std::size_t uses_ = 0;  // of the labels
    std::string other_uses_;
    std::string uses_fault_;
    std::optional<model::NewInvite> wanted_;
    std::string terms_;  // of what was made
    OwnErrand making_;
    SecretText link_;
};

}  // namespace crosstalk::ui
