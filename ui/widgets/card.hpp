// Cards. What can be joined or played has a cut top right corner, with a ribbon when it calls for you; what can only be
// read or configured has four round corners.
#pragma once

#include <optional>

#include "ui/theme/icons.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

struct CardLook {
    Role fill = Role::Panel;
    Role outline = Role::Border;
    float corner = radius::card;
};

void draw_card(ImDrawList& draw, const Context& context, Box box, const CardLook& look = {});

struct CutCardLook {
    Role fill = Role::Raised;
    Role outline = Role::BorderControl;
    float cut = measure::cut_card;
    std::optional<Role> ribbon;  // X challenge or my match, O live or practice, Win result, Accent a server
};

void draw_cut_card(ImDrawList& draw, const Context& context, Box box, const CutCardLook& look = {});
/// A cut card that is pressed as a whole: under the pointer it takes the accent outline and ribbon.
ItemState cut_card(const Context& context, const char* id, Box box, const CutCardLook& look = {});

/// The square with an icon at the left of a card.
void draw_icon_tile(ImDrawList& draw, const Context& context, Box box, Icon icon, Role ink, Role fill);

}  // namespace crosstalk::ui
