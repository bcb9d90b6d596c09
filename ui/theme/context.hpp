// What every widget is drawn with. Made once a frame, passed by const&.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/fonts/fonts.hpp"
#include "ui/pictures/pictures.hpp"
#include "ui/pictures/portraits.hpp"
#include "ui/theme/chosen_colors.hpp"
#include "ui/theme/draw.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

/// What a frame asks of the next one; the app draws again for it and sleeps otherwise.
struct FrameNeeds {
    bool another_frame = false;             // something is moving
    std::optional<std::int64_t> wake_ms{};  // something moves again after so long

    void wake_in(std::int64_t ms) { wake_ms = std::min(wake_ms.value_or(ms), ms); }
};

/// A text that was drawn, its colour, and the top left corner of its row.
struct WrittenText {
    ImVec2 at;
    std::string text;
    Color color = {};
};
/// Everything that a frame has written, in order: for tests, which read words and not pixels.
using Writing = std::vector<WrittenText>;

struct Context {
    const Theme& theme;
    const Fonts& fonts;
    FrameNeeds& needs;
    std::int64_t now_ms = 0;               // steady; for motion only
    std::string_view composition = {};     // what an input method is composing; not text yet
    Writing* writing = nullptr;            // nobody reads along
    const ChosenColors* chosen = nullptr;  // nobody has chosen a colour
    Pictures* pictures = nullptr;          // nobody can show any
    const Portraits* portraits = nullptr;  // nobody has one

    Color color(Role role) const { return theme[role]; }
    float px(float at_100_percent) const { return theme.px(at_100_percent); }
    /// Of the eight: the one that somebody has chosen, or else that of the hash of the id.
    std::size_t person_color_index(std::uint64_t user) const {
        return chosen == nullptr ? name_color_index(user) : chosen->index_of(user);
    }
    /// Of a person's name: `text` when name colours are switched off.
    Color name_color(std::uint64_t user) const { return theme.name(person_color_index(user)); }
};

/// Type of one piece of text. Regular unless said otherwise.
struct Type {
    TypeStyle style = TypeStyle::Body;
    Face face = Face::Regular;
};

float text_width(const Context& context, Type type, std::string_view text);

/// Draws one line whose row begins at `row.y`, with every glyph on whole pixels. Gives the width. User text is safe: it
/// is neither a label nor a format here.
float draw_text(ImDrawList& draw, const Context& context, ImVec2 row, Type type, Color color,
                std::string_view text);
/// In the middle of the box, in both directions.
void draw_text_centered(ImDrawList& draw, const Context& context, Box box, Type type, Color color,
                        std::string_view text);
/// Digits in cells as wide as "0", so that clocks and counters do not jitter.
float draw_digits(ImDrawList& draw, const Context& context, ImVec2 row, Type type, Color color,
                  std::string_view text);
float digits_width(const Context& context, Type type, std::string_view text);

/// One letter, `em` pixels of the screen large, so that a capital stands in the middle of the box.
void draw_letter(ImDrawList& draw, const Context& context, Box box, float em, Color color,
                 std::string_view letter);

enum class Ellipsis : std::uint8_t { NotNeeded, Drawn };
/// At most `width` wide; what does not fit ends with an ellipsis.
Ellipsis draw_text_within(ImDrawList& draw, const Context& context, ImVec2 row, float width, Type type,
                          Color color, std::string_view text);

/// Sets every colour, size and flag of ImGuiStyle from the theme. After a change of theme or scale, between frames.
void apply_theme(const Theme& theme);

}  // namespace crosstalk::ui
