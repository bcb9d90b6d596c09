// A text that nobody may see by chance: wiped when it goes, hidden until Show is pressed.
#pragma once

#include <string>
#include <string_view>

#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

/// Overwrites what stands there, so that it is not left in memory.
void wipe(std::string& text);

/// Thread: the one that draws.
class SecretText {
  public:
    SecretText();
    ~SecretText() { wipe(text_); }
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;

    void set(std::string_view text);
    void clear();
    [[nodiscard]] bool empty() const { return text_.empty(); }
    [[nodiscard]] const std::string& text() const { return text_; }

    /// To be typed; `look.bytes_most` must be at most bytes_most.
    FieldResult field(Form& form, const char* id, const FieldLook& look);
    /// To be read: in a box, behind dots until Show is pressed, with Copy. True when Copy was pressed.
    bool show(Form& form, const char* id);

    static constexpr std::size_t bytes_most = 512;

  private:
    std::string text_;  // never grows beyond what is reserved: growing would leave the old storage behind
    Secrecy secrecy_ = Secrecy::Hidden;
};

}  // namespace crosstalk::ui
