// Whose a key is, and where the keyboard goes: what Dear ImGui has for this, in the words of the panels.
#pragma once

#include <imgui.h>

#include <initializer_list>

#include "ui/theme/draw.hpp"

namespace crosstalk::ui {

/// The key was used: nobody else sees it in this frame.
void take_key(ImGuiKey key);
/// Keys that belong to the last item while it has the focus: Dear ImGui does not walk by them. Each frame.
void own_keys_of_item(std::initializer_list<ImGuiKey> keys);

/// The same, whatever has the focus: while something open is walked through by them.
void own_keys(std::initializer_list<ImGuiKey> keys);

/// The next thing that can be operated gets the keyboard, with its ring.
void focus_next_item();
/// The ring is shown, as after a key that moves the focus.
void show_focus();
/// Where the thing stands that has the keyboard; empty if nothing has.
Box focused_box();
/// A menu that a key opens stands there, and the arrow keys go on from there.
void set_focused_box(Box box);
/// The window that is being drawn stands before all others; the keyboard stays where it is.
void bring_window_to_front();
/// It stands below menus and dialogs, which are open.
void put_window_behind_popups();
/// A menu or a dialog of Dear ImGui is open.
bool is_popup_open();

}  // namespace crosstalk::ui
