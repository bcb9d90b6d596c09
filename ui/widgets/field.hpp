// A line of text to fill in: label above, error below with a triangle and words, and a hidden kind with Show.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/theme/icons.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

/// A passkey is shown as bullets until Show is pressed.
enum class Secrecy : std::uint8_t { Plain, Hidden, Shown };
/// Refill: the caller has changed the text, perhaps while it is being written; focus, with the caret at its end.
enum class FieldRequest : std::uint8_t { Nothing, Focus, FocusAndSelectAll, Refill };

struct FieldLook {
    std::string_view label;    // above the field
    std::string_view hint;     // inside while empty
    std::string_view error;    // not empty: the error state. Its first sentence is drawn bold, and it wraps
    float error_width = 0;     // pixels of the screen; 0: as wide as the field
    std::optional<Icon> icon;  // at the left, for searches
    std::string_view key_cap;  // at the right while empty and not focused
    std::size_t bytes_most = 256;                  // longer input is cut at a whole character
    FieldRequest request = FieldRequest::Nothing;  // for this frame
    bool stays = false;  // after Enter it keeps the keyboard, with everything selected
};

struct FieldResult {
    bool changed = false;
    bool submitted = false;  // Enter
    bool focused = false;
};

/// `box` is the field itself; the label stands above it and the error below. `secrecy` changes when Show is pressed.
FieldResult field(const Context& context, const char* id, Box box, std::string& text, Secrecy& secrecy,
                  const FieldLook& look);
/// Without anything hidden.
FieldResult field(const Context& context, const char* id, Box box, std::string& text, const FieldLook& look);

/// What a label takes above a field, and an error of that width below it.
float field_label_height(const Context& context);
float field_error_height(const Context& context, float width, std::string_view error);

}  // namespace crosstalk::ui
