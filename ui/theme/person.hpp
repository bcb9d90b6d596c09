// How a person is shown: avatar without a picture, and presence, whose shape says as much as its colour.
#pragma once

#include <cstdint>
#include <string_view>

#include "ui/theme/context.hpp"

namespace crosstalk::ui {

enum class Presence : std::uint8_t { Online, Away, Busy, Offline };

std::string_view presence_name(Presence presence);

/// A mark of `diameter` around `center`. The crescent and the bar are cut out in the colour of what is behind.
void draw_presence(ImDrawList& draw, const Theme& theme, ImVec2 center, float diameter, Presence presence,
                   Color surface);

struct Person {
    std::uint64_t user = 0;
    std::string_view name;
    Presence presence = Presence::Online;
};

/// `side` in pixels of the screen. Offline people are drawn in the colours of absence.
void draw_avatar(ImDrawList& draw, const Context& context, ImVec2 min, float side, const Person& person);
/// With the presence mark at the lower right corner; `side_at_100` chooses the mark's size.
void draw_avatar_with_presence(ImDrawList& draw, const Context& context, ImVec2 min, float side_at_100,
                               const Person& person, Color surface);

}  // namespace crosstalk::ui
