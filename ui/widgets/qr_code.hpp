// A QR code (ISO/IEC 18004): a text that a camera reads off the screen.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/theme/draw.hpp"

namespace crosstalk::ui {

/// Drawn again only when the text is another one. Thread: the one that draws.
class QrCode {
  public:
    /// Nothing is drawn for an empty text, or one that fits into no code (over 2 kB).
    void set(std::string_view text);
    [[nodiscard]] bool is_empty() const { return side_ == 0; }
    /// Modules along a side, without the quiet zone.
    [[nodiscard]] int side() const { return side_; }
    [[nodiscard]] bool is_dark(int x, int y) const;
    /// Dark on white in every theme, as cameras want it, with the quiet zone of four modules. Squares of whole pixels,
    /// centred in the box.
    void draw(ImDrawList& draw, Box box) const;

  private:
    std::string text_;
    int side_ = 0;
    std::vector<bool> dark_;
};

}  // namespace crosstalk::ui
