// A place to write in, of several rows that wrap: keys, pointer, clipboard, caret, and what an input method is composing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ui/editor/text_edit.hpp"
#include "ui/theme/context.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// What a text area remembers between frames. Belongs to the thread that draws.
struct TextArea {
    explicit TextArea(std::size_t most_bytes) : edit(most_bytes) {}

    TextEdit edit;
    bool focus_wanted = false;  // for the next frame

    // --- kept by text_area()
    bool has_focus = false;
    TextLayout layout;  // of `shown`
    std::string shown;  // the text, with what is being composed at the caret
    std::uint64_t laid_revision = 0;
    std::uint64_t laid_generation = 0;
    float laid_width = -1;
    std::string laid_composition;
    float scroll = 0;
    ScrollbarMemory bar;
    float goal_x = -1;  // where moving up and down wants to be
    bool dragging = false;
    std::uint32_t seen_caret = 0;
    std::uint64_t seen_revision = 0;
    std::int64_t still_since_ms = 0;  // the caret blinks from here on
};

/// Keys that the caller uses itself in this frame; the area leaves them alone.
struct KeysTaken {
    bool up_and_down = false;
    bool enter = false;
    bool tab = false;  // else Tab goes to the next thing in the window
};

enum class EnterKey : std::uint8_t { Submits, BreaksLine };

struct TextAreaLook {
    std::string_view placeholder;
    EnterKey enter = EnterKey::Submits;  // Shift and Ctrl with Enter do the other
    KeysTaken taken = {};
    std::function<bool(std::string_view)> takes = {};  // what of the clipboard goes in; empty: everything
};

struct TextAreaResult {
    bool edited = false;
    bool submitted = false;
    std::optional<std::string> not_taken = {};  // was pasted, and did not go in
    Box caret;                                  // on the screen
};

/// Rows of the text at that width, in pixels of the screen.
float text_area_height(const Context& context, TextArea& area, float width);
/// `box` is where the text stands, without any outline.
TextAreaResult text_area(const Context& context, const char* id, Box box, TextArea& area,
                         const TextAreaLook& look);

}  // namespace crosstalk::ui
