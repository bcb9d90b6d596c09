// The part that can be operated of every widget: hit area, hover, press, focus ring, tooltip. Drawing is separate.
//
// Widgets stand where the caller says: boxes are in pixels of the screen. Ids are the programmer's own words, never
// text of the user or of the server; a loop over things opens an id scope with the thing's id.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string_view>

#include "ui/theme/context.hpp"

namespace crosstalk::ui {

/// Opens an id scope for one thing of a list.
class IdScope {
  public:
    explicit IdScope(std::uint64_t id);
    explicit IdScope(const char* id);
    ~IdScope();
    IdScope(const IdScope&) = delete;
    IdScope& operator=(const IdScope&) = delete;
};

struct ItemState {
    bool hovered = false;
    bool held = false;
    bool pressed = false;  // clicked, or Enter or Space on the focused item
    bool right_pressed = false;
    bool focused = false;  // by the keyboard, and the ring is to be shown
    float hover = 0;       // share of the hover fill, moving over 80 ms
};

/// Places an invisible button over `hit`. It can be reached with Tab and the arrow keys.
ItemState item(const Context& context, const char* id, Box hit);

/// Where one of a few is chosen, arrows choose: whether they have just brought the keyboard to the last item from another
/// one of its group. Call it each frame for each of them, with one id for all; Tab only passes through.
bool is_walked_to(const ItemState& state, ImGuiID group);

/// 2 px, 2 px outside the control, radius + 2; inside for rows and cells.
enum class RingPlace : std::uint8_t { Outside, Inside };
void draw_focus_ring(ImDrawList& draw, const Context& context, const ItemState& state, Box box, float radius,
                     RingPlace place = RingPlace::Outside);

/// The ground of what is chosen, `share` of it while it fades in. High contrast tells nothing by a fill alone: there it has
/// an inner outline in the accent, too.
void fill_selected(ImDrawList& draw, const Context& context, Box box, float radius, float share = 1);

/// A value that follows `target` over the movement's time; kept in the window under the present id scope.
float animated(const Context& context, const char* id, float target, Motion motion);

/// Shows after a moment of hovering (or focus) over the last item; a key hides it until the pointer moves. Words only.
void tooltip(const Context& context, const ItemState& state, std::string_view text);
/// A tooltip on its own, at the pointer.
void draw_tooltip(const Context& context, std::string_view text);

}  // namespace crosstalk::ui
