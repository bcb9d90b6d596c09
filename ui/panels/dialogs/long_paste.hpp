// Asks what is to become of a long text from the clipboard.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "net/ids.hpp"
#include "ui/panels/dialog.hpp"

namespace crosstalk::ui {

/// Longer than anybody writes by hand, or of more rows.
bool is_long_paste(std::string_view text);

class LongPasteDialog final : public Dialog {
  public:
    LongPasteDialog(std::string text, net::RoomId room);
    [[nodiscard]] std::string title() const override { return "Paste a long text?"; }
    [[nodiscard]] float width() const override { return 560; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    std::string text_;
    net::RoomId room_;    // that it goes to as a file
    std::size_t length_;  // code points
    std::size_t rows_;
    std::string first_rows_;
};

}  // namespace crosstalk::ui
