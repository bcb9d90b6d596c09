// Popups and menus: raised, outlined, round. Arrows and Enter choose, Esc closes, a click beside them too.
#pragma once

#include <optional>
#include <string_view>

#include "ui/theme/icons.hpp"
#include "ui/theme/person.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

/// Opens the menu of that id at the pointer, or below an anchor; then `begin_menu` is true each frame until it closes.
void open_menu(const char* id);
/// Whether somebody asks for the menu of an item: a right click, or the menu key or Shift+F10 while it has the focus.
bool wants_menu(const ItemState& state);
/// `width` at 100 %. Below and left-aligned to the anchor if there is one, else where it was opened.
bool begin_menu(const Context& context, const char* id, float width, std::optional<Box> anchor = {});
void end_menu(const Context& context);

struct MenuEntryLook {
    std::optional<Icon> icon;
    std::string_view shortcut;
    Role ink = Role::Text;
    std::string_view disabled_reason;
    std::optional<Presence> presence;  // in the place of the icon
    Chosen chosen = Chosen::No;        // a tick at the right: it is so now
};

/// 34 high. True when chosen; the menu then closes.
bool menu_entry(const Context& context, const char* id, std::string_view label,
                const MenuEntryLook& look = {});
void menu_line(const Context& context);

}  // namespace crosstalk::ui
