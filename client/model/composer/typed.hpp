// What was typed behind a command, taken from the front. Internal to the composer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crosstalk::model {

// What is left of a line. Blanks at its beginning are passed over.
class Typed {
  public:
    explicit Typed(std::string_view rest) : rest_(rest) { skip_blanks(); }

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    // Up to the next blank or line break.
    [[nodiscard]] std::string_view word() const;
    std::string_view take_word();
    // Everything, without blanks at the end.
    std::string_view take_rest();
    // A word, or what stands between quotation marks: "a b", @"a b", #"a b"; the sign before them stays. The last argument
    // of a command needs no quotation marks. Nothing if the second mark is missing.
    std::optional<std::string> take_name(bool is_last);

  private:
    void skip_blanks();
    std::string_view rest_;
};

}  // namespace crosstalk::model
