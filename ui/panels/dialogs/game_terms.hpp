// What dialogs that begin a game ask alike: its kind, who begins, its clock. And their main button, which Enter presses.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "games/record.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

/// Thread: the one that draws.
class GameTerms {
  public:
    void choose(const games::Terms& terms);
    [[nodiscard]] games::Terms chosen() const;

    /// The kind with what it is about.
    void draw_kind(Form& form);
    /// Who begins, by their names, and by lot.
    void draw_beginning(Form& form, std::string_view mine, std::string_view theirs);
    void draw_clock(Form& form);

    /// "3x3 first none", as the profile keeps it; none if it is nothing of the kind.
    static std::string kept(const games::Terms& terms);
    static std::optional<games::Terms> parse_kept(std::string_view kept);

  private:
    std::size_t kind_ = 0;
    std::size_t wish_ = 0;
    std::size_t clock_ = 0;
};

/// The last row of such a dialog.
enum class Beginning : std::uint8_t { NotYet, Begin, Cancel };
/// Enter presses the main button wherever the keyboard is, but on Cancel and on the cross. `disabled_reason` not empty: it cannot
/// be pressed.
Beginning draw_beginning_buttons(Form& form, std::string_view label, std::string_view disabled_reason = {});

}  // namespace crosstalk::ui
