#include "ui/widgets/popup.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace crosstalk::ui {

namespace {

constexpr float entry_glyph = 18.0F;
constexpr float least_rows = 4;  // of a menu, however low the window is

bool is_pointer_at_work() {
    for (int button = 0; button < ImGuiMouseButton_COUNT; ++button) {
        if (ImGui::IsMouseClicked(button) || ImGui::IsMouseReleased(button)) return true;
    }
    return false;
}

}  // namespace

void open_menu(const char* id) {
    // What a key opens stands at the thing that has the keyboard, though the pointer was moved since.
    if (!is_pointer_at_work()) ImGui::GetCurrentContext()->NavHighlightItemUnderNav = true;
    ImGui::OpenPopup(id);
}

bool wants_menu(const ItemState& state) {
    if (state.right_pressed) return true;
    return state.focused && (ImGui::IsKeyPressed(ImGuiKey_Menu, false) ||
                             ImGui::IsKeyChordPressed(ImGuiMod_Shift | ImGuiKey_F10));
}

bool begin_menu(const Context& context, const char* id, float width, std::optional<Box> anchor) {
    const Theme& theme = context.theme;
    const float padding = theme.px(measure::popup_padding);
    // What the window has no room for scrolls.
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float edge = theme.px(space::tiny);
    ImVec2 most{std::max(1.0F, display.x - 2 * edge), std::max(1.0F, display.y - 2 * edge)};
    if (anchor) {
        const float least = std::min(most.y, least_rows * theme.px(measure::popup_row));
        const ImVec2 min{std::max(edge, std::min(anchor->min.x, display.x - edge - theme.px(width))),
                         std::max(edge, std::min(anchor->max.y + edge, display.y - edge - least))};
        most.y = display.y - edge - min.y;
        ImGui::SetNextWindowPos(min, ImGuiCond_Always);
    }
    ImGui::SetNextWindowSizeConstraints({0, 0}, most);
    ImGui::SetNextWindowSize({theme.px(width), 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
    ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, theme.px(radius::popup));
    const bool open = ImGui::BeginPopup(id, ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar(2);
    if (!open) return false;
    const ImVec2 min = ImGui::GetWindowPos();
    const ImVec2 size = ImGui::GetWindowSize();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    // Around the scrollbar, too.
    draw.PushClipRect(min, {min.x + size.x, min.y + size.y});
    outline_box(draw, box_at(min, size.x, size.y), theme[Role::BorderControl], theme.px(radius::popup),
                theme.px(line::border));
    draw.PopClipRect();
    return true;
}

void end_menu(const Context&) {
    ImGui::EndPopup();
}

bool menu_entry(const Context& context, const char* id, std::string_view label, const MenuEntryLook& look) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const Box box = box_at(min, ImGui::GetContentRegionAvail().x, theme.px(measure::popup_row));
    const ItemState state = item(context, id, box);
    const bool disabled = !look.disabled_reason.empty();
    const float corner = theme.px(radius::control);
    if (!disabled) fill_selected(draw, context, box, corner, state.hover);
    draw_focus_ring(draw, context, state, box, corner, RingPlace::Inside);
    const Color ink = theme[disabled ? Role::TextMuted : look.ink];
    float x = box.min.x + theme.px(space::control);
    if (look.icon) {
        const float side = theme.px(entry_glyph);
        draw_icon(draw, theme, *look.icon, {x + side / 2, box.center().y}, side,
                  disabled || look.ink != Role::Text ? ink : theme[Role::TextSecondary]);
        x += side + theme.px(space::control);
    }
    if (look.presence) {
        const float side = theme.px(entry_glyph);
        draw_presence(draw, theme, {x + side / 2, box.center().y}, theme.px(measure::presence),
                      *look.presence, mix(theme[Role::Raised], theme[Role::Selected], state.hover));
        x += side + theme.px(space::control);
    }
    float right = box.max.x - theme.px(space::control);
    if (look.chosen == Chosen::Yes) {
        const float side = theme.px(entry_glyph);
        draw_icon(draw, theme, Icon::Tick, {right - side / 2, box.center().y}, side, theme[Role::Accent]);
        right -= side + theme.px(space::control);
    }
    if (!look.shortcut.empty()) {
        const Type type{TypeStyle::Small, Face::Regular};
        const float width = std::ceil(text_width(context, type, look.shortcut));
        draw_text(draw, context, {right - width, std::floor(box.center().y - theme.type_row(type.style) / 2)},
                  type, theme[Role::TextMuted], look.shortcut);
        right -= width + theme.px(space::control);
    }
    const Type type{TypeStyle::Ui, Face::Regular};
    draw_text_within(draw, context, {x, std::floor(box.center().y - theme.type_row(type.style) / 2)},
                     right - x, type, ink, label);
    tooltip(context, state, look.disabled_reason);
    ImGui::SetCursorScreenPos({min.x, box.max.y});
    if (!state.pressed || disabled) return false;
    ImGui::CloseCurrentPopup();
    return true;
}

void menu_line(const Context& context) {
    const Theme& theme = context.theme;
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float gap = theme.px(space::tiny);
    horizontal_line(*ImGui::GetWindowDrawList(), min.x, min.x + width, min.y + gap, theme[Role::Border],
                    theme.px(line::border));
    ImGui::Dummy({width, 2 * gap + theme.px(line::border)});
}

}  // namespace crosstalk::ui
