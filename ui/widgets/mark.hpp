// Small things that say something and are mostly not pressed: badges, chips, key caps, bars of a signal, progress.
#pragma once

#include <cstdint>
#include <string_view>

#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

enum class BadgeKind : std::uint8_t { Quiet, Mention, Turn };

/// A count in a pill; over 99 it says "99+". Gives the width. `center_y` is its middle, `right` its right edge.
float draw_badge(ImDrawList& draw, const Context& context, float right, float center_y, std::uint64_t count,
                 BadgeKind kind);
float badge_width(const Context& context, std::uint64_t count);

float key_cap_width(const Context& context, std::string_view key);
/// `left` and the middle of its height.
float draw_key_cap(ImDrawList& draw, const Context& context, ImVec2 left_middle, std::string_view key,
                   Color text, Color outline);

/// The small outlined word behind a name, such as "you".
float draw_word_chip(ImDrawList& draw, const Context& context, ImVec2 row, float row_height,
                     std::string_view word);

/// A reaction: drawn 24 high, hit 32. One's own has the accent outline and tint.
enum class MyChoice : std::uint8_t { NotMine, Mine };
ItemState reaction_chip(const Context& context, const char* id, ImVec2 min, float width,
                        std::string_view emoji, std::uint64_t count, MyChoice mine);

/// Three bars, `bars` of them filled; the number beside them is the caller's.
void draw_signal(ImDrawList& draw, const Theme& theme, ImVec2 bottom_left, int bars);

/// `share` from 0 to 1.
void draw_progress(ImDrawList& draw, const Theme& theme, ImVec2 min, float width, float share, Role role);

}  // namespace crosstalk::ui
