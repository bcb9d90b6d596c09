// Rows of lists: section heads, rooms, people, menu entries; and lines that divide.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ui/theme/icons.hpp"
#include "ui/theme/person.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

/// Height with the space above and below it.
float section_head_height(const Context& context);
/// The name of a section and how many things it has. `min` is the row's corner, `width` reaches to the count's right.
void draw_section_head(ImDrawList& draw, const Context& context, ImVec2 min, float width,
                       std::string_view name, std::uint64_t count);

struct RoomRowLook {
    Icon icon = Icon::Hash;
    Chosen chosen = Chosen::No;
    std::uint64_t unread = 0;
    std::uint64_t mentions = 0;
    bool muted = false;  // its mentions are dimmed, and nothing else of it calls
    bool draft = false;
    std::uint64_t unsent = 0;
    std::optional<Person> person;  // a direct message: avatar instead of the icon
};

/// `box` is the whole row of the list; the drawn part stands 8 from the left and right of it, the unread pip and the
/// bar of the chosen row at its left edge.
ItemState room_row(const Context& context, const char* id, Box box, std::string_view name,
                   const RoomRowLook& look);

/// Avatar with presence, name in its colour, a line about the person below it if there is one. `free_right`: pixels at the
/// right that the caller draws into; they belong to the row all the same.
ItemState member_row(const Context& context, const char* id, Box box, const Person& person,
                     std::string_view about, std::optional<Icon> role_icon, float free_right = 0);

/// Text in the middle of a line that reaches from `left` to `right`; `min_y` is the top of the divider's 24 px.
void draw_divider(ImDrawList& draw, const Context& context, float left, float right, float min_y,
                  std::string_view text, Role line_role, Role text_role);

}  // namespace crosstalk::ui
