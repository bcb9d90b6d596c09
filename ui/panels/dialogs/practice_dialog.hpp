// Which game against the computer: its kind, how well the computer plays, who begins, and the clock.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "ui/games/practice.hpp"
#include "ui/panels/dialog.hpp"
#include "ui/panels/dialogs/game_terms.hpp"

namespace crosstalk::ui {

/// "3x3 medium first none", as the profile keeps it; none if it is nothing of the kind.
std::string kept_terms(const PracticeTerms& terms);
std::optional<PracticeTerms> parse_kept_terms(std::string_view kept);

class PracticeDialog final : public Dialog {
  public:
    /// Begins with what was chosen last.
    PracticeDialog() = default;
    explicit PracticeDialog(const PracticeTerms& terms) { choose(terms); }

    [[nodiscard]] std::string title() const override { return "Practise"; }
    [[nodiscard]] float width() const override { return 560; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void choose(const PracticeTerms& terms);
    [[nodiscard]] PracticeTerms chosen() const;

    bool is_chosen_ = false;
    GameTerms terms_;
    std::size_t level_ = 1;
};

}  // namespace crosstalk::ui
